import * as tf from "@tensorflow/tfjs-core";
import type { TestingSpec, TrainingImages } from "../../contracts/run";
import { viewsOf } from "../../data/testings";
import { middleOf } from "../../data/view";
import { execute } from "../execute";
import { inferenceContext } from "../kit/context";
import type { Plan } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import { takeBatch } from "./batches";
import type { Loss, Truth } from "./losses/loss";
import { Tally } from "./tally";
import { type Averaged, averageScores, type Looking, showingOf } from "./view-scores";

export interface Evaluation {
  readonly loss: number;
  /** Top-1 of images, or of pixels. */
  readonly accuracy: number;
  /** Absent where there are no more than five classes. */
  readonly top5?: number;
  /** Of pixels. */
  readonly meanIou?: number;
  /** [actual][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
}

export interface Testing {
  readonly batch: number;
  readonly loss: Loss;
  /** What is averaged where there are several views. */
  readonly averaged: Averaged;
  /** Absent means each image once, whole. */
  readonly testing?: TestingSpec | undefined;
  /** Is shown the scores of each batch, a row for each image. */
  readonly onScores?: ((scores: Float32Array, labels: Int32Array) => void) | undefined;
}

/** Runs the test split. `proceed` is asked between batches; after a no, the figures are of the images seen so far. */
export async function evaluate(
  plan: Plan,
  weights: WeightStore,
  data: TrainingImages,
  { batch, loss, averaged, testing, onScores }: Testing,
  proceed: (done: number) => Promise<boolean>,
): Promise<Evaluation> {
  const tally = new Tally(data.classNames.length);
  const extent = { width: data.test.size, height: data.test.size };
  const views = testing ? viewsOf(extent, testing) : [middleOf(extent)];
  const taken = plan.inputShape[0] as number;
  const looking = { plan, weights, data, views, taken, averaged };
  let sum = 0;
  let seen = 0;
  for (let start = 0; start < data.test.count; start += batch) {
    const count = Math.min(batch, data.test.count - start);
    const indices = Uint32Array.from({ length: count }, (_, index) => start + index);
    const { scores, value, truth } =
      views.length === 1
        ? await scoreOnce(looking, indices, loss)
        : await scoreAverage(looking, indices, loss);
    tally.add(scores, truth.masks ?? truth.labels);
    onScores?.(scores, truth.labels);
    sum += value * count;
    seen += count;
    if (!(await proceed(seen))) break;
  }
  const { accuracy, top5, confusion } = tally;
  const figures = { loss: sum / seen, accuracy, confusion };
  if (data.test.masks) return { ...figures, meanIou: tally.meanIou };
  return data.classNames.length > 5 ? { ...figures, top5 } : figures;
}

interface Scored {
  readonly scores: Float32Array;
  /** Mean loss of the images. */
  readonly value: number;
  readonly truth: Truth;
}

async function scoreOnce(looking: Looking, indices: Uint32Array, loss: Loss): Promise<Scored> {
  const { plan, weights, data } = looking;
  const { images, ...truth } = await takeBatch(data.test, data, indices, showingOf(looking));
  const kit = createTfjsKit(inferenceContext());
  const output = execute({ plan, kit, weights: weights.tensors, tape: null }, images, plan.logits);
  const measured = tf.tidy(() => loss(null, output, truth));
  const [scores, [value = 0]] = await Promise.all([output.data<"float32">(), measured.data<"float32">()]);
  tf.dispose([output, measured, images]);
  return { scores, value, truth };
}

async function scoreAverage(looking: Looking, indices: Uint32Array, loss: Loss): Promise<Scored> {
  const scores = await averageScores(looking, indices);
  const labels = Int32Array.from(indices, (index) => looking.data.test.labels[index] as number);
  const measured = tf.tidy(() =>
    loss(null, tf.tensor2d(scores, [labels.length, scores.length / labels.length]), { labels }),
  );
  const [value = 0] = await measured.data<"float32">();
  measured.dispose();
  return { scores, value, truth: { labels } };
}
