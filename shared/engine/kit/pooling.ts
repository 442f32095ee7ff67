import * as tf from "@tensorflow/tfjs-core";
import type { PoolOptions } from "../../layers/kit";
import type { Pads } from "../../layers/window";
import { hasKernel, runOr, unreachable } from "../wasm/heap";
import {
  type AverageOptions,
  avgPoolGrad,
  avgPool as avgPoolKernel,
  maxPoolGrad,
  maxPool as maxPoolKernel,
} from "../wasm/pooling";
import { spatialMean, spatialMeanGrad } from "../wasm/reduce";
import { type KitContext, record, runKernel } from "./context";
import { explicitPads } from "./conv-gradients";

type Shape4 = [number, number, number, number];

export function maxPool(context: KitContext, x: tf.Tensor, options: PoolOptions): tf.Tensor {
  const attributes = stockAttributes(options, x.shape);
  // The library's pools are undefined where a window lies in the padding alone.
  const regular = isRegular(options, attributes.pads);
  const output = regular
    ? runKernel("MaxPool", { x }, attributes)
    : (runOr(maxPoolKernel, { x }, options, () => [runKernel("MaxPool", { x }, attributes)])[0] as tf.Tensor);
  return record(context, {
    inputs: [x],
    output,
    saved: hasKernel(maxPoolGrad) ? [x] : [x, output],
    backward: (dy) =>
      runOr(maxPoolGrad, { x, dy }, options, () => [
        runKernel("MaxPoolGrad", { dy, input: x, output }, attributes),
      ]),
  });
}

export function avgPool(context: KitContext, x: tf.Tensor, options: AverageOptions): tf.Tensor {
  if (!hasKernel(avgPoolKernel)) return averageBySums(context, x, options);
  const output = runOr(avgPoolKernel, { x }, options, unreachable)[0] as tf.Tensor;
  const shape = x.shape;
  return record(context, {
    inputs: [x],
    output,
    saved: [],
    backward: (dy) => runOr(avgPoolGrad, { dy }, { ...options, shape }, unreachable),
  });
}

/** Stock averages disagree over padding between forward and gradient, so: sums over explicit zeros, over own counts. */
function averageBySums(context: KitContext, x: tf.Tensor, options: AverageOptions): tf.Tensor {
  const { kernel, stride } = options;
  const shape = x.shape as Shape4;
  const pads = reachingPads(options, shape);
  const attributes = { filterSize: [...kernel], strides: [...stride], pad: "valid" };
  const padded = tf.pad(x as tf.Tensor4D, explicitPads(pads));
  const factors = windowFactors(options, shape);
  return record(context, {
    inputs: [x],
    output: tf.mul(runKernel("AvgPool", { x: padded }, attributes), factors),
    saved: [factors, padded],
    backward(dy) {
      const gradient = runKernel("AvgPoolGrad", { dy: tf.mul(dy, factors), input: padded }, attributes);
      return [tf.slice(gradient as tf.Tensor4D, [0, pads[0], pads[3], 0], shape)];
    },
  });
}

/** What turns a mean over the whole window into one over the pixels that count: 1×H×W×1. */
function windowFactors(options: AverageOptions, [, height, width]: Shape4): tf.Tensor {
  const rows = covered(options, 0, height);
  const columns = covered(options, 1, width);
  const area = options.kernel[0] * options.kernel[1];
  const factors = rows.flatMap((row) => columns.map((column) => area / Math.max(1, row * column)));
  return tf.tensor4d(factors, [1, rows.length, columns.length, 1]);
}

/** How many pixels each window covers along one axis, those of the padding included if asked for. */
function covered(options: AverageOptions, axis: 0 | 1, size: number): number[] {
  const before = options.pads[axis === 0 ? 0 : 3];
  const after = options.pads[axis === 0 ? 2 : 1];
  return Array.from({ length: options.output[axis] }, (_, index) => {
    const first = index * options.stride[axis] - before;
    const last = first + options.kernel[axis];
    if (options.countIncludePad) return Math.min(last, size + after) - first;
    return Math.max(0, Math.min(last, size) - Math.max(first, 0));
  });
}

function stockAttributes(options: PoolOptions, shape: readonly number[]) {
  const pads = reachingPads(options, shape);
  return {
    filterSize: [...options.kernel],
    strides: [...options.stride],
    pad: explicitPads(pads),
    dimRoundingMode: "floor",
    pads,
  };
}

/** Pads at the end such that rounding down gives just the declared output, ceil rounding included. */
function reachingPads({ kernel, stride, pads, output }: PoolOptions, shape: readonly number[]): Pads {
  const [top, , , left] = pads;
  const [, height, width] = shape as Shape4;
  const bottom = (output[0] - 1) * stride[0] + kernel[0] - height - top;
  const right = (output[1] - 1) * stride[1] + kernel[1] - width - left;
  return [top, Math.max(0, right), Math.max(0, bottom), left];
}

function isRegular({ kernel }: PoolOptions, [top, right, bottom, left]: Pads): boolean {
  const several = kernel[0] * kernel[1] > 1;
  return several && Math.max(top, bottom) < kernel[0] && Math.max(left, right) < kernel[1];
}

/** Mean over height and width. */
export function globalAvgPool(context: KitContext, x: tf.Tensor, keepDims: boolean): tf.Tensor {
  const shape = x.shape as Shape4;
  const [batch, height, width, channels] = shape;
  const means = runOr(spatialMean, { x }, {}, () => [tf.mean(x, [1, 2])])[0] as tf.Tensor;
  return record(context, {
    inputs: [x],
    output: keepDims ? tf.reshape(means, [batch, 1, 1, channels]) : means,
    saved: [],
    backward: (dy) =>
      runOr(spatialMeanGrad, { dy }, { shape }, () => [
        tf.mul(tf.reshape(dy, [batch, 1, 1, channels]), tf.fill(shape, 1 / (height * width))),
      ]),
  });
}

/** Over the channels of each pixel. The gradient of a maximum is shared by its equals. */
export function channelPool(context: KitContext, x: tf.Tensor, mode: "mean" | "max"): tf.Tensor {
  const shape = x.shape;
  const output = mode === "mean" ? tf.mean(x, 3, true) : tf.max(x, 3, true);
  return record(context, {
    inputs: [x],
    output,
    saved: mode === "mean" ? [] : [x, output],
    backward(dy) {
      if (mode === "mean") return [tf.mul(dy, tf.fill(shape, 1 / (shape[3] as number)))];
      const isLargest = tf.cast(tf.equal(x, output), "float32");
      return [tf.mul(isLargest, tf.div(dy, tf.sum(isLargest, 3, true)))];
    },
  });
}
