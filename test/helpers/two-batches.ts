import * as tf from "@tensorflow/tfjs-core";
import type { Plan } from "../../shared/engine/plan";
import type { LabelledBatch } from "../../shared/engine/train/batches";
import { createOptimiser } from "../../shared/engine/train/optimiser";
import type { Optimiser } from "../../shared/engine/train/optimisers/optimiser";
import { trainStep } from "../../shared/engine/train/step";
import { drawWeight } from "../../shared/engine/weights/initialise";
import { WeightStore } from "../../shared/engine/weights/weight-store";
import { elementsOf } from "../../shared/layers/shape";
import { randomTensor } from "./reference-tensor";

/**
 * By how much a step is to lower its batch's loss as far as the gradient can tell, as a share: Polyak's step size, which
 * does for gradients of all lengths, and those of deep plain networks are a thousand times those of shallow ones.
 */
const SHARE = 0.1;
/** The second finds both batches learned from. */
const PASSES = 2;
const BATCHES = [1, 2] as const;
/** Numbers that batch norm needs of each channel: of two or three it makes nothing but signs, and no gradient passes. */
const NORMALISED = 6;
const PLAIN_BATCH = 2;

export interface Overfit {
  /** Mean losses of both batches in the first and in the last pass. */
  readonly before: number;
  readonly after: number;
}

/** Learns two batches by heart as far as a step on each brings it; dropout drops the same each time. */
export async function overfitTwoBatches(plan: Plan, classes: number, perPixel: boolean): Promise<Overfit> {
  const weights = tabledWeights(plan);
  const optimiser = createPolyak(weights);
  const passes: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    let sum = 0;
    for (const seed of BATCHES) {
      const options = { plan, weights, optimiser, rate: 1, weightDecay: 0, seed };
      const { loss, correct } = trainStep(options, batchOf(plan, classes, perPixel, seed));
      const [value = Number.NaN] = await loss.data();
      tf.dispose([loss, correct]);
      optimiser.move(value);
      sum += value;
    }
    passes.push(sum / BATCHES.length);
  }
  weights.dispose();
  optimiser.dispose();
  return { before: passes[0] ?? Number.NaN, after: passes.at(-1) ?? Number.NaN };
}

/** Plain SGD that waits until it knows how long all gradients are together. */
function createPolyak(weights: WeightStore): Optimiser & { move(loss: number): void } {
  const sgd = createOptimiser({ kind: "sgd", momentum: 0 });
  const gradients = new Map<string, tf.Tensor>();
  return {
    part: sgd.part,
    dispose: () => sgd.dispose(),
    step(name, weight, gradient) {
      gradients.set(name, tf.keep(tf.clone(gradient)));
      return tf.clone(weight);
    },
    move(loss) {
      const square = tf.tidy(() => {
        const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)));
        return tf.addN(squares).dataSync()[0] ?? Number.NaN;
      });
      for (const [name, gradient] of gradients) {
        const step = () => sgd.step(name, weights.get(name), gradient, (SHARE * loss) / square, 0);
        weights.replace(name, tf.tidy(step));
        gradient.dispose();
      }
      gradients.clear();
    },
  };
}

function batchOf(plan: Plan, classes: number, perPixel: boolean, seed: number): LabelledBatch {
  const count = batchSize(plan);
  const images = tf.randomNormal([count, ...plan.inputShape], 0, 1, "float32", seed);
  const labels = Int32Array.from({ length: count }, (_, image) => (image + PLAIN_BATCH * seed) % classes);
  if (!perPixel) return { images, labels };
  const [height = 1, width = 1] = plan.inputShape;
  const area = height * width;
  const masks = Uint8Array.from(
    { length: count * area },
    (_, pixel) => labels[Math.floor(pixel / area)] ?? 0,
  );
  return { images, labels, masks };
}

function batchSize({ steps }: Plan): number {
  const normalised = steps.filter(({ weights }) => weights.some(({ trainable }) => !trainable));
  if (normalised.length === 0) return PLAIN_BATCH;
  const areas = normalised.map(({ outputShape }) => elementsOf(outputShape) / (outputShape.at(-1) ?? 1));
  return Math.ceil(NORMALISED / Math.min(...areas));
}

/**
 * Weights at He's scale out of one short table: drawing a hundred million in earnest would take longer than all the
 * rest, and is another test's business.
 */
function tabledWeights(plan: Plan): WeightStore {
  const table = randomTensor([65537], 1).data;
  const values = plan.weights.map((weight) => {
    const { fullName, shape, initialiser } = weight;
    if (initialiser !== "he-normal") return [fullName, { shape, data: drawWeight(weight, 1) }] as const;
    const count = shape.reduce((product, size) => product * size, 1);
    const data = new Float32Array(count);
    const scale = Math.sqrt((6 * (shape[0] ?? 1)) / count);
    for (let i = 0; i < count; i++) data[i] = scale * (table[i % table.length] as number);
    return [fullName, { shape, data }] as const;
  });
  return new WeightStore(plan, new Map(values));
}
