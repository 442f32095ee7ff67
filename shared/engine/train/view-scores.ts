import type { TrainingImages } from "../../contracts/run";
import { type View, viewImage, viewMask } from "../../data/view";
import type { Plan } from "../plan";
import type { WeightStore } from "../weights/weight-store";
import { type Showing, takeBatch } from "./batches";
import { infer } from "./infer";

/** Of views of one image: probabilities, or the scores themselves where a loss knows no probabilities. */
export type Averaged = "probabilities" | "scores";

export interface Looking {
  readonly plan: Plan;
  readonly weights: WeightStore;
  /** Of which the test split is looked at. */
  readonly data: TrainingImages;
  /** Of each image. */
  readonly views: readonly View[];
  /** Height and width that the network takes. */
  readonly taken: number;
  readonly averaged: Averaged;
}

/** The views of one image in consecutive rows, from that row of all on. */
export function showingOf({ data, views, taken }: Looking, from = 0): Showing {
  const { size } = data.test;
  const extent = { width: size, height: size };
  const at = (row: number): View => views[(from + row) % views.length] as View;
  return {
    pixels: (pixels, _, row) => viewImage({ ...extent, pixels }, at(row), taken).pixels,
    mask: (classes, _, row) => viewMask({ ...extent, classes }, at(row), taken).classes,
  };
}

/** A row of scores for each image, of all its views; as many of them at once as there are images. Logs of probabilities. */
export async function averageScores(looking: Looking, indices: Uint32Array): Promise<Float32Array> {
  const { plan, weights, data, views, averaged } = looking;
  const total = indices.length * views.length;
  const add = averaged === "scores" ? addScores : addProbabilities;
  let sums = new Float64Array();
  for (let start = 0; start < total; start += indices.length) {
    const rows = Uint32Array.from(
      { length: Math.min(indices.length, total - start) },
      (_, row) => start + row,
    );
    const chosen = rows.map((row) => indices[Math.floor(row / views.length)] as number);
    const { images } = await takeBatch(data.test, data, chosen, showingOf(looking, start));
    const values = await infer(plan, weights, images, plan.logits);
    const classes = values.length / rows.length;
    if (start === 0) sums = new Float64Array(indices.length * classes);
    for (const [at, row] of rows.entries()) {
      const own = values.subarray(at * classes, (at + 1) * classes);
      add(own, sums.subarray(Math.floor(row / views.length) * classes));
    }
  }
  const mean = (sum: number): number => sum / views.length;
  if (averaged === "scores") return Float32Array.from(sums, mean);
  return Float32Array.from(sums, (sum) => Math.log(Math.max(mean(sum), Number.MIN_VALUE)));
}

function addScores(scores: Float32Array, to: Float64Array): void {
  for (const [index, score] of scores.entries()) to[index] = (to[index] as number) + score;
}

/** Shifted by the largest, so that no power overflows. */
function addProbabilities(logits: Float32Array, to: Float64Array): void {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  for (const [index, logit] of logits.entries())
    to[index] = (to[index] as number) + Math.exp(logit - largest) / sum;
}
