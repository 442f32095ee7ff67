import type { TrainingImages } from "../../contracts/run";
import { execute } from "../execute";
import { inferenceContext } from "../kit/context";
import type { Plan } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import { takeBatch } from "./batches";

export interface Evaluation {
  readonly loss: number;
  readonly accuracy: number;
  /** Absent where there are no more than five classes. */
  readonly top5?: number;
  /** [actual][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
}

/** Runs the test split. `proceed` is asked between batches; after a no, the figures are of the images seen so far. */
export async function evaluate(
  plan: Plan,
  weights: WeightStore,
  data: TrainingImages,
  batch: number,
  proceed: (done: number) => Promise<boolean>,
): Promise<Evaluation> {
  const classes = data.classNames.length;
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  let loss = 0;
  let seen = 0;
  let correct = 0;
  let amongFive = 0;
  for (let start = 0; start < data.test.count; start += batch) {
    const count = Math.min(batch, data.test.count - start);
    const indices = Uint32Array.from({ length: count }, (_, index) => start + index);
    const { images, labels } = takeBatch(data.test, data, indices);
    const logits = await infer(plan, weights, images, plan.logits);
    for (const [row, label] of labels.entries()) {
      const scores = logits.subarray(row * classes, (row + 1) * classes);
      const predicted = indexOfLargest(scores);
      loss += crossEntropyOf(scores, label);
      correct += predicted === label ? 1 : 0;
      amongFive += rankOf(scores, label) < 5 ? 1 : 0;
      const actual = confusion[label] as number[];
      actual[predicted] = (actual[predicted] ?? 0) + 1;
    }
    seen += count;
    if (!(await proceed(seen))) break;
  }
  const top5 = classes > 5 ? { top5: amongFive / seen } : {};
  return { loss: loss / seen, accuracy: correct / seen, ...top5, confusion };
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

function indexOfLargest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** How many classes stand before it; of equal scores the first one does, as in `indexOfLargest`. */
function rankOf(scores: Float32Array, label: number): number {
  const own = scores[label] as number;
  let before = 0;
  for (let other = 0; other < scores.length; other++) {
    const score = scores[other] as number;
    if (score > own || (score === own && other < label)) before++;
  }
  return before;
}

function crossEntropyOf(logits: Float32Array, label: number): number {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return Math.log(sum) + largest - (logits[label] as number);
}
