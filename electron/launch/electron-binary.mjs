import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { say } from "./report.mjs";

const RELEASES = "https://github.com/electron/electron/releases/download/";
const REACH_MS = 5_000;
const DOWNLOAD_MS = 300_000;

/**
 * The package has no binary in it: its own `install.js` fetches one, here bounded in time, so that a network that
 * swallows packets cannot hold up the start.
 * @param {string} root
 * @returns {Promise<import("./choose-host.mjs").ElectronBinary>}
 */
export async function findElectron(root) {
  const folder = join(root, "node_modules/electron");
  const present = installedBinary(folder, process.env.ELECTRON_OVERRIDE_DIST_PATH);
  if (present !== null) return { binary: present };
  const unreachable = await whyUnreachable();
  if (unreachable !== null) return { missing: unreachable };
  say("Downloading Electron...");
  const failure = await download(folder);
  if (failure !== null) return { missing: failure };
  const binary = installedBinary(folder, process.env.ELECTRON_OVERRIDE_DIST_PATH);
  return binary === null ? { missing: "its download left no binary" } : { binary };
}

/**
 * @param {string} folder of the `electron` package
 * @param {string | undefined} override a folder with a build of one's own, as the package itself understands it
 */
export function installedBinary(folder, override) {
  const note = join(folder, "path.txt");
  const name = existsSync(note) ? readFileSync(note, "utf8") : null;
  if (override) return existsIn(override, name ?? "electron");
  return name === null ? null : existsIn(join(folder, "dist"), name);
}

/**
 * @param {string} folder
 * @param {string} name
 */
function existsIn(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/** Null also where a proxy stands between: then only the download itself can tell. */
async function whyUnreachable() {
  const { env } = process;
  if (env.ELECTRON_GET_USE_PROXY || env.HTTPS_PROXY || env.https_proxy) return null;
  const mirror = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || RELEASES;
  try {
    await fetch(mirror, { method: "HEAD", signal: AbortSignal.timeout(REACH_MS) });
    return null;
  } catch {
    return `its download host ${new URL(mirror).host} cannot be reached`;
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string | null>} why it failed
 */
function download(folder) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(folder, "install.js")], {
      stdio: ["ignore", 2, "pipe"],
      timeout: DOWNLOAD_MS,
    });
    let errors = "";
    child.stderr?.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    child.on("error", (error) => done(error.message));
    child.on("close", (code, signal) => done(code === 0 ? null : whyFailed(errors, signal)));
  });
}

/**
 * @param {string} errors
 * @param {NodeJS.Signals | null} signal
 */
function whyFailed(errors, signal) {
  if (signal !== null) return `its download took more than ${DOWNLOAD_MS / 60_000} minutes`;
  const line = errors.split("\n").find((text) => /error/i.test(text));
  return `its download failed: ${line?.trim() ?? "no reason given"}`;
}
