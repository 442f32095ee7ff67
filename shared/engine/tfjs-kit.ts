import type * as tf from "@tensorflow/tfjs-core";
import type { OpKit } from "../layers/kit";
import { activation, dropout, softmax } from "./kit/activation";
import type { KitContext } from "./kit/context";
import { addBias, conv2d, dense } from "./kit/convolution";
import { add, clip, multiply, prelu, scale, scaleChannels } from "./kit/elementwise";
import { groupNorm, layerNorm } from "./kit/image-norms";
import { l2Normalise } from "./kit/l2-normalise";
import { batchNorm, localResponseNorm } from "./kit/normalisation";
import { avgPool, channelPool, globalAvgPool, maxPool } from "./kit/pooling";
import { channelShuffle, crop, pixelShuffle } from "./kit/rearranging";
import { borderPad, resize } from "./kit/resampling";
import { concat, flatten, padChannels, pixel, sliceChannels, subsample, zeroPad } from "./kit/shaping";
import { convTranspose2d } from "./kit/transposed-convolution";

/**
 * Layers computed by tfjs on its current backend, differentiable where the context has a tape. Kernels come as the
 * engine keeps them: [kh, kw, in / groups, out] and [in, out].
 */
export function createTfjsKit(context: KitContext): OpKit<tf.Tensor> {
  return {
    conv2d: (x, kernel, options) => conv2d(context, x, kernel, options),
    convTranspose2d: (x, kernel, options) => convTranspose2d(context, x, kernel, options),
    addBias: (x, bias) => addBias(context, x, bias),
    dense: (x, kernel) => dense(context, x, kernel),
    maxPool: (x, options) => maxPool(context, x, options),
    avgPool: (x, options) => avgPool(context, x, options),
    globalAvgPool: (x, { keepDims }) => globalAvgPool(context, x, keepDims),
    channelPool: (x, mode) => channelPool(context, x, mode),
    batchNorm: (x, weights, options) => batchNorm(context, x, weights, options),
    groupNorm: (x, weights, { groups, epsilon }) => groupNorm(context, x, weights, groups, epsilon),
    layerNorm: (x, weights, { epsilon }) => layerNorm(context, x, weights, epsilon),
    localResponseNorm: (x, options) => localResponseNorm(context, x, options),
    activation: (x, kind, slope) => activation(context, x, kind, slope ?? DEFAULT_SLOPES[kind] ?? 0),
    softmax: (x) => softmax(context, x),
    l2Normalise: (x) => l2Normalise(context, x),
    dropout: (x, rate) => dropout(context, x, rate),
    add: (xs) => add(context, xs),
    multiply: (a, b) => multiply(context, a, b),
    scale: (x, factor, offset = 0) => scale(context, x, factor, offset),
    scaleChannels: (x, factors) => scaleChannels(context, x, factors),
    clip: (x, low, high) => clip(context, x, low, high),
    prelu: (x, slope) => prelu(context, x, slope),
    concat: (xs) => concat(context, xs),
    flatten: (x) => flatten(context, x),
    pixel: (x) => pixel(context, x),
    zeroPad: (x, pads) => zeroPad(context, x, pads),
    crop: (x, { offset, size }) => crop(context, x, offset, size),
    borderPad: (x, pads, mode) => borderPad(context, x, pads, mode),
    resize: (x, options) => resize(context, x, options),
    subsample: (x, stride) => subsample(context, x, stride),
    sliceChannels: (x, from, count) => sliceChannels(context, x, from, count),
    padChannels: (x, count) => padChannels(context, x, count),
    pixelShuffle: (x, factor) => pixelShuffle(context, x, factor),
    channelShuffle: (x, groups) => channelShuffle(context, x, groups),
  };
}

/** PyTorch's defaults. */
const DEFAULT_SLOPES: Readonly<Record<string, number>> = { "leaky-relu": 0.01, elu: 1 };
