import * as tf from "@tensorflow/tfjs-core";
import { assertExists } from "../../../base/assert";
import { IGNORED } from "../../../contracts/run";
import { smoothed, softmaxLoss } from "./cross-entropy";
import { type Loss, oneHotOf } from "./loss";

/**
 * Softmax cross-entropy of each pixel (Long et al. 2015), averaged over the pixels that have a class, as PyTorch does
 * with an ignored index; of none at all it is zero.
 */
export function pixelCrossEntropy(smoothing: number): Loss {
  return (tape, scores, { masks }) => {
    const { labels, counted, count } = knownPixels(assertExists(masks, "masks to learn from"));
    const classes = scores.shape.at(-1) as number;
    const rows = tf.reshape(scores, [labels.length, classes]) as tf.Tensor2D;
    const isCounted = tf.tensor2d(counted, [counted.length, 1]);
    const wanted = tf.mul(smoothed(oneHotOf(labels, classes), smoothing), isCounted);
    return softmaxLoss(tape, scores, rows, wanted, Math.max(1, count), isCounted);
  };
}

/** The classes of pixels, 0 in place of those to be ignored, and 1 for each that counts. */
export function knownPixels(masks: Uint8Array): {
  readonly labels: Int32Array;
  readonly counted: Float32Array;
  readonly count: number;
} {
  const labels = new Int32Array(masks.length);
  const counted = new Float32Array(masks.length);
  let count = 0;
  for (const [at, label] of masks.entries()) {
    if (label === IGNORED) continue;
    labels[at] = label;
    counted[at] = 1;
    count++;
  }
  return { labels, counted, count };
}
