import * as tf from "@tensorflow/tfjs-core";
import type { AffineWeights } from "../../layers/kit";
import { type KitContext, record } from "./context";
import { channelSums } from "./convolution";

type Weights = AffineWeights<tf.Tensor>;

export function groupNorm(
  context: KitContext,
  x: tf.Tensor,
  weights: Weights,
  groups: number,
  epsilon: number,
): tf.Tensor {
  const { shape } = x;
  const channels = shape.at(-1) as number;
  // [batch, pixels, groups, channels of each].
  return normalise(context, x, weights, epsilon, [shape[0] as number, -1, groups, channels / groups], [1, 3]);
}

export function layerNorm(context: KitContext, x: tf.Tensor, weights: Weights, epsilon: number): tf.Tensor {
  return normalise(context, x, weights, epsilon, [-1, x.shape.at(-1) as number], [1]);
}

/** Mean 0 and variance 1 over `axes` of the input seen in the shape `seen`; then a factor and an offset per channel. */
function normalise(
  context: KitContext,
  x: tf.Tensor,
  { gamma, beta }: Weights,
  epsilon: number,
  seen: number[],
  axes: number[],
): tf.Tensor {
  const { shape } = x;
  const wide = tf.reshape(x, seen);
  const centred = tf.sub(wide, tf.mean(wide, axes, true));
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axes, true), epsilon));
  const normal = tf.reshape(tf.mul(centred, inverse), shape);
  const scaled = gamma ? tf.mul(normal, gamma) : normal;
  const inputs = [x, ...(gamma ? [gamma] : []), ...(beta ? [beta] : [])];
  return record(context, {
    inputs,
    output: beta ? tf.add(scaled, beta) : tf.clone(scaled),
    saved: [normal, inverse, ...(gamma ? [gamma] : [])],
    backward(dy, [ofX, ...ofAffine]) {
      const affine = [
        ...(gamma ? [() => channelSums(tf.mul(dy, normal))] : []),
        ...(beta ? [() => channelSums(dy)] : []),
      ];
      const gradients = affine.map((gradient, index) => (ofAffine[index] ? gradient() : null));
      if (!ofX) return [null, ...gradients];
      const d = tf.reshape(gamma ? tf.mul(dy, gamma) : dy, seen);
      const y = tf.reshape(normal, seen);
      const along = tf.mul(y, tf.mean(tf.mul(d, y), axes, true));
      const dx = tf.mul(inverse, tf.sub(tf.sub(d, tf.mean(d, axes, true)), along));
      return [tf.reshape(dx, shape), ...gradients];
    },
  });
}
