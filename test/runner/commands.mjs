import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "../../electron/launch/report.mjs";
import { countTests } from "./count-tests.mjs";

/** No stage of a healthy run comes near it; one that hangs must not hold the whole run. */
const LIMIT_MS = 15 * 60_000;

/** Where each tool's own script is, so that no shell stands between (and Windows needs none). */
const TOOLS = {
  biome: "@biomejs/biome/bin/biome",
  depcruise: "dependency-cruiser/bin/dependency-cruise.mjs",
  knip: "knip/bin/knip.js",
  tsc: "@typescript/native/bin/tsc",
  vitest: "vitest/vitest.mjs",
};

/**
 * A static check is one test: it passes if the tool is content, and speaks only if not.
 * @param {string} root
 * @param {readonly [keyof typeof TOOLS, ...string[]] | readonly string[]} command
 * @returns {Promise<import("./run-stages.mjs").Outcome>}
 */
export async function check(root, command) {
  const { code, output } = await runNode(root, command, { quiet: true });
  if (code === 0) return { passed: 1, failed: 0 };
  say(output.trimEnd());
  return { passed: 0, failed: 1 };
}

/**
 * @param {string} root
 * @param {string} name of the report below `test-results`
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} [env]
 * @returns {Promise<import("./run-stages.mjs").Outcome>}
 */
export async function runVitest(root, name, command, env = {}) {
  const report = join(root, "test-results", `${name}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code, output } = await runNode(root, [...command, ...reporters], { quiet: false, env });
  const skipped = /^skipped: .*$/m.exec(output);
  if (code === 0 && skipped) return { passed: 0, failed: 0, note: skipped[0] };
  const counts = countTests(readReport(report));
  // Vitest can fail with every test passed: an error outside of any test.
  return code !== 0 && counts.failed === 0
    ? { ...counts, failed: 1, note: `ended with code ${code}` }
    : counts;
}

/** @param {string} path */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw new Error(`Vitest left no report at ${path}.`);
  }
}

/**
 * @param {string} root
 * @param {readonly string[]} command a tool's name or a script, and its arguments
 * @param {{ readonly quiet: boolean, readonly env?: Readonly<Record<string, string>> }} options
 * @returns {Promise<{ readonly code: number | null, readonly output: string }>}
 */
function runNode(root, [tool = "", ...args], { quiet, env = {} }) {
  const script = Object.hasOwn(TOOLS, tool)
    ? join(root, "node_modules", TOOLS[/** @type {keyof typeof TOOLS} */ (tool)])
    : tool;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        output += text;
        if (!quiet) process.stderr.write(text);
      });
    }
    child.on("error", fail);
    child.on("close", (code, signal) => {
      if (signal === null) done({ code, output });
      else fail(new Error(`ended by ${signal}; the limit is ${LIMIT_MS / 60_000} minutes`));
    });
  });
}
