import * as tf from "@tensorflow/tfjs-core";

/** Whether results are there at once, and reading them does not have to wait for a device. */
export function isSynchronous(): boolean {
  return ["wasm", "cpu"].includes(tf.getBackend());
}
