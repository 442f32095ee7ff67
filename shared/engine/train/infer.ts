import type { Tensor } from "@tensorflow/tfjs-core";
import { runFused } from "../fused/program";
import type { Plan } from "../plan";
import type { WeightStore } from "../weights/weight-store";

/** The values of one step for a batch, which it frees. */
export async function infer(
  plan: Plan,
  weights: WeightStore,
  images: Tensor,
  target: number,
): Promise<Float32Array> {
  const result = runFused(plan, weights, images, target);
  const values = (await result.data()) as Float32Array;
  if (result !== images) result.dispose();
  images.dispose();
  return values;
}
