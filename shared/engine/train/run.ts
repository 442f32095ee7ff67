import { UserError } from "../../base/assert";
import { mixSeed } from "../../base/random";
import type { RunSpec, ScheduleSpec, TrainEvent, TrainingImages, TrainResult } from "../../contracts/run";
import { rateAt } from "../../contracts/schedule";
import { createAugmenter } from "../../data/augmentations";
import { datasets } from "../../data/registry";
import { elementsOf, shapeText } from "../../layers/shape";
import type { Plan } from "../plan";
import type { WeightStore } from "../weights/weight-store";
import { epochOrder, takeBatch } from "./batches";
import { BestWeights } from "./best-weights";
import type { Control } from "./control";
import { type Culprit, findCulprit } from "./diagnose";
import { type Evaluation, evaluate } from "./evaluate";
import { createOptimiser } from "./optimiser";
import { checkImages, prepareData } from "./prepare-data";
import { Reporter } from "./reporter";
import { StallWatch } from "./stall-watch";
import { isKnownToDiverge, trainStep } from "./step";

export interface Training {
  readonly spec: RunSpec;
  readonly plan: Plan;
  readonly weights: WeightStore;
  readonly control: Control;
  onEvent(event: TrainEvent): void;
}

const CONSTANT: ScheduleSpec = { kind: "constant", warmup: 0 };

/** After a cancel, testing what there is may take so long. */
const CANCEL_TEST_MS = 2000;

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
    const { loss, accuracy, confusion } = kept?.evaluation ?? last ?? (await test(training, data));
    return {
      steps,
      ...(stoppedEarly ? { stoppedEarly } : {}),
      ...(kept ? { keptEpoch: kept.epoch } : {}),
      cancelled: control.cancelled,
      testLoss: loss,
      testAccuracy: accuracy,
      confusion,
      classNames: data.classNames,
    };
  } finally {
    best?.dispose();
  }
}

interface Course {
  readonly steps: number;
  /** Of the weights as they are, if they have been tested. */
  readonly last: Evaluation | null;
  readonly stoppedEarly?: boolean;
}

async function runEpochs(
  training: Training,
  data: TrainingImages,
  best: BestWeights | null,
): Promise<Course> {
  const { spec, plan, weights, control, onEvent } = training;
  const batch = Math.min(spec.batch, data.train.count);
  const perEpoch = Math.floor(data.train.count / batch);
  const totalSteps = Math.min(spec.steps ?? Number.POSITIVE_INFINITY, perEpoch * spec.epochs);
  const optimiser = createOptimiser(spec.optimiser);
  const reporter = new Reporter(totalSteps, batch, spec.reportEvery, onEvent);
  const schedule = spec.schedule ?? CONSTANT;
  const watch = new StallWatch(schedule.kind === "plateau" ? schedule.patience : 0);
  const patience = new StallWatch((spec.patience ?? Number.POSITIVE_INFINITY) - 1);
  let step = 0;
  try {
    for (let epoch = 1; epoch <= spec.epochs; epoch++) {
      const order = epochOrder(data.train, spec.seed, epoch);
      const augment = createAugmenter(spec.augmentation ?? [], data.train.size, spec.seed, epoch);
      for (let index = 0; index < perEpoch && step < totalSteps; index++) {
        if (await control.checkpoint()) return { steps: step, last: null };
        step++;
        const rate = rateAt(schedule, spec.learningRate, step, totalSteps, watch.stalls);
        const seed = mixSeed(spec.seed, step);
        const { weightDecay, labelSmoothing, clipNorm } = spec;
        const options = { plan, weights, optimiser, rate, weightDecay, labelSmoothing, clipNorm, seed };
        const indices = order.subarray(index * batch, (index + 1) * batch);
        const scores = trainStep(options, takeBatch(data.train, data, indices, augment));
        const isLost = isKnownToDiverge(scores);
        reporter.add(scores);
        const loss = await reporter.report(step, epoch);
        if (isLost || isNoNumber(loss)) {
          const { images } = takeBatch(data.train, data, indices, augment);
          throw diverged(step, spec, await findCulprit(plan, weights, images, seed));
        }
      }
      const evaluation = await test(training, data);
      watch.add(evaluation.loss);
      patience.add(evaluation.loss);
      if (!control.cancelled) best?.consider(epoch, evaluation, weights);
      onEvent({ kind: "epoch", step, epoch, testLoss: evaluation.loss, testAccuracy: evaluation.accuracy });
      if (step >= totalSteps || control.cancelled) return { steps: step, last: evaluation };
      if (patience.stalls > 0) return { steps: step, last: evaluation, stoppedEarly: true };
    }
    return { steps: step, last: null };
  } finally {
    optimiser.dispose();
    reporter.dispose();
  }
}

function isNoNumber(loss: number | null): boolean {
  return loss !== null && !Number.isFinite(loss);
}

async function test({ spec, plan, weights, control, onEvent }: Training, data: TrainingImages) {
  const total = data.test.count;
  onEvent({ kind: "phase", phase: "testing", done: 0, total });
  const deadline = performance.now() + CANCEL_TEST_MS;
  return evaluate(plan, weights, data, Math.min(spec.batch, 64), async (done) => {
    onEvent({ kind: "phase", phase: "testing", done, total });
    return !(await control.checkpoint()) || performance.now() < deadline;
  });
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

function diverged(step: number, { learningRate, batch }: RunSpec, culprit: Culprit | null): UserError {
  const origin = culprit ? ` It began in the ${culprit.what} of "${culprit.path}".` : "";
  return new UserError(
    `Training stopped at step ${step}: the loss is no longer a number.${origin} The learning rate of ${learningRate} ` +
      `is probably too high for batches of ${batch}; try ${learningRate / 10}, or add batch normalisation.`,
  );
}

/** Cancelled before there was anything to learn from. */
function untrained({ data }: RunSpec): TrainResult {
  const classNames = datasets.require(data.dataset).classNames(data.classes);
  const confusion = classNames.map(() => new Array<number>(data.classes).fill(0));
  return { steps: 0, cancelled: true, testLoss: 0, testAccuracy: 0, confusion, classNames };
}
