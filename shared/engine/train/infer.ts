import { execute } from "../execute";
import { inferenceContext } from "../kit/context";
import type { Plan } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";

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
