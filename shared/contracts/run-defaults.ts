import { assertNever } from "../base/assert";
import type { DataSpec, InitialiserKind, LossSpec, OptimiserSpec, ScheduleSpec } from "./run";

export type OptimiserKind = OptimiserSpec["kind"];
export type ScheduleKind = ScheduleSpec["kind"];
export type LossKind = LossSpec["kind"];

/** Losses with their published margins. */
const LOSSES: { readonly [K in LossKind]: Extract<LossSpec, { kind: K }> } = {
  "cross-entropy": { kind: "cross-entropy" },
  "pixel-cross-entropy": { kind: "pixel-cross-entropy" },
  hinge: { kind: "hinge", margin: 1 },
  "ranking-hinge": { kind: "ranking-hinge", margin: 1 },
};

/** Those that compare with one class for each image: masks have a loss of their own. */
export const IMAGE_LOSSES = [
  "cross-entropy",
  "hinge",
  "ranking-hinge",
] as const satisfies readonly LossKind[];
export type ImageLoss = (typeof IMAGE_LOSSES)[number];

export const INITIALISER_KINDS = [
  "he-normal",
  "glorot-uniform",
  "gaussian",
  "alexnet",
] as const satisfies readonly InitialiserKind[];

/** What a run says of its loss and its fresh weights, where they are not what goes without saying. */
export function beginningOf(loss: ImageLoss, initialiser: InitialiserKind) {
  return {
    ...(loss === "cross-entropy" ? {} : { loss: LOSSES[loss] }),
    ...(initialiser === "he-normal" ? {} : { initialiser }),
  };
}

/**
 * Optimisers with the constants of their papers: Polyak momentum as in AlexNet and ResNet; Adam as in Kingma and Ba 2015;
 * RMSProp as PyTorch has it, and with the constants of Inception v3 (Szegedy et al. 2016) as TensorFlow had it.
 */
export const DEFAULT_OPTIMISERS: { readonly [K in OptimiserKind]: Extract<OptimiserSpec, { kind: K }> } = {
  sgd: { kind: "sgd", momentum: 0.9 },
  nesterov: { kind: "nesterov", momentum: 0.9 },
  rmsprop: { kind: "rmsprop", decay: 0.99, momentum: 0, epsilon: 1e-8 },
  "rmsprop-tf": { kind: "rmsprop-tf", decay: 0.9, momentum: 0.9, epsilon: 1 },
  adam: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  adamw: { kind: "adamw", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
};

/**
 * With the schedule below, tried on the built-in shapes: ResNet-20 learns fastest with Adam at 0.003 (65 % after 80
 * steps; 41 % at 0.001, 50 % with SGD), three plain convolutions with SGD (89 % after three epochs; Adam 82 %).
 */
export const DEFAULT_LEARNING_RATES: Readonly<Record<OptimiserKind, number>> = {
  sgd: 0.02,
  nesterov: 0.02,
  rmsprop: 0.001,
  "rmsprop-tf": 0.045,
  adam: 0.003,
  adamw: 0.003,
};

/** The optimiser as asked for: one without momentum has none to change. */
export function optimiserOf(kind: OptimiserKind, momentum: number | null): OptimiserSpec {
  const chosen = DEFAULT_OPTIMISERS[kind];
  return momentum !== null && "momentum" in chosen ? { ...chosen, momentum } : chosen;
}

export const DEFAULT_DATA: DataSpec & { readonly validationCount: number } = {
  dataset: "shapes",
  size: 32,
  classes: 10,
  trainCount: 4000,
  validationCount: 400,
  testCount: 1000,
};

/** Of the training images, where nobody says how many validate. */
export const VALIDATION_SHARE = 0.1;

/** The recipe that the train panel shows first and that the command line takes where nothing is said. */
export const RUN_DEFAULTS = {
  batch: 32,
  epochs: 5,
  optimiser: "adam",
  schedule: "cosine",
  weightDecay: 0.0001,
  seed: 1,
  reportEvery: 1,
} as const satisfies {
  batch: number;
  epochs: number;
  optimiser: OptimiserKind;
  schedule: ScheduleKind;
  weightDecay: number;
  seed: number;
  reportEvery: number;
};

/**
 * Without warm-up but where the rate falls to zero: there it rises over a tenth of the run, for good results in few
 * epochs. `epochs` is from drop to drop, and how long the test loss may stall for `plateau`.
 */
export const DEFAULT_SCHEDULES: Readonly<
  Record<
    ScheduleKind,
    {
      readonly warmupShare: number;
      readonly drop?: {
        readonly factor: number;
        readonly epochs?: number;
        /** Of the run, 0 to 1. */
        readonly shares?: readonly number[];
      };
    }
  >
> = {
  constant: { warmupShare: 0 },
  step: { warmupShare: 0, drop: { factor: 0.1, epochs: 2 } },
  milestones: { warmupShare: 0, drop: { factor: 0.1, shares: [0.5, 0.75] } },
  exponential: { warmupShare: 0, drop: { factor: 0.5, epochs: 1 } },
  cosine: { warmupShare: 0.1 },
  linear: { warmupShare: 0.1 },
  plateau: { warmupShare: 0, drop: { factor: 0.1, epochs: 2 } },
};

/** A schedule as a person asks for it; null is the schedule's own. */
export interface ScheduleChoice {
  readonly kind: ScheduleKind;
  /** Steps. */
  readonly warmup: number | null;
  readonly factor: number | null;
  readonly epochs: number | null;
  /** Of the run, 0 to 1; absent or null is the schedule's own. */
  readonly shares?: readonly number[] | null;
}

export function scheduleOf(choice: ScheduleChoice, totalSteps: number, stepsPerEpoch: number): ScheduleSpec {
  const { kind } = choice;
  const { warmupShare, drop } = DEFAULT_SCHEDULES[kind];
  const warmup = choice.warmup ?? (warmupShare === 0 ? 0 : Math.max(1, Math.round(warmupShare * totalSteps)));
  const factor = choice.factor ?? drop?.factor ?? 1;
  const epochs = choice.epochs ?? drop?.epochs ?? 1;
  const shares = choice.shares ?? drop?.shares ?? [];
  switch (kind) {
    case "constant":
    case "cosine":
    case "linear":
      return { kind, warmup };
    case "step":
    case "exponential":
      return { kind, warmup, factor, every: epochs * stepsPerEpoch };
    case "milestones":
      return { kind, warmup, factor, at: shares.map((share) => Math.round(share * totalSteps)) };
    case "plateau":
      return { kind, warmup, factor, patience: epochs };
    default:
      return assertNever(kind);
  }
}
