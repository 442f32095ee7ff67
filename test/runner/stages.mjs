import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { ALL_TARGETS, ensureBuilt } from "../../electron/launch/build-targets.mjs";
import { ensureDependencies } from "../../electron/launch/dependencies.mjs";
import { ensureChromium } from "./chromium.mjs";
import { check, runVitest } from "./commands.mjs";

/** @typedef {import("./run-stages.mjs").Stage} Stage */

/** Tests that take long, like a training step of every network, say so in their name; the inner loop skips them. */
const SHORT = ["--exclude=**/*.long.test.ts"];

/** What the long tests find out about networks, as a table at their end. */
const PARITY_TABLE = "--reporter=./test/helpers/parity-reporter.ts";

/**
 * Everything but the long and the end-to-end tests. The static checks run side by side: most of them keep one core busy.
 * @param {string} root
 * @returns {readonly (Stage | readonly Stage[])[]}
 */
export function quickStages(root) {
  return [
    { name: "dependencies", run: async () => installDependencies(root) },
    [
      { name: "format and lint", run: () => check(root, ["biome", "check", "--error-on-warnings", "."]) },
      { name: "types", run: () => checkTypes(root) },
      { name: "import rules", run: () => check(root, depcruise()) },
      { name: "dead code", run: () => check(root, ["knip"]) },
      { name: "build", run: () => buildAll(root) },
    ],
    {
      name: "unit and conformance",
      run: () => runVitest(root, "unit", [...vitest("vitest.config.ts"), ...SHORT]),
    },
  ];
}

/**
 * @param {string} root
 * @returns {readonly (Stage | readonly Stage[])[]}
 */
export function allStages(root) {
  const [dependencies, ...quick] = quickStages(root);
  return [
    ...(dependencies ? [dependencies] : []),
    // Chromium's software Vulkan is what WebGPU computes with in Node where there is no GPU, so it comes before the tests.
    { name: "browser", run: () => prepareBrowser(root) },
    ...quick,
    {
      name: "long",
      run: () => runVitest(root, "long", [...vitest("vitest.config.ts"), ".long.test.", PARITY_TABLE]),
    },
    { name: "end to end", run: () => runEndToEnd(root) },
    electronStage(root),
  ];
}

/** @param {string} root */
function installDependencies(root) {
  try {
    ensureDependencies(root);
    return { passed: 0, failed: 0 };
  } catch (error) {
    return {
      passed: 0,
      failed: 1,
      note: error instanceof Error ? error.message : String(error),
      fatal: true,
    };
  }
}

/**
 * One compiler run per environment, side by side: each is a check of its own. There are more of them than most machines
 * have cores, and what checkers of one run share they would work out several times. What a run found is kept for the next,
 * which looks at what has changed.
 * @param {string} root
 */
async function checkTypes(root) {
  const projects = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => /(^|[\\/])tsconfig\.json$/.test(path) && !/(^|[\\/])node_modules[\\/]/.test(path))
    .map(dirname);
  const outcomes = await Promise.all(projects.map((project) => check(root, compile(root, project))));
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/**
 * @param {string} root
 * @param {string} project
 */
function compile(root, project) {
  const kept = join(
    root,
    "node_modules/.cache/types",
    `${relative(root, resolve(root, project)).replaceAll(sep, "-")}.tsbuildinfo`,
  );
  return ["tsc", "-p", project, "--checkers", "1", "--incremental", "--tsBuildInfoFile", kept];
}

function depcruise() {
  return ["depcruise", "--config", ".dependency-cruiser.mjs", "shared", "renderer", "electron", "test"];
}

/** @param {string} root */
async function buildAll(root) {
  await ensureBuilt(root, ALL_TARGETS);
  return { passed: 1, failed: 0 };
}

/**
 * Without a browser there are no end-to-end tests, which will say so; all others go on.
 * @param {string} root
 */
async function prepareBrowser(root) {
  const outcome = { passed: 0, failed: 0 };
  try {
    return { ...outcome, note: await ensureChromium(root) };
  } catch (error) {
    return { ...outcome, note: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {string} root */
async function runEndToEnd(root) {
  const env = { CHROME_PATH: await ensureChromium(root) };
  return runVitest(root, "e2e", vitest("vitest.e2e.config.ts"), env);
}

/**
 * @param {string} root
 * @returns {Stage}
 */
function electronStage(root) {
  const script = join(root, "test/electron-app/run.mjs");
  return { name: "Electron", run: () => runVitest(root, "electron", [script]) };
}

/** @param {string} config */
function vitest(config) {
  return ["vitest", "run", "--config", config];
}
