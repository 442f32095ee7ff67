import { spawnSync } from "node:child_process";

/** Debian's own comes first: a packages' Python of another maker hides it on many paths. */
const CANDIDATES = ["/usr/bin/python3", "python3", "python"];

/**
 * A Python that has all of these modules; null if there is none.
 * @param {readonly string[]} modules
 */
export function findPython(modules) {
  const code = `import ${modules.join(", ")}`;
  return CANDIDATES.find((python) => spawnSync(python, ["-c", code]).status === 0) ?? null;
}
