import type { RunSpec, TrainResult } from "../../contracts/run";
import { datasets } from "../../data/registry";
import { BestWeights } from "./best-weights";
import { checkFit } from "./check-fit";
import { runEpochs, type Training, test, tested } from "./epochs";
import { prepareData } from "./prepare-data";

/** Trains to the end of the run, or to a cancel. Throws a readable error when the loss leaves the numbers. */
export async function train(training: Training): Promise<TrainResult> {
  const { spec, plan, control, onEvent } = training;
  checkFit(plan, spec);
  const data =
    spec.images ??
    (await prepareData(spec.data, spec.seed, control, (done, total) =>
      onEvent({ kind: "phase", phase: "making data", done, total }),
    ));
  if (!data) return untrained(spec);
  const best = spec.keepBest ? new BestWeights() : null;
  try {
    const { steps, last, stoppedEarly } = await runEpochs(training, data, best);
    const kept = best?.restore(training.weights);
    const evaluation = kept?.evaluation ?? last ?? (await test(training, data));
    return {
      steps,
      ...(stoppedEarly ? { stoppedEarly } : {}),
      ...(kept ? { keptEpoch: kept.epoch } : {}),
      cancelled: control.cancelled,
      ...tested(evaluation),
      confusion: evaluation.confusion,
      classNames: data.classNames,
    };
  } finally {
    best?.dispose();
  }
}

/** Cancelled before there was anything to learn from. */
function untrained({ data }: RunSpec): TrainResult {
  const classNames = datasets.require(data.dataset).classNames(data.classes);
  const confusion = classNames.map(() => new Array<number>(data.classes).fill(0));
  return { steps: 0, cancelled: true, testLoss: 0, testAccuracy: 0, confusion, classNames };
}
