import { UserError } from "../../base/assert";
import type { RunSpec, TrainResult } from "../../contracts/run";
import { datasets } from "../../data/registry";
import { storedSize } from "../../data/stored-size";
import { readMeter, startMeter } from "../memory/meter";
import { BestWeights } from "./best-weights";
import { checkFit, hasMasks } from "./check-fit";
import { averagedBy, runEpochs, type Training, test, tested } from "./epochs";
import { PosteriorCollector } from "./posteriors";
import { prepareData } from "./prepare-data";

/** Trains to the end of the run, or to a cancel. Throws a readable error when the loss leaves the numbers. */
export async function train(training: Training): Promise<TrainResult> {
  const { spec, plan, control, onEvent, options } = training;
  checkFit(plan, spec);
  const collected = options.posteriors ? collectPosteriors(spec) : null;
  const data =
    spec.images ??
    (await prepareData(spec.data, storedSizeOf(spec), spec.dataSeed ?? spec.seed, control, (done, total) =>
      onEvent({ kind: "phase", phase: "making data", done, total }),
    ));
  if (!data) return untrained(spec);
  const best = spec.keepBest ? new BestWeights() : null;
  try {
    startMeter();
    const { steps, last, stoppedEarly } = await runEpochs(training, data, best);
    const kept = best?.restore(training.weights);
    // What was looked at during the run was another split, or looked at in another way.
    const isMeasured = !data.validation && !spec.testing && !collected;
    const known = isMeasured ? (kept?.evaluation ?? last) : null;
    const evaluation = known ?? (await test(training, data, { testing: spec.testing, collected }));
    return {
      steps,
      ...(stoppedEarly ? { stoppedEarly } : {}),
      ...(kept ? { keptEpoch: kept.epoch } : {}),
      cancelled: control.cancelled,
      memory: readMeter(),
      ...tested(evaluation),
      confusion: evaluation.confusion,
      classNames: data.classNames,
      ...(collected ? { posteriors: collected.posteriors() } : {}),
    };
  } finally {
    best?.dispose();
  }
}

function collectPosteriors(spec: RunSpec): PosteriorCollector {
  if (!hasMasks(spec)) return new PosteriorCollector(averagedBy(spec));
  throw new UserError(
    "Models are averaged by their answers for whole images, and this data has a class for each pixel. Train one model.",
  );
}

function storedSizeOf(spec: RunSpec): number {
  const { size, trainCount, validationCount = 0, testCount } = spec.data;
  return storedSize(size, trainCount + validationCount + testCount, spec);
}

/** Cancelled before there was anything to learn from. */
function untrained({ data }: RunSpec): TrainResult {
  const classNames = datasets.require(data.dataset).classNames(data.classes);
  const confusion = classNames.map(() => new Array<number>(data.classes).fill(0));
  return { steps: 0, cancelled: true, testLoss: 0, testAccuracy: 0, confusion, classNames };
}
