import * as tf from "@tensorflow/tfjs-core";
import { type Loss, recordLoss, rowsOf } from "./loss";

/**
 * For each class every image of it shall score higher than every other image, by the margin: max(0, margin - (s⁺ - s⁻)),
 * averaged over the pairs of the batch (Chatfield et al. 2014, section 3.4). A batch of one class has no pair: zero.
 */
export function rankingHinge(margin: number): Loss {
  return (tape, scores, { labels }) => {
    const { rows, oneHot } = rowsOf(scores, labels);
    // [i, j]: what image j scores for the class of image i.
    const rivals = tf.matMul(oneHot, rows, false, true);
    const own = tf.sum(tf.mul(oneHot, rows), 1, true);
    const shortfall = tf.mul(tf.relu(tf.sub(tf.add(rivals, margin), own)), others(labels));
    const pairs = Math.max(1, countPairs(labels));
    const loss = tf.div(tf.sum(shortfall), pairs);
    return recordLoss(tape, scores, loss, [oneHot, shortfall], () => {
      const falling = tf.div(tf.step(shortfall), pairs) as tf.Tensor2D;
      const pushed = tf.matMul(falling, oneHot, true, false);
      return tf.sub(pushed, tf.mul(oneHot, tf.sum(falling, 1, true)));
    });
  };
}

/** [i, j]: 1 where the images are of two classes. */
function others(labels: Int32Array): tf.Tensor2D {
  const values = new Float32Array(labels.length ** 2);
  for (const [i, own] of labels.entries()) {
    for (const [j, other] of labels.entries()) values[i * labels.length + j] = own === other ? 0 : 1;
  }
  return tf.tensor2d(values, [labels.length, labels.length]);
}

function countPairs(labels: Int32Array): number {
  const perClass = new Map<number, number>();
  for (const label of labels) perClass.set(label, (perClass.get(label) ?? 0) + 1);
  return [...perClass.values()].reduce((sum, count) => sum + count * (labels.length - count), 0);
}
