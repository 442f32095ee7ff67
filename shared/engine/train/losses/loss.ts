import * as tf from "@tensorflow/tfjs-core";
import type { Tape } from "../../autodiff/tape";

/** What the images of a batch really show. */
export interface Truth {
  /** One class per image. */
  readonly labels: Int32Array;
  /** One class per pixel, in the order of the images. */
  readonly masks?: Uint8Array;
}

/** The loss of a batch's scores as a scalar; its gradient goes on the tape. Runs in a tidy. */
export type Loss = (tape: Tape | null, scores: tf.Tensor, truth: Truth) => tf.Tensor;

/** Scores N×K or N×1×1×K as N×K, and one-hot rows of their labels. */
export function rowsOf(scores: tf.Tensor, labels: Int32Array): { rows: tf.Tensor2D; oneHot: tf.Tensor2D } {
  const classes = scores.size / labels.length;
  const rows = tf.reshape(scores, [labels.length, classes]) as tf.Tensor2D;
  return { rows, oneHot: oneHotOf(labels, classes) };
}

export function oneHotOf(labels: Int32Array, classes: number): tf.Tensor2D {
  return tf.cast(tf.oneHot(tf.tensor1d(labels, "int32"), classes), "float32") as tf.Tensor2D;
}

/** Puts a loss on the tape whose gradient by the scores is known, up to the factor that arrives. */
export function recordLoss(
  tape: Tape | null,
  scores: tf.Tensor,
  loss: tf.Tensor,
  saved: readonly tf.Tensor[],
  gradient: () => tf.Tensor,
): tf.Tensor {
  tape?.record({
    inputs: [scores],
    output: loss,
    saved,
    backward: (dy) => [tf.reshape(tf.mul(gradient(), dy), scores.shape)],
  });
  return loss;
}
