import { UserError } from "../../base/assert";
import { mixSeed } from "../../base/random";
import type {
  EpochReport,
  RunSpec,
  ScheduleSpec,
  TestingSpec,
  TrainEvent,
  TrainingImages,
  TrainOptions,
} from "../../contracts/run";
import { rateAt } from "../../contracts/schedule";
import { createAugmenter, createMaskAugmenter, type Sizes } from "../../data/augmentations";
import type { RunPosition } from "../../formats/checkpoint/head";
import type { Plan } from "../plan";
import type { WeightStore } from "../weights/weight-store";
import { epochOrder, type Showing, takeBatch } from "./batches";
import type { BestWeights } from "./best-weights";
import { hasMasks } from "./check-fit";
import { Checkpoints } from "./checkpoints";
import type { Control } from "./control";
import { type Culprit, findCulprit } from "./diagnose";
import { type Evaluation, evaluate } from "./evaluate";
import { LayerProbe } from "./layer-probe";
import { averagedFor, createLoss, lossSpecOf } from "./loss";
import type { Loss } from "./losses/loss";
import { createOptimiser } from "./optimiser";
import type { PosteriorCollector } from "./posteriors";
import { Reporter } from "./reporter";
import { StallWatch } from "./stall-watch";
import { isKnownToDiverge, trainStep } from "./step";
import type { Averaged } from "./view-scores";

export interface Training {
  readonly spec: RunSpec;
  readonly plan: Plan;
  readonly weights: WeightStore;
  readonly control: Control;
  readonly options: TrainOptions;
  onEvent(event: TrainEvent): void;
}

/** What the steps of a run share, and change. */
interface Course extends Training {
  readonly data: TrainingImages;
  readonly best: BestWeights | null;
  readonly batch: number;
  readonly perEpoch: number;
  readonly totalSteps: number;
  readonly optimiser: ReturnType<typeof createOptimiser>;
  readonly loss: Loss;
  readonly reporter: Reporter;
  readonly plateau: StallWatch;
  readonly patience: StallWatch;
  readonly checkpoints: Checkpoints;
  readonly probe: LayerProbe;
}

export interface Outcome {
  readonly steps: number;
  /** Of the weights as they are, if they have been tested. */
  readonly last: Evaluation | null;
  readonly stoppedEarly?: boolean;
}

const CONSTANT: ScheduleSpec = { kind: "constant", warmup: 0 };

/** What a run that is taken up says again: the points of its curves. */
const RECORDED: ReadonlySet<TrainEvent["kind"]> = new Set(["report", "epoch", "layers"] as const);

/** After a cancel, testing what there is may take so long. */
const CANCEL_TEST_MS = 2000;

/** Epoch by epoch to the end of the run, from its beginning or from a checkpoint. */
export async function runEpochs(
  training: Training,
  data: TrainingImages,
  best: BestWeights | null,
): Promise<Outcome> {
  const course = beginCourse(training, data, best);
  try {
    const outcome = await follow(course, course.checkpoints.resume());
    await course.checkpoints.settle();
    return outcome;
  } finally {
    course.optimiser.dispose();
    course.reporter.dispose();
    course.probe.dispose();
  }
}

function beginCourse(training: Training, data: TrainingImages, best: BestWeights | null): Course {
  const { spec, options, weights, plan } = training;
  const history: TrainEvent[] = [];
  const onEvent = (event: TrainEvent): void => {
    if (RECORDED.has(event.kind)) history.push(event);
    training.onEvent(event);
  };
  const batch = Math.min(spec.batch, data.train.count);
  const perEpoch = Math.floor(data.train.count / batch);
  const totalSteps = Math.min(spec.steps ?? Number.POSITIVE_INFINITY, perEpoch * spec.epochs);
  const optimiser = createOptimiser(spec.optimiser);
  const loss = lossOf(spec, spec.labelSmoothing);
  const reporter = new Reporter(totalSteps, batch, spec.reportEvery, onEvent);
  const plateau = new StallWatch(spec.schedule?.kind === "plateau" ? spec.schedule.patience : 0);
  const probe = new LayerProbe(plan, spec.layersEvery);
  const patience = new StallWatch((spec.patience ?? Number.POSITIVE_INFINITY) - 1);
  const parts = {
    weights: weights.part,
    optimiser: optimiser.part,
    reporter: reporter.part,
    plateau: plateau.part,
    patience: patience.part,
    ...(best ? { best: best.part } : {}),
  };
  const checkpoints = new Checkpoints({
    spec,
    totalSteps,
    options,
    history,
    parts,
    onEvent: training.onEvent,
  });
  const counts = { batch, perEpoch, totalSteps };
  const watches = { plateau, patience, probe };
  const own = { optimiser, loss, reporter, checkpoints };
  return { ...training, onEvent, data, best, ...counts, ...watches, ...own };
}

