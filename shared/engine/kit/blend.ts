import * as tf from "@tensorflow/tfjs-core";
import { hasKernel } from "../wasm/heap";
import { runKernel } from "./context";

/** Where a backend has it: inputs `running`, `observed`, `loss`; attribute `share`. */
export const blendKernel = { name: "BlockwiseBlend" } as const;

/** (1 - share) · running + share · observed; where the kernel is, as it was if `loss` is not finite. */
export function blend(running: tf.Tensor, observed: tf.Tensor, share: number, loss: tf.Tensor): tf.Tensor {
  if (hasKernel(blendKernel)) return runKernel(blendKernel.name, { running, observed, loss }, { share });
  return tf.tidy(() => tf.add(tf.mul(running, 1 - share), tf.mul(observed, share)));
}
