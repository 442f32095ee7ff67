import * as tf from "@tensorflow/tfjs-core";
import type { BatchNormOptions, BatchNormWeights, LrnOptions } from "../../layers/kit";
import { batchNormGrad, batchNormTrain } from "../wasm/batch-norm";
import { hasKernel, runOr, unreachable } from "../wasm/heap";
import { localResponse, localResponseGrad, lrnReach } from "../wasm/local-response";
import { type KitContext, record } from "./context";
import { channelSums } from "./convolution";

type Weights = BatchNormWeights<tf.Tensor>;

export function batchNorm(
  context: KitContext,
  x: tf.Tensor,
  weights: Weights,
  options: BatchNormOptions,
): tf.Tensor {
  const isByBatch = context.training && !context.frozen;
  return isByBatch ? byBatch(context, x, weights, options) : byRunning(context, x, weights, options);
}

function byBatch(context: KitContext, x: tf.Tensor, weights: Weights, options: BatchNormOptions): tf.Tensor {
  const gamma = weights.gamma ?? tf.onesLike(weights.mean);
  const beta = weights.beta ?? tf.zerosLike(weights.mean);
  const attributes = { epsilon: options.epsilon };
  const [y, mean, variance, inverse] = runOr(batchNormTrain, { x, gamma, beta }, attributes, () =>
    normaliseByBatch(x, gamma, beta, options.epsilon),
  ) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const rows = x.size / mean.size;
  context.onStatistics({
    runningMean: weights.mean,
    runningVariance: weights.variance,
    mean: tf.keep(tf.clone(mean)),
    variance: tf.keep(tf.mul(variance, rows / Math.max(1, rows - 1))),
    momentum: options.momentum,
  });
  return record(context, {
    inputs: [x, gamma, beta],
    output: y,
    saved: [x, gamma, mean, inverse],
    backward: (dy) =>
      runOr(batchNormGrad, { x, dy, gamma, mean, inverse }, {}, () =>
        batchGradients(x, dy, gamma, mean, inverse),
      ),
  });
}

function normaliseByBatch(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor, epsilon: number): tf.Tensor[] {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  const { mean, variance } = tf.moments(x, axes);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const y = tf.add(tf.mul(tf.sub(x, mean), tf.mul(inverse, gamma)), beta);
  return [y, mean, variance, inverse];
}

function batchGradients(
  x: tf.Tensor,
  dy: tf.Tensor,
  gamma: tf.Tensor,
  mean: tf.Tensor,
  inverse: tf.Tensor,
): tf.Tensor[] {
  const rows = x.size / mean.size;
  const normalised = tf.mul(tf.sub(x, mean), inverse);
  const dbeta = channelSums(dy);
  const dgamma = channelSums(tf.mul(dy, normalised));
  const centred = tf.sub(dy, tf.div(tf.add(dbeta, tf.mul(normalised, dgamma)), rows));
  return [tf.mul(centred, tf.mul(gamma, inverse)), dgamma, dbeta];
}

/** With the running statistics it is a scale and a shift per channel. */
function byRunning(
  context: KitContext,
  x: tf.Tensor,
  weights: Weights,
  { epsilon }: BatchNormOptions,
): tf.Tensor {
  const { mean, variance } = weights;
  const gamma = weights.gamma ?? tf.onesLike(mean);
  const beta = weights.beta ?? tf.zerosLike(mean);
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const scale = tf.mul(inverse, gamma);
  const shift = tf.sub(beta, tf.mul(mean, scale));
  return record(context, {
    inputs: [x, gamma, beta],
    output: tf.add(tf.mul(x, scale), shift),
    saved: [x, mean, inverse, scale],
    backward: (dy, [ofX, ofGamma, ofBeta]) => [
      ofX ? tf.mul(dy, scale) : null,
      ofGamma ? channelSums(tf.mul(dy, tf.mul(tf.sub(x, mean), inverse))) : null,
      ofBeta ? channelSums(dy) : null,
    ],
  });
}

export function localResponseNorm(context: KitContext, x: tf.Tensor, options: LrnOptions): tf.Tensor {
  if (!hasKernel(localResponse)) return responseByBand(context, x, options);
  return record(context, {
    inputs: [x],
    output: runOr(localResponse, { x }, options, unreachable)[0] as tf.Tensor,
    saved: [x],
    backward: (dy) => runOr(localResponseGrad, { x, dy }, options, unreachable),
  });
}

/** The windowed sum as a product with a band matrix: any window, and fast on a GPU. */
function responseByBand(context: KitContext, x: tf.Tensor, options: LrnOptions): tf.Tensor {
  const { size, alpha, beta, bias } = options;
  const band = bandMatrix(x.shape[x.shape.length - 1] as number, size);
  const through = (t: tf.Tensor, transposed: boolean) => {
    const rows = tf.reshape(t, [-1, band.shape[0]]) as tf.Tensor2D;
    return tf.reshape(tf.matMul(rows, band, false, transposed), x.shape);
  };
  const scale = tf.add(tf.mul(through(tf.square(x), false), alpha), bias);
  return record(context, {
    inputs: [x],
    output: tf.mul(x, tf.pow(scale, -beta)),
    saved: [x, scale, band],
    backward(dy) {
      const direct = tf.mul(dy, tf.pow(scale, -beta));
      const shared = through(tf.div(tf.mul(direct, x), scale), true);
      return [tf.sub(direct, tf.mul(tf.mul(x, shared), 2 * alpha * beta))];
    },
  });
}

/** [from, to]: 1 where channel `from` is in the window of channel `to`. */
function bandMatrix(channels: number, size: number): tf.Tensor2D {
  const [before, after] = lrnReach(size);
  const band = new Float32Array(channels * channels);
  for (let to = 0; to < channels; to++) {
    const last = Math.min(channels - 1, to + after);
    for (let from = Math.max(0, to - before); from <= last; from++) band[from * channels + to] = 1;
  }
  return tf.tensor2d(band, [channels, channels]);
}
