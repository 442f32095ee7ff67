import type { Tensor } from "@tensorflow/tfjs-core";
import { runFused, walkFused } from "../fused/program";
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

/** Layers of small networks take less, and a turn of the event loop costs. */
const SLICE_MS = 40;

/**
 * As `infer`, asking now and then whether to stop, which lets the event loop have its turn; null if it was to. Also
 * frees the batch.
 */
export async function inferUnless(
  plan: Plan,
  weights: WeightStore,
  images: Tensor,
  isStopped: () => Promise<boolean>,
  target = plan.output,
): Promise<Float32Array | null> {
  const parts = walkFused(plan, weights, images, target);
  let result: Tensor | null = null;
  try {
    let sliceEnd = performance.now() + SLICE_MS;
    for (let next = parts.next(); ; next = parts.next()) {
      if (next.done) {
        result = next.value;
        return (await result.data()) as Float32Array;
      }
      if (performance.now() < sliceEnd) continue;
      if (await isStopped()) return null;
      sliceEnd = performance.now() + SLICE_MS;
    }
  } finally {
    parts.return(images);
    if (result !== images) result?.dispose();
    images.dispose();
  }
}
