import * as tf from "@tensorflow/tfjs-core";
import { executeAll } from "../../shared/engine/execute";
import type { KitContext } from "../../shared/engine/kit/context";
import type { Plan } from "../../shared/engine/plan";
import { createTfjsKit } from "../../shared/engine/tfjs-kit";
import type { LabelledBatch } from "../../shared/engine/train/batches";
import { createLoss, lossSpecOf, type Scores, score } from "../../shared/engine/train/loss";
import { createOptimiser } from "../../shared/engine/train/optimiser";
import type { Optimiser } from "../../shared/engine/train/optimisers/optimiser";
import { dropoutRandom, trainStep } from "../../shared/engine/train/step";
import { drawWeight } from "../../shared/engine/weights/initialise";
import { WeightStore } from "../../shared/engine/weights/weight-store";
import { elementsOf } from "../../shared/layers/shape";
import { randomTensor } from "./reference-tensor";

/**
 * By how much a step is to lower its batch's loss as far as the gradient can tell, as a share: Polyak's step size, which
 * does for gradients of all lengths, and those of deep plain networks are a thousand times those of shallow ones.
 */
const SHARE = 0.05;
const BATCHES = [1, 2] as const;
/** Numbers that batch norm needs of each channel: of two or three it makes nothing but signs, and no gradient passes. */
const NORMALISED = 6;
const LEAST = 2;

export interface Overfit {
  /** Mean loss of the two batches, each in front of its step. */
  readonly before: number;
  /** And after both steps. */
  readonly after: number;
}

/** Learns two batches by heart as far as a step on each brings it; dropout drops the same each time. */
export async function overfitTwoBatches(plan: Plan, classes: number, perPixel: boolean): Promise<Overfit> {
  const weights = tabledWeights(plan);
  const optimiser = createPolyak(weights);
  const found = { before: 0, after: 0 };
  for (const seed of BATCHES) {
    const options = { plan, weights, optimiser, rate: 1, weightDecay: 0, seed };
    const scores = trainStep(options, batchOf(plan, classes, perPixel, seed));
    const loss = await lossOf(scores);
    optimiser.move(loss);
    found.before += loss / BATCHES.length;
  }
  for (const seed of BATCHES) {
    const { images, ...truth } = batchOf(plan, classes, perPixel, seed);
    const loss = createLoss(lossSpecOf(undefined, perPixel));
    const exits = [plan.logits, ...plan.auxiliary.map(({ logits }) => logits)];
    const execution = { plan, kit: trainingKit(seed), weights: weights.tensors, tape: null };
    // With the auxiliary ones, which draw from the same stream what is dropped.
    const outputs = executeAll(execution, images, exits);
    const [own] = outputs;
    found.after += (await lossOf(score(null, loss, own as tf.Tensor, truth))) / BATCHES.length;
    tf.dispose([images, ...outputs]);
  }
  weights.dispose();
  optimiser.dispose();
  return found;
}

async function lossOf({ loss, correct }: Scores): Promise<number> {
  const [value = Number.NaN] = await loss.data();
  tf.dispose([loss, correct]);
  return value;
}

/** As a step's, without a gradient to come. */
function trainingKit(seed: number) {
  const onStatistics: KitContext["onStatistics"] = ({ mean, variance }) => tf.dispose([mean, variance]);
  return createTfjsKit({ tape: null, training: true, random: dropoutRandom(seed), onStatistics });
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
  const labels = Int32Array.from({ length: count }, (_, image) => (image + LEAST * seed) % classes);
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
  if (normalised.length === 0) return LEAST;
  const areas = normalised.map(({ outputShape }) => elementsOf(outputShape) / (outputShape.at(-1) ?? 1));
  return Math.max(LEAST, Math.ceil(NORMALISED / Math.min(...areas)));
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
