import * as tf from "@tensorflow/tfjs-core";
import type { Tape } from "../autodiff/tape";

export interface Scores {
  /** Mean over the batch. */
  readonly loss: tf.Tensor;
  /** How many of the batch have their own class on top. */
  readonly correct: tf.Tensor;
}

/**
 * Softmax cross-entropy of logits N×K (or N×1×1×K) with one class per image, of which `smoothing` is spread evenly over
 * all K; its gradient goes on the tape.
 */
export function crossEntropy(
  tape: Tape | null,
  logits: tf.Tensor,
  labels: Int32Array,
  smoothing = 0,
): Scores {
  const count = labels.length;
  const classes = logits.size / count;
  return tf.tidy(() => {
    const rows = tf.reshape(logits, [count, classes]);
    const truth = tf.tensor1d(labels, "int32");
    const wanted = smoothed(tf.cast(tf.oneHot(truth, classes), "float32"), smoothing);
    const logProbabilities = tf.logSoftmax(rows);
    const loss = tf.mul(tf.sum(tf.mul(logProbabilities, wanted)), -1 / count);
    tape?.record({
      inputs: [logits],
      output: loss,
      saved: [logProbabilities, wanted],
      backward: (dy) => {
        const error = tf.mul(tf.sub(tf.exp(logProbabilities), wanted), tf.div(dy, count));
        return [tf.reshape(error, logits.shape)];
      },
    });
    const correct = tf.sum(tf.cast(tf.equal(tf.argMax(rows, 1), truth), "float32"));
    return { loss, correct };
  });
}

function smoothed(oneHot: tf.Tensor, smoothing: number): tf.Tensor {
  if (smoothing === 0) return oneHot;
  const classes = oneHot.shape.at(-1) ?? 1;
  return tf.add(tf.mul(oneHot, 1 - smoothing), smoothing / classes);
}
