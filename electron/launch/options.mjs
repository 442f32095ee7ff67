import { parseArgs } from "node:util";
import { LaunchError } from "./report.mjs";

export const HELP = `Usage: npm start -- [options]

Opens Blockwise: in Electron where its binary is there or can be downloaded, else in the browser.

  --browser   open in the browser, not in Electron
  --port N    serve for a browser on this port (0 takes any free one)
  --no-open   serve for a browser and print the address, open nothing
  --help      show this text
`;

/**
 * @typedef {object} StartOptions
 * @property {boolean} help
 * @property {boolean} browser
 * @property {boolean} open
 * @property {number | null} port null if the person named none
 */

/**
 * @param {readonly string[]} args
 * @returns {StartOptions}
 */
export function parseOptions(args) {
  const values = parseValues(args);
  return {
    help: values.help ?? false,
    browser: values.browser ?? false,
    open: !(values["no-open"] ?? false),
    port: values.port === undefined ? null : parsePort(values.port),
  };
}

/** @param {readonly string[]} args */
function parseValues(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        browser: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        "no-open": { type: "boolean" },
        port: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new LaunchError(`${reason}. Expected --browser, --port N, --no-open or --help.`);
  }
}

/** @param {string} text */
function parsePort(text) {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new LaunchError(`--port is "${text}"; expected a whole number from 0 to 65535.`);
}
