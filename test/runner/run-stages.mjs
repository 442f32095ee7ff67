/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string} [note] shown beside the counts
 * @property {boolean} [fatal] the stages after this one make no sense
 *
 * @typedef {{ readonly name: string, readonly run: () => Promise<Outcome> }} Stage
 */

/**
 * Runs the stages one after the other, those of a list side by side; a failed one does not keep the others from running,
 * so that one run shows everything that is wrong.
 * @param {readonly (Stage | readonly Stage[])[]} stages
 * @param {(line: string) => void} say
 */
export async function runStages(stages, say) {
  const total = { passed: 0, failed: 0 };
  for (const step of stages) {
    const outcomes = await Promise.all([step].flat().map((stage) => runStage(stage, say)));
    for (const { passed, failed } of outcomes) {
      total.passed += passed;
      total.failed += failed;
    }
    if (outcomes.some(({ fatal }) => fatal)) break;
  }
  return total;
}

/**
 * @param {Stage} stage
 * @param {(line: string) => void} say
 */
async function runStage({ name, run }, say) {
  const started = Date.now();
  const outcome = await settled(run);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`${outcome.failed > 0 ? "FAILED" : "ok"} ${name}: ${describe(outcome)} (${seconds} s)`);
  return outcome;
}

/**
 * @param {() => Promise<Outcome>} run
 * @returns {Promise<Outcome>}
 */
async function settled(run) {
  try {
    return await run();
  } catch (error) {
    return { passed: 0, failed: 1, note: error instanceof Error ? error.message : String(error) };
  }
}

/** @param {Outcome} outcome */
function describe({ passed, failed, note }) {
  const counts = `${passed} passed, ${failed} failed`;
  return note === undefined ? counts : `${counts}; ${note}`;
}
