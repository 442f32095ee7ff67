import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LaunchError, say } from "./report.mjs";

/** Always the same one if it is free: what the app autosaves belongs to its address, port included. */
const USUAL_PORT = 4823;

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>>} */
const OPENERS = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] };

/**
 * Serves the app until Ctrl+C.
 * @param {string} root
 * @param {{ readonly port: number | null, readonly open: boolean }} options
 */
export async function runBrowserHost(root, { port, open }) {
  const server = await serve(root, port);
  process.stdout.write(`Blockwise is at ${server.url} (Ctrl+C ends it)\n`);
  if (open) openInBrowser(server.url);
  await interrupted();
  await server.close();
}

/**
 * @param {string} root
 * @param {number | null} port
 */
async function serve(root, port) {
  /** @type {typeof import("../server/main.js")} */
  const { startServer } = await import(pathToFileURL(join(root, "dist/node/server.js")).href);
  const options = /** @type {const} */ ({ root: join(root, "dist/renderer"), host: "127.0.0.1" });
  try {
    return await startServer({ ...options, port: port ?? USUAL_PORT });
  } catch (error) {
    if (port !== null) throw portError(error, port);
    say(`Port ${USUAL_PORT} is taken, perhaps by a Blockwise that runs already: taking another one.`);
    return await startServer({ ...options, port: 0 });
  }
}

/**
 * @param {unknown} error
 * @param {number} port
 */
function portError(error, port) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  if (code === "EADDRINUSE") {
    return new LaunchError(`Port ${port} is taken. End what uses it, or choose another with --port N.`);
  }
  if (code === "EACCES") {
    return new LaunchError(
      `Port ${port} is reserved to administrators. Choose one above 1023 with --port N.`,
    );
  }
  return new LaunchError(`Port ${port} cannot be used: ${message}`);
}

/** @param {string} url */
function openInBrowser(url) {
  const [command, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () =>
    say(`No browser could be opened (${command} is missing). Open the address yourself.`),
  );
  child.unref();
}

/** @returns {Promise<void>} */
function interrupted() {
  return new Promise((done) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => done());
  });
}
