import * as tf from "@tensorflow/tfjs-core";
import type { Tape } from "../../autodiff/tape";
import { type Loss, recordLoss, rowsOf } from "./loss";

/** Softmax cross-entropy, averaged over the images; `smoothing` of each target is spread evenly over all classes. */
export function crossEntropy(smoothing: number): Loss {
  return (tape, scores, { labels }) => {
    const { rows, oneHot } = rowsOf(scores, labels);
    return softmaxLoss(tape, scores, rows, smoothed(oneHot, smoothing), labels.length);
  };
}

/** -Σ wanted · log softmax / count. Rows of `wanted` that are zero throughout do not count, in the gradient either. */
export function softmaxLoss(
  tape: Tape | null,
  scores: tf.Tensor,
  rows: tf.Tensor2D,
  wanted: tf.Tensor,
  count: number,
  counted?: tf.Tensor,
): tf.Tensor {
  const logProbabilities = tf.logSoftmax(rows);
  const loss = tf.mul(tf.sum(tf.mul(logProbabilities, wanted)), -1 / count);
  const saved = [logProbabilities, wanted, ...(counted ? [counted] : [])];
  return recordLoss(tape, scores, loss, saved, () => {
    const shares = tf.exp(logProbabilities);
    return tf.div(tf.sub(counted ? tf.mul(shares, counted) : shares, wanted), count);
  });
}

export function smoothed(oneHot: tf.Tensor, smoothing: number): tf.Tensor {
  if (smoothing === 0) return oneHot;
  const classes = oneHot.shape.at(-1) ?? 1;
  return tf.add(tf.mul(oneHot, 1 - smoothing), smoothing / classes);
}
