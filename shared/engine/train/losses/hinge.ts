import * as tf from "@tensorflow/tfjs-core";
import { type Loss, recordLoss, rowsOf } from "./loss";

/**
 * Each class against the rest: max(0, margin - y·s) with y of +1 for the image's own class and -1 for every other, summed
 * over the classes and averaged over the images (Chatfield et al. 2014, section 3.4; Caffe's HingeLoss).
 */
export function hinge(margin: number): Loss {
  return (tape, scores, { labels }) => {
    const { rows, oneHot } = rowsOf(scores, labels);
    const sides = tf.sub(tf.mul(oneHot, 2), 1);
    const shortfall = tf.relu(tf.sub(margin, tf.mul(sides, rows)));
    const loss = tf.div(tf.sum(shortfall), labels.length);
    return recordLoss(tape, scores, loss, [sides, shortfall], () =>
      tf.div(tf.mul(sides, tf.step(shortfall)), -labels.length),
    );
  };
}
