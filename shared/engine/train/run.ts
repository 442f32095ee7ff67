import { UserError } from "../../base/assert";
import type { RunSpec, TrainResult } from "../../contracts/run";
import { datasets } from "../../data/registry";
import { elementsOf, shapeText } from "../../layers/shape";
import type { Plan } from "../plan";
import { BestWeights } from "./best-weights";
import { runEpochs, type Training, test } from "./epochs";
import { checkImages, prepareData } from "./prepare-data";

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
    const { loss, accuracy, top5, confusion } = kept?.evaluation ?? last ?? (await test(training, data));
    return {
      steps,
      ...(stoppedEarly ? { stoppedEarly } : {}),
      ...(kept ? { keptEpoch: kept.epoch } : {}),
      cancelled: control.cancelled,
      testLoss: loss,
      testAccuracy: accuracy,
      ...(top5 === undefined ? {} : { testTop5: top5 }),
      confusion,
      classNames: data.classNames,
    };
  } finally {
    best?.dispose();
  }
}

function checkFit(plan: Plan, { data: told, images }: RunSpec): void {
  if (images) checkImages(images);
  const data = images ? { size: images.train.size, classes: images.classNames.length } : told;
  const wanted = `${data.size}×${data.size}×3`;
  if (shapeText(plan.inputShape) !== wanted) {
    throw new UserError(
      `The network takes ${shapeText(plan.inputShape)} and the data is ${wanted}. ` +
        `Set the network's input, or the data's size, so that they agree.`,
    );
  }
  const outputs = elementsOf(plan.outputShape);
  if (outputs !== data.classes) {
    throw new UserError(
      `The network ends in ${outputs} outputs (${shapeText(plan.outputShape)}) and the data has ` +
        `${data.classes} classes. Make the last layer ${data.classes} wide.`,
    );
  }
  if (plan.weights.every((weight) => !weight.trainable)) {
    throw new UserError("The network has no weights to train. Add a convolution or a dense layer.");
  }
}

/** Cancelled before there was anything to learn from. */
function untrained({ data }: RunSpec): TrainResult {
  const classNames = datasets.require(data.dataset).classNames(data.classes);
  const confusion = classNames.map(() => new Array<number>(data.classes).fill(0));
  return { steps: 0, cancelled: true, testLoss: 0, testAccuracy: 0, confusion, classNames };
}
