import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { LaunchError, say } from "../../electron/launch/report.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** @type {Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>>} */
const USUAL_PLACES = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"],
};

const HELP =
  "Install one (Debian: apt-get install chromium; elsewhere Google Chrome or " +
  "npx playwright-core install --with-deps chromium), or name one in CHROME_PATH.";

/**
 * The Chromium of the end-to-end tests: the one in CHROME_PATH, an installed one, or Debian's package.
 * @param {string} root
 * @returns {Promise<string>} its path
 */
export async function ensureChromium(root) {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (runs(named)) return named;
    throw new LaunchError(`CHROME_PATH is ${named}, which does not run. ${HELP}`);
  }
  const found = await findChromium(root);
  if (found !== null) return found;
  if (!installByApt()) throw new LaunchError(`No Chromium was found, and apt could not install one. ${HELP}`);
  const installed = await findChromium(root);
  if (installed === null) throw new LaunchError(`apt installed a Chromium that does not run. ${HELP}`);
  return installed;
}

/**
 * An installed one, or null.
 * @param {string} root
 */
export async function findChromium(root) {
  const candidates = [...searchPath(process.env.PATH ?? ""), ...(USUAL_PLACES[process.platform] ?? [])];
  return [...candidates, await playwrightsOwn(root)].find((path) => existsSync(path) && runs(path)) ?? null;
}

/**
 * Every place where a Chromium or Chrome may be, in order of preference.
 * @param {string} path as in the PATH variable
 */
export function searchPath(path) {
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} root */
async function playwrightsOwn(root) {
  const { chromium } = await import(join(root, "node_modules/playwright-core/index.mjs"));
  return chromium.executablePath();
}

/**
 * Ubuntu's package is a placeholder for a snap, which exists but does not run in a container.
 * @param {string} path
 */
function runs(path) {
  if (process.platform === "win32") return existsSync(path);
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function installByApt() {
  const prefix = aptPrefix();
  if (prefix === null) return false;
  say("Installing Chromium (apt-get install chromium)...");
  return apt(prefix, "update") && apt(prefix, "install", "-y", "--no-install-recommends", "chromium");
}

/** What must stand before apt-get, or null where it is not there or needs a password. */
function aptPrefix() {
  if (spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status !== 0) return null;
  if (process.getuid?.() === 0) return [];
  return spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
}

/**
 * @param {readonly string[]} prefix
 * @param {readonly string[]} args
 */
function apt(prefix, ...args) {
  const [command = "", ...rest] = [
    ...prefix,
    "env",
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    "-q",
    ...args,
  ];
  return spawnSync(command, rest, { stdio: ["ignore", 2, 2], timeout: 10 * 60_000 }).status === 0;
}
