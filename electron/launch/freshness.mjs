import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A digest of names, sizes and times: a change, a new file and a deleted one all show, and nothing is read.
 * @param {string} root
 * @param {readonly string[]} paths files and folders below the root; those that do not exist count as empty
 */
export function fingerprint(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths) addToHash(hash, root, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} root
 * @param {string} path
 */
function addToHash(hash, root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) addToHash(hash, root, `${path}/${name}`);
}

/**
 * @param {string} stamp the file that remembers the fingerprint of what was built
 * @param {string} print
 */
export function isFresh(stamp, print) {
  try {
    return readFileSync(stamp, "utf8") === print;
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} print
 */
export function recordFresh(stamp, print) {
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, print);
}
