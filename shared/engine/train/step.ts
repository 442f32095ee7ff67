import * as tf from "@tensorflow/tfjs-core";
import { createRandom, mixSeed, type Random } from "../../base/random";
import { Tape } from "../autodiff/tape";
import { executeAll } from "../execute";
import { blend } from "../kit/blend";
import type { BatchStatistics, KitContext } from "../kit/context";
import type { Plan, PlanWeight } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import { hasKernel } from "../wasm/heap";
import { momentumStep } from "../wasm/optimisers";
import type { WeightStore } from "../weights/weight-store";
import type { LabelledBatch } from "./batches";
import { isSynchronous } from "./device";
import { addLosses, createLoss, lossSpecOf, type Scores, score } from "./loss";
import type { Loss } from "./losses/loss";
import type { Optimiser } from "./optimisers/optimiser";

export interface StepOptions {
  readonly plan: Plan;
  readonly weights: WeightStore;
  readonly optimiser: Optimiser;
  readonly rate: number;
  readonly weightDecay: number;
  /** Softmax cross-entropy if absent. */
  readonly loss?: Loss;
  readonly clipNorm?: number | undefined;
  /** Decides what dropout drops. */
  readonly seed: number;
  /** Is shown each weight before and after, and its gradient as it came, unclipped; may free none of them. */
  readonly look?: WeightLook | null;
}

export type WeightLook = (
  weight: PlanWeight,
  before: tf.Tensor,
  gradient: tf.Tensor,
  after: tf.Tensor,
) => void;

/**
 * One step down the gradient of one batch, which it frees. The scores are of the network's own output, and the caller's
 * to free. A loss that is not finite leaves the weights as they were, so that one can see where it came from.
 */
export function trainStep(options: StepOptions, { images, ...truth }: LabelledBatch): Scores {
  const { plan, weights, loss = createLoss(lossSpecOf(undefined, truth.masks !== undefined)) } = options;
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const targets = trainable.map(({ fullName }) => weights.get(fullName));
  const tape = new Tape(targets, [images, ...weights.tensors.values()]);
  const statistics: BatchStatistics[] = [];
  try {
    const context: KitContext = {
      tape,
      training: true,
      random: dropoutRandom(options.seed),
      onStatistics: (each) => statistics.push(each),
    };
    const kit = createTfjsKit(context);
    const frozenKit = createTfjsKit({ ...context, frozen: true });
    const exits = [plan.logits, ...plan.auxiliary.map(({ logits }) => logits)];
    const execution = { plan, kit, frozenKit, weights: weights.tensors, tape };
    const outputs = executeAll(execution, images, exits);
    const [own, ...others] = outputs.map((output) => score(tape, loss, output, truth)) as [
      Scores,
      ...Scores[],
    ];
    const scores: Objective = others.length === 0 ? own : withAuxiliary(tape, own, others, plan);
    const gradients = tape.gradients(scores.objective ?? scores.loss, targets);
    for (const output of new Set(outputs)) if (output !== images && !output.isDisposed) output.dispose();
    if (isKnownToDiverge(scores)) {
      tf.dispose(gradients);
    } else {
      update(options, trainable, gradients, scores);
      moveStatistics(options, statistics, scores);
    }
    scores.objective?.dispose();
    return { loss: scores.loss, correct: scores.correct };
  } finally {
    tape.dispose();
    images.dispose();
    for (const { mean, variance } of statistics) tf.dispose([mean, variance]);
  }
}

interface Objective extends Scores {
  /** What is minimised, where that is more than the loss that is reported. */
  readonly objective?: tf.Tensor;
}

/** The reported loss stays the network's own, comparable with a test's, as long as all of them are finite. */
function withAuxiliary(tape: Tape, own: Scores, others: readonly Scores[], { auxiliary }: Plan): Objective {
  const weighed = others.map(({ loss }, index) => ({ loss, weight: auxiliary[index]?.weight ?? 0 }));
  const objective = addLosses(tape, own.loss, weighed);
  const loss = tf.tidy(() => tf.add(own.loss, tf.mul(objective, 0)));
  own.loss.dispose();
  for (const each of others) tf.dispose([each.loss, each.correct]);
  return { loss, correct: own.correct, objective };
}

/** Whether the loss is not finite, where reading it does not have to wait for a device. */
export function isKnownToDiverge({ loss }: Scores): boolean {
  return isSynchronous() && !Number.isFinite(loss.dataSync()[0]);
}

/** Whether the optimisers' kernels look at the loss: WebGPU's do. */
function guardsItself(): boolean {
  return tf.getBackend() === "webgpu" && hasKernel(momentumStep);
}

/** What dropout drops in the step of that seed. */
export function dropoutRandom(seed: number): Random {
  return createRandom(mixSeed(seed, DROPOUT_STREAM));
}

/** Keeps dropout's seed apart from those of weights, data and order. */
const DROPOUT_STREAM = 0xd509;

function update(
  options: StepOptions,
  trainable: readonly PlanWeight[],
  gradients: readonly tf.Tensor[],
  { loss }: Scores,
): void {
  options.optimiser.begin?.();
  const scale = options.clipNorm === undefined ? null : clipScale(gradients, options.clipNorm);
  for (const [index, trained] of trainable.entries()) {
    const { fullName, shape } = trained;
    const gradient = gradients[index] as tf.Tensor;
    // Kernels only: decaying biases and batch norm's scales does harm.
    const decay = shape.length > 1 ? options.weightDecay : 0;
    const weight = options.weights.get(fullName);
    const next = tf.tidy(() => {
      const clipped = scale ? tf.mul(gradient, scale) : gradient;
      const moved = options.optimiser.step(fullName, weight, clipped, options.rate, decay, loss);
      // Elsewhere the question is left to the device.
      return isSynchronous() || guardsItself() ? moved : tf.where(tf.isFinite(loss), moved, weight);
    });
    options.look?.(trained, weight, gradient, next);
    gradient.dispose();
    options.weights.replace(fullName, next);
  }
  scale?.dispose();
}

/** What makes the gradients at most `norm` long together (Pascanu et al. 2013), in PyTorch's form; stays on the device. */
function clipScale(gradients: readonly tf.Tensor[], norm: number): tf.Tensor {
  return tf.tidy(() => {
    const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
    const length = tf.sqrt(tf.sum(tf.stack(squares)));
    return tf.minimum(1, tf.div(norm, tf.add(length, 1e-6)));
  });
}

function moveStatistics(
  { plan, weights }: StepOptions,
  statistics: readonly BatchStatistics[],
  { loss }: Scores,
): void {
  const names = new Map(plan.weights.map(({ fullName }) => [weights.get(fullName), fullName]));
  for (const { runningMean, runningVariance, mean, variance, momentum } of statistics) {
    for (const [running, observed] of [
      [runningMean, mean],
      [runningVariance, variance],
    ] as const) {
      const name = names.get(running);
      if (name === undefined) continue;
      weights.replace(name, blend(running, observed, momentum, loss));
    }
  }
}
