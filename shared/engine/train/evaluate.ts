import * as tf from "@tensorflow/tfjs-core";
import type { TrainingImages } from "../../contracts/run";
import { execute } from "../execute";
import { inferenceContext } from "../kit/context";
import type { Plan } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import { takeBatch } from "./batches";
import type { Loss, Truth } from "./losses/loss";
import { Tally } from "./tally";

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

/** Runs the test split. `proceed` is asked between batches; after a no, the figures are of the images seen so far. */
export async function evaluate(
  plan: Plan,
  weights: WeightStore,
  data: TrainingImages,
  { batch, loss }: { readonly batch: number; readonly loss: Loss },
  proceed: (done: number) => Promise<boolean>,
): Promise<Evaluation> {
  const tally = new Tally(data.classNames.length);
  let sum = 0;
  let seen = 0;
  for (let start = 0; start < data.test.count; start += batch) {
    const count = Math.min(batch, data.test.count - start);
    const indices = Uint32Array.from({ length: count }, (_, index) => start + index);
    const { images, ...truth } = takeBatch(data.test, data, indices);
    const { scores, value } = await inferWithLoss(plan, weights, images, truth, loss);
    tally.add(scores, truth.masks ?? truth.labels);
    sum += value * count;
    seen += count;
    if (!(await proceed(seen))) break;
  }
  const { accuracy, top5, confusion } = tally;
  const figures = { loss: sum / seen, accuracy, confusion };
  if (data.test.masks) return { ...figures, meanIou: tally.meanIou };
  return data.classNames.length > 5 ? { ...figures, top5 } : figures;
}

async function inferWithLoss(
  plan: Plan,
  weights: WeightStore,
  images: tf.Tensor,
  truth: Truth,
  loss: Loss,
): Promise<{ readonly scores: Float32Array; readonly value: number }> {
  const kit = createTfjsKit(inferenceContext());
  const output = execute({ plan, kit, weights: weights.tensors, tape: null }, images, plan.logits);
  const measured = tf.tidy(() => loss(null, output, truth));
  const [scores, [value = 0]] = await Promise.all([output.data<"float32">(), measured.data<"float32">()]);
  tf.dispose([output, measured, images]);
  return { scores, value };
}

/** The values of one step for a batch, which it frees. */
export async function infer(
  plan: Plan,
  weights: WeightStore,
  images: Parameters<typeof execute>[1],
  target: number,
): Promise<Float32Array> {
  const kit = createTfjsKit(inferenceContext());
  const result = execute({ plan, kit, weights: weights.tensors, tape: null }, images, target);
  const values = (await result.data()) as Float32Array;
  if (result !== images) result.dispose();
  images.dispose();
  return values;
}
