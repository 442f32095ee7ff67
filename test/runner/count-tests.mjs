/**
 * @typedef {object} VitestReport the parts of Vitest's JSON report that are counted
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests skipped
 * @property {readonly { readonly status: string, readonly assertionResults: readonly { readonly status: string }[] }[]} testResults
 */

/**
 * A file that fails without a failed test, because it does not even load, counts as one failure.
 * @param {VitestReport} report
 * @returns {import("./run-stages.mjs").Outcome}
 */
export function countTests({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const counts = { passed: numPassedTests, failed: numFailedTests + brokenFiles };
  return numPendingTests === 0 ? counts : { ...counts, note: `${numPendingTests} skipped` };
}
