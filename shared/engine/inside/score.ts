import * as tf from "@tensorflow/tfjs-core";
import type { Tape } from "../autodiff/tape";

/** The score of one class, summed over the places where scores are maps; its gradient goes on the tape. */
export function classScore(tape: Tape, logits: tf.Tensor, classIndex: number): tf.Tensor {
  return tf.tidy(() => {
    const classes = logits.shape.at(-1) as number;
    const rows = logits.size / classes;
    const chosen = tf.oneHot(tf.fill([rows], classIndex, "int32"), classes);
    const mask = tf.reshape(tf.cast(chosen, "float32"), logits.shape);
    return tape.record({
      inputs: [logits],
      output: tf.sum(tf.mul(logits, mask)),
      saved: [mask],
      backward: (dy) => [tf.mul(mask, dy)],
    });
  });
}

/** The class's probability for each image, its mean over places where scores are maps. `scores` are not probabilities yet. */
export function classProbabilities(
  scores: Float32Array,
  images: number,
  classes: number,
  classIndex: number,
): Float32Array {
  const places = scores.length / images / classes;
  const result = new Float32Array(images);
  for (let row = 0; row < images * places; row++) {
    const own = scores.subarray(row * classes, (row + 1) * classes);
    const largest = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const sum = own.reduce((total, score) => total + Math.exp(score - largest), 0);
    const image = Math.floor(row / places);
    const share = Math.exp((own[classIndex] as number) - largest) / sum / places;
    result[image] = (result[image] as number) + share;
  }
  return result;
}
