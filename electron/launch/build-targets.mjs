import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fingerprint, isFresh, recordFresh } from "./freshness.mjs";
import { withLock } from "./lock.mjs";
import { LaunchError, say } from "./report.mjs";

const COMMON = ["shared", "assets", "package-lock.json", "tsconfig.base.json"];

/** Each bundle goes to `dist/<name>` and is made of its sources. */
const TARGETS = {
  renderer: { config: "vite.config.ts", entry: "renderer/index.html", sources: ["renderer", ...COMMON] },
  node: {
    config: "vite.node.config.ts",
    entry: "electron/cli/main.ts",
    sources: ["electron", "test/bench", ...COMMON],
  },
  "gpu-bench": {
    config: "vite.gpu-bench.config.ts",
    entry: "test/bench/gpu/main.ts",
    sources: ["test/bench", ...COMMON],
  },
  preload: {
    config: "vite.preload.config.ts",
    entry: "electron/preload/preload.ts",
    sources: ["electron", ...COMMON],
  },
};

/** @typedef {keyof typeof TARGETS} Target */

/** All but the GPU bench, which only its own command needs. */
export const ALL_TARGETS = /** @type {readonly Target[]} */ (
  Object.keys(TARGETS).filter((target) => target !== "gpu-bench")
);

/**
 * Builds those bundles whose sources changed since they were built.
 * @param {string} root
 * @param {readonly Target[]} targets
 */
export async function ensureBuilt(root, targets) {
  if (staleOf(root, targets).length === 0) return;
  await withLock(join(root, "dist/.lock"), async () => {
    const stale = staleOf(root, targets);
    if (stale.length === 0) return;
    say(`Building ${stale.map(({ target }) => target).join(", ")}...`);
    const builds = await Promise.allSettled(stale.map(({ target, print }) => build(root, target, print)));
    for (const result of builds) if (result.status === "rejected") throw result.reason;
  });
}

/**
 * @param {string} root
 * @param {readonly Target[]} targets
 */
function staleOf(root, targets) {
  return targets
    .map((target) => ({
      target,
      print: fingerprint(root, [TARGETS[target].config, ...TARGETS[target].sources]),
    }))
    .filter(
      ({ target, print }) => !existsSync(outputOf(root, target)) || !isFresh(stampOf(root, target), print),
    );
}

/**
 * Builds beside the old bundle and then swaps them: a build that fails leaves the old one as it was.
 * @param {string} root
 * @param {Target} target
 * @param {string} print of the sources before the build began, so that an edit during it shows
 */
async function build(root, target, print) {
  const fresh = join(root, `dist/.new-${target}`);
  const old = join(root, `dist/.old-${target}`);
  const output = outputOf(root, target);
  await runVite(root, target, fresh);
  rmSync(old, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  renameSync(output, old);
  renameSync(fresh, output);
  rmSync(old, { recursive: true, force: true });
  recordFresh(stampOf(root, target), print);
}

/**
 * @param {string} root
 * @param {Target} target
 * @param {string} outDir
 */
async function runVite(root, target, outDir) {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const args = ["build", "--config", TARGETS[target].config, "--outDir", outDir, "--logLevel", "warn"];
  const child = spawn(process.execPath, [vite, ...args], { cwd: root, stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new LaunchError(`Building ${target} failed; Vite's message above says where.`);
}

/**
 * @param {string} root
 * @param {Target} target
 */
function outputOf(root, target) {
  return join(root, "dist", target);
}

/**
 * @param {string} root
 * @param {Target} target
 */
function stampOf(root, target) {
  return join(root, "dist/.stamps", target);
}
