import * as tf from "@tensorflow/tfjs-core";
import { assertNever } from "../../base/assert";
import type { LossSpec } from "../../contracts/run";
import type { Tape } from "../autodiff/tape";
import { crossEntropy } from "./losses/cross-entropy";
import { hinge } from "./losses/hinge";
import type { Loss, Truth } from "./losses/loss";
import { knownPixels, pixelCrossEntropy } from "./losses/pixel-cross-entropy";
import { rankingHinge } from "./losses/ranking-hinge";
import type { Averaged } from "./view-scores";

export interface Scores {
  /** Mean over the batch. */
  readonly loss: tf.Tensor;
  /** How many of the batch have their own class on top; of pixels, their share times the images. */
  readonly correct: tf.Tensor;
}

/** Label smoothing is for the losses that compare with a distribution over the classes. */
export function createLoss(spec: LossSpec, labelSmoothing = 0): Loss {
  switch (spec.kind) {
    case "cross-entropy":
      return crossEntropy(labelSmoothing);
    case "pixel-cross-entropy":
      return pixelCrossEntropy(labelSmoothing);
    case "hinge":
      return hinge(spec.margin);
    case "ranking-hinge":
      return rankingHinge(spec.margin);
    default:
      return assertNever(spec);
  }
}

/** What of several views of an image is averaged before the loss: hinges know no probabilities. */
export const averagedFor: Readonly<Record<LossSpec["kind"], Averaged>> = {
  "cross-entropy": "probabilities",
  "pixel-cross-entropy": "probabilities",
  hinge: "scores",
  "ranking-hinge": "scores",
};

/** The loss that a run is learned by, if it does not say. */
export function lossSpecOf(loss: LossSpec | undefined, hasMasks: boolean): LossSpec {
  return loss ?? { kind: hasMasks ? "pixel-cross-entropy" : "cross-entropy" };
}

/** Loss and hits of a batch's scores. */
export function score(tape: Tape | null, loss: Loss, scores: tf.Tensor, truth: Truth): Scores {
  return tf.tidy(() => ({ loss: loss(tape, scores, truth), correct: countHits(scores, truth) }));
}

function countHits(scores: tf.Tensor, { labels, masks }: Truth): tf.Tensor {
  const known = masks ? knownPixels(masks) : { labels, counted: null, count: labels.length };
  const rows = tf.reshape(scores, [known.labels.length, -1]);
  const hits = tf.cast(tf.equal(tf.argMax(rows, 1), tf.tensor1d(known.labels, "int32")), "float32");
  if (!known.counted) return tf.sum(hits);
  const share = labels.length / Math.max(1, known.count);
  return tf.mul(tf.sum(tf.mul(hits, tf.tensor1d(known.counted))), share);
}

/** The network's own loss with those of its auxiliary classifiers, each times its weight. */
export function addLosses(
  tape: Tape | null,
  main: tf.Tensor,
  others: readonly { readonly loss: tf.Tensor; readonly weight: number }[],
): tf.Tensor {
  return tf.tidy(() => {
    const weighed = others.map(({ loss, weight }) => tf.mul(loss, weight));
    const total = weighed.reduce((sum, loss) => tf.add(sum, loss), tf.clone(main));
    tape?.record({
      inputs: [main, ...others.map(({ loss }) => loss)],
      output: total,
      saved: [],
      backward: (dy) => [tf.clone(dy), ...others.map(({ weight }) => tf.mul(dy, weight))],
    });
    return total;
  });
}
