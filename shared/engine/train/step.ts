import * as tf from "@tensorflow/tfjs-core";
import { createRandom, mixSeed, type Random } from "../../base/random";
import { Tape } from "../autodiff/tape";
import { execute } from "../execute";
import type { BatchStatistics } from "../kit/context";
import type { Plan, PlanWeight } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import type { LabelledBatch } from "./batches";
import { isSynchronous } from "./device";
import { crossEntropy, type Scores } from "./loss";
import type { Optimiser } from "./optimisers/optimiser";

export interface StepOptions {
  readonly plan: Plan;
  readonly weights: WeightStore;
  readonly optimiser: Optimiser;
  readonly rate: number;
  readonly weightDecay: number;
  readonly labelSmoothing?: number | undefined;
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
 * One step down the gradient of one batch, which it frees. The scores are the caller's to free. A loss that is not
 * finite leaves the weights as they were, so that one can see where it came from.
 */
export function trainStep(options: StepOptions, { images, labels }: LabelledBatch): Scores {
  const { plan, weights } = options;
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const targets = trainable.map(({ fullName }) => weights.get(fullName));
  const tape = new Tape(targets, [images]);
  const statistics: BatchStatistics[] = [];
  try {
    const kit = createTfjsKit({
      tape,
      training: true,
      random: dropoutRandom(options.seed),
      onStatistics: (each) => statistics.push(each),
    });
    const logits = execute({ plan, kit, weights: weights.tensors, tape }, images, plan.logits);
    const scores = crossEntropy(tape, logits, labels, options.labelSmoothing);
    const gradients = tape.gradients(scores.loss, targets);
    if (!logits.isDisposed) logits.dispose();
    if (isKnownToDiverge(scores)) {
      tf.dispose(gradients);
    } else {
      update(options, trainable, gradients, scores);
      moveStatistics(options, statistics);
    }
    return scores;
  } finally {
    tape.dispose();
    images.dispose();
    for (const { mean, variance } of statistics) tf.dispose([mean, variance]);
  }
}

/** Whether the loss is not finite, where reading it does not have to wait for a device. */
export function isKnownToDiverge({ loss }: Scores): boolean {
  return isSynchronous() && !Number.isFinite(loss.dataSync()[0]);
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
      const moved = options.optimiser.step(fullName, weight, clipped, options.rate, decay);
      // Elsewhere the question is left to the device.
      return isSynchronous() ? moved : tf.where(tf.isFinite(loss), moved, weight);
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

function moveStatistics({ plan, weights }: StepOptions, statistics: readonly BatchStatistics[]): void {
  const names = new Map(plan.weights.map(({ fullName }) => [weights.get(fullName), fullName]));
  for (const { runningMean, runningVariance, mean, variance, momentum } of statistics) {
    for (const [running, observed] of [
      [runningMean, mean],
      [runningVariance, variance],
    ] as const) {
      const name = names.get(running);
      if (name === undefined) continue;
      const moved = tf.tidy(() => tf.add(tf.mul(running, 1 - momentum), tf.mul(observed, momentum)));
      weights.replace(name, moved);
    }
  }
}
