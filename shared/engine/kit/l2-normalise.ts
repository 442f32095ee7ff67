import * as tf from "@tensorflow/tfjs-core";
import { type KitContext, record } from "./context";

/** PyTorch's guard against a vector of zeros. */
const SHORTEST = 1e-12;

/** Along the channels, or features. */
export function l2Normalise(context: KitContext, x: tf.Tensor): tf.Tensor {
  const length = tf.maximum(tf.sqrt(tf.sum(tf.square(x), -1, true)), SHORTEST);
  const output = tf.div(x, length);
  return record(context, {
    inputs: [x],
    output,
    saved: [output, length],
    backward: (dy) => {
      const along = tf.sum(tf.mul(dy, output), -1, true);
      return [tf.div(tf.sub(dy, tf.mul(output, along)), length)];
    },
  });
}