async function follow(course: Course, start: RunPosition): Promise<Outcome> {
  const { spec, data, control, checkpoints, perEpoch, totalSteps, onEvent } = course;
  const sizes = { stored: data.train.size, taken: course.plan.inputShape[0] as number };
  const validation = { ...data, test: data.validation ?? data.test };
  let { step } = start;
  for (let { epoch } = start; epoch <= spec.epochs; epoch++) {
    const order = epochOrder(data.train, spec.seed, epoch);
    const augment = augmenting(spec, sizes, epoch);
    const first = epoch === start.epoch ? start.batch : 0;
    for (let index = first; index < perEpoch && step < totalSteps; index++) {
      const position = { step, epoch, batch: index };
      checkpoints.makeIfDue(position);
      if (await control.checkpoint(() => checkpoints.make(position))) return { steps: step, last: null };
      step++;
      const indices = order.subarray(index * course.batch, (index + 1) * course.batch);
      await takeStep(course, step, epoch, indices, augment);
    }
    const end = { step, epoch, batch: perEpoch };
    const evaluation = await test(course, validation, { beforeRest: () => checkpoints.make(end) });
    concludeEpoch(course, epoch, evaluation);
    onEvent(epochReport(step, epoch, evaluation));
    if (step >= totalSteps || control.cancelled) return { steps: step, last: evaluation };
    if (course.patience.stalls > 0) return { steps: step, last: evaluation, stoppedEarly: true };
  }
  return { steps: step, last: null };
}

function augmenting({ augmentation = [], seed }: RunSpec, sizes: Sizes, epoch: number): Showing {
  return {
    pixels: createAugmenter(augmentation, sizes, seed, epoch),
    mask: createMaskAugmenter(augmentation, sizes, seed, epoch),
  };
}

/** Throws a readable error when the loss leaves the numbers. */
async function takeStep(
  course: Course,
  step: number,
  epoch: number,
  indices: Uint32Array,
  augment: Showing,
): Promise<void> {
  const { spec, plan, weights, optimiser, loss, reporter, data, totalSteps, plateau, probe } = course;
  const { weightDecay, clipNorm } = spec;
  const rate = rateAt(spec.schedule ?? CONSTANT, spec.learningRate, step, totalSteps, plateau.stalls);
  const seed = mixSeed(spec.seed, step);
  const look = probe.at(step);
  const options = { plan, weights, optimiser, loss, rate, weightDecay, clipNorm, seed, look };
  const scores = trainStep(options, await takeBatch(data.train, data, indices, augment));
  const isLost = isKnownToDiverge(scores);
  reporter.add(scores);
  const reported = await reporter.report(step, epoch, rate);
  if (isLost || isNoNumber(reported)) {
    const { images } = await takeBatch(data.train, data, indices, augment);
    throw diverged(step, spec, await findCulprit(plan, weights, images, seed));
  }
  await probe.tell(step, course.onEvent);
}

function concludeEpoch(course: Course, epoch: number, evaluation: Evaluation): void {
  const { control, best, weights, plateau, patience, checkpoints } = course;
  checkpoints.epochEnded();
  plateau.add(evaluation.loss);
  patience.add(evaluation.loss);
  if (!control.cancelled) best?.consider(epoch, evaluation, weights);
}

function epochReport(step: number, epoch: number, evaluation: Evaluation): EpochReport {
  return { kind: "epoch", step, epoch, ...tested(evaluation) };
}

function isNoNumber(loss: number | null): boolean {
  return loss !== null && !Number.isFinite(loss);
}

interface TestOptions {
  /** Absent means each image once, whole. */
  readonly testing?: TestingSpec | undefined;
  readonly beforeRest?: () => Promise<void>;
  readonly collected?: PosteriorCollector | null;
}

/** The test split, as far as a cancel lets it come. */
export async function test(
  { spec, plan, weights, control, onEvent }: Training,
  data: TrainingImages,
  { testing, beforeRest, collected }: TestOptions = {},
): Promise<Evaluation> {
  const total = data.test.count;
  onEvent({ kind: "phase", phase: "testing", done: 0, total });
  const deadline = performance.now() + CANCEL_TEST_MS;
  // Without smoothing: the test says how well the true classes are found.
  const how = {
    batch: Math.min(spec.batch, 64),
    loss: lossOf(spec),
    averaged: averagedBy(spec),
    testing,
    onScores: collected?.add,
  };
  return evaluate(plan, weights, data, how, async (done) => {
    onEvent({ kind: "phase", phase: "testing", done, total });
    return !(await control.checkpoint(beforeRest)) || performance.now() < deadline;
  });
}

/** What is told of a test. */
export function tested({ loss, accuracy, top5, meanIou }: Evaluation) {
  return {
    testLoss: loss,
    testAccuracy: accuracy,
    ...(top5 === undefined ? {} : { testTop5: top5 }),
    ...(meanIou === undefined ? {} : { testMeanIou: meanIou }),
  };
}

function lossOf(spec: RunSpec, labelSmoothing?: number): Loss {
  return createLoss(lossSpecOf(spec.loss, hasMasks(spec)), labelSmoothing);
}

export function averagedBy(spec: RunSpec): Averaged {
  return averagedFor[lossSpecOf(spec.loss, hasMasks(spec)).kind];
}

function diverged(step: number, { learningRate, batch }: RunSpec, culprit: Culprit | null): UserError {
  const origin = culprit ? ` It began in the ${culprit.what} of "${culprit.path}".` : "";
  return new UserError(
    `Training stopped at step ${step}: the loss is no longer a number.${origin} The learning rate of ${learningRate} ` +
      `is probably too high for batches of ${batch}; try ${learningRate / 10}, or add batch normalisation.`,
  );
}
