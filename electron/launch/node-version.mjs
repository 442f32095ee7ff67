const REQUIRED = "Node 20.19 or later of the 20s, or 22.12 or later";

/**
 * Vite, Vitest and Electron's installer need `require` of ES modules, which came with 20.19 and 22.12.
 * @param {string} version as `process.versions.node` has it
 * @returns {string | null} what to tell the person, or null if the version will do
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const will = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return will
    ? null
    : `Blockwise needs ${REQUIRED}; this is Node ${version}. Get a newer one from nodejs.org.`;
}
