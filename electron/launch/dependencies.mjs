import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LaunchError, say } from "./report.mjs";

/**
 * @typedef {{ readonly version?: string, readonly optional?: boolean, readonly link?: boolean }} LockedPackage
 * @typedef {{ readonly packages: Readonly<Record<string, LockedPackage>> }} Lock
 */

/**
 * Installs what the lock file names, if `node_modules` does not hold it already.
 * @param {string} root
 */
export function ensureDependencies(root) {
  const wanted = readLock(join(root, "package-lock.json"));
  if (wanted === null)
    throw new LaunchError(`${root} has no readable package-lock.json. Restore it from the repository.`);
  const installed = readLock(join(root, "node_modules/.package-lock.json"));
  if (installed !== null && isSatisfied(wanted, installed)) return;
  say("Installing dependencies (npm ci)...");
  const { status, error } = npmCi(root);
  if (status === 0) return;
  const reason = error ? ` (${error.message})` : "";
  throw new LaunchError(`npm ci failed${reason}. See its message above; it needs access to an npm registry.`);
}

/**
 * npm keeps a second lock inside `node_modules` that says what is really there. Optional packages may be missing:
 * most of them are for other platforms.
 * @param {Lock} wanted
 * @param {Lock} installed
 */
export function isSatisfied(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const there = installed.packages[path];
    return there === undefined ? optional === true : there.version === version;
  });
}

/**
 * @param {string} path
 * @returns {Lock | null}
 */
function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** @param {string} root */
function npmCi(root) {
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  // npm's own words go to the error stream, since standard output may be someone's result.
  /** @type {import("node:child_process").SpawnSyncOptions} */
  const options = { cwd: root, stdio: ["ignore", 2, 2] };
  const npm = process.env.npm_execpath;
  if (npm?.endsWith("npm-cli.js")) return spawnSync(process.execPath, [npm, ...args], options);
  return spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
}
