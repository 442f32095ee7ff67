import * as tf from "@tensorflow/tfjs-core";
import type { MeasuredMemory } from "../../contracts/run";

let peak = 0;

/** From now on the most counts that tensors hold. Trainings of one process share tfjs, and so its count. */
export function startMeter(): void {
  peak = 0;
}

/** Cheap enough for every operation. */
export function noteHeld(): void {
  peak = Math.max(peak, tf.engine().state.numBytes);
}

export function readMeter(): MeasuredMemory {
  const { wasm } = tf.backend() as unknown as { readonly wasm?: { readonly HEAPU8: Uint8Array } };
  return { tensors: peak, total: wasm ? wasm.HEAPU8.byteLength : peak };
}
