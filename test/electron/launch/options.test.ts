import { describe, expect, test } from "vitest";
import { parseOptions } from "../../../electron/launch/options.mjs";

const USUAL = { help: false, browser: false, open: true, port: null };

describe("the flags of npm start", () => {
  test.each([
    [[], USUAL],
    [["--browser"], { ...USUAL, browser: true }],
    [["--no-open"], { ...USUAL, open: false }],
    [["--port", "8080"], { ...USUAL, port: 8080 }],
    [["--port=0", "--no-open"], { ...USUAL, open: false, port: 0 }],
    [["-h"], { ...USUAL, help: true }],
  ])("%j", (args, expected) => {
    expect(parseOptions(args)).toEqual(expected);
  });

  test.each([
    [["--brwoser"], "Unknown option '--brwoser'. Expected --browser, --port N, --no-open or --help."],
    [["net.json"], "Unexpected argument 'net.json'. Expected --browser, --port N, --no-open or --help."],
    [
      ["--port"],
      "Option '--port <value>' argument missing. Expected --browser, --port N, --no-open or --help.",
    ],
    [["--port", "70000"], '--port is "70000"; expected a whole number from 0 to 65535.'],
    [["--port", "80.5"], '--port is "80.5"; expected a whole number from 0 to 65535.'],
    [["--port="], '--port is ""; expected a whole number from 0 to 65535.'],
  ])("refuses %j in one line", (args, message) => {
    expect(() => parseOptions(args)).toThrow(new Error(message));
  });
});
