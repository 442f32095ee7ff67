import * as tf from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import { depthwiseFilterGrad, depthwiseInputGrad } from "../wasm/depthwise";
import { groupsToMerge, mergeGroups, splitGroups } from "../wasm/grouping";
import { hasKernel, runOr, unreachable } from "../wasm/heap";
import { sumRows } from "../wasm/reduce";
import { type KitContext, product, record, runKernel } from "./context";
import { convolve, explicitPads, filterGradient, inputGradient, type PlainConv } from "./conv-gradients";
import { convKernels } from "./conv-kernels";

type Shape4 = [number, number, number, number];

/** x: N×H×W×C; w: [kh, kw, C / groups, filters]. */
export function conv2d(context: KitContext, x: tf.Tensor, w: tf.Tensor, options: ConvOptions): tf.Tensor {
  const channels = x.shape[3] as number;
  if (options.groups === 1)
    return isWide(x, w) ? inOneKernel(context, x, w, options) : plain(context, x, w, options);
  // Stock gradients of depthwise convolutions know no dilation.
  const dilated = options.dilation[0] > 1 || options.dilation[1] > 1;
  const isDepthwise = options.groups === channels && (!dilated || hasKernel(depthwiseFilterGrad));
  if (isDepthwise) return depthwise(context, x, w, options);
  if (hasKernel(convKernels.forward)) return inOneKernel(context, x, w, options);
  return grouped(context, x, w, options);
}

/** Results of which the library's own kernel for WebGPU makes better use of a device, because it divides the sums. */
const NARROW = 2 ** 18;

function isWide(x: tf.Tensor, w: tf.Tensor): boolean {
  const [batch, height, width] = x.shape as Shape4;
  return hasKernel(convKernels.forward) && batch * height * width * (w.shape[3] as number) >= NARROW;
}

/** All groups at once. */
function inOneKernel(context: KitContext, x: tf.Tensor, w: tf.Tensor, options: ConvOptions): tf.Tensor {
  const shape = outputShape(x.shape, w.shape, options);
  return record(context, {
    inputs: [x, w],
    output: runKernel(convKernels.forward.name, { x, w }, { ...options, shape }),
    saved: [x, w],
    backward: (dy, [ofX, ofW]) => [
      ofX ? runKernel(convKernels.inputGradient.name, { dy, w }, { ...options, shape: x.shape }) : null,
      ofW ? runKernel(convKernels.filterGradient.name, { x, dy }, { ...options, shape: w.shape }) : null,
    ],
  });
}

function outputShape(x: readonly number[], w: readonly number[], { stride, pads, dilation }: ConvOptions) {
  const [batch, height, width] = x as Shape4;
  const [kernelHeight, kernelWidth, , filters] = w as Shape4;
  const [top, right, bottom, left] = pads;
  const steps = (size: number, kernel: number, axis: 0 | 1) =>
    Math.floor((size - (kernel - 1) * dilation[axis] - 1) / stride[axis]) + 1;
  return [
    batch,
    steps(height + top + bottom, kernelHeight, 0),
    steps(width + left + right, kernelWidth, 1),
    filters,
  ];
}

function plain(context: KitContext, x: tf.Tensor, w: tf.Tensor, options: PlainConv): tf.Tensor {
  return record(context, {
    inputs: [x, w],
    output: convolve(x, w, options),
    saved: [x, w],
    backward: (dy, [ofX, ofW]) => [
      ofX ? inputGradient(dy, w, x.shape, options) : null,
      ofW ? filterGradient(x, dy, w.shape, options) : null,
    ],
  });
}

/** One convolution per group, or on WASM per block of narrow groups: the backend runs few wide products fastest. */
function grouped(context: KitContext, x: tf.Tensor, w: tf.Tensor, options: ConvOptions): tf.Tensor {
  const channels = x.shape[3] as number;
  const merged = hasKernel(mergeGroups) ? groupsToMerge(options.groups, channels) : 1;
  const grouping = { groups: options.groups, merged };
  const groups = options.groups / merged;
  const filter = merged === 1 ? w : (runOr(mergeGroups, { w }, grouping, unreachable)[0] as tf.Tensor);
  const perGroup = (f: (group: number) => tf.Tensor) =>
    groups === 1 ? f(0) : tf.concat([...Array(groups).keys()].map(f), 3);
  const part = (t: tf.Tensor, group: number) => shareOf(t, group, groups);
  const partShape = (shape: readonly number[]) => [...shape.slice(0, 3), (shape[3] as number) / groups];
  const filterPart = (dy: tf.Tensor, g: number) =>
    filterGradient(part(x, g), part(dy, g), partShape(filter.shape), options);
  const ownGradient = (gradient: tf.Tensor) =>
    merged === 1 ? gradient : (runOr(splitGroups, { w: gradient }, grouping, unreachable)[0] as tf.Tensor);
  return record(context, {
    inputs: [x, w],
    output: tf.tidy(() => perGroup((g) => convolve(part(x, g), part(filter, g), options))),
    saved: [x, filter],
    backward: (dy, [ofX, ofW]) => [
      ofX ? perGroup((g) => inputGradient(part(dy, g), part(filter, g), partShape(x.shape), options)) : null,
      ofW ? ownGradient(perGroup((g) => filterPart(dy, g))) : null,
    ],
  });
}

/** The channels of one group, out of the last axis. */
function shareOf(x: tf.Tensor, group: number, groups: number): tf.Tensor {
  if (groups === 1) return x;
  const share = (x.shape[3] as number) / groups;
  const size = [...x.shape.slice(0, 3), share] as Shape4;
  return tf.slice(x as tf.Tensor4D, [0, 0, 0, group * share], size);
}

function depthwise(context: KitContext, x: tf.Tensor, w: tf.Tensor, options: PlainConv): tf.Tensor {
  const channels = x.shape[3] as number;
  const [height, width, , filters] = w.shape as Shape4;
  const shape = [height, width, channels, filters / channels];
  const { stride, pads, dilation } = options;
  const attributes = {
    strides: [...stride],
    pad: explicitPads(pads),
    dilations: [...dilation],
    dataFormat: "NHWC",
  };
  const filter = tf.reshape(w, shape);
  return record(context, {
    inputs: [x, w],
    output: runKernel("DepthwiseConv2dNative", { x, filter }, attributes),
    saved: [x, filter],
    backward: (dy, [ofX, ofW]) => [
      ofX ? depthwiseInput(dy, filter, x.shape, options) : null,
      ofW ? tf.reshape(depthwiseFilter(x, dy, shape, options), w.shape) : null,
    ],
  });
}

function depthwiseInput(
  dy: tf.Tensor,
  filter: tf.Tensor,
  shape: readonly number[],
  options: PlainConv,
): tf.Tensor {
  const { stride, pads, dilation } = options;
  const [dx] = runOr(depthwiseInputGrad, { dy, w: filter }, { ...options, shape }, () => [
    runKernel(
      "DepthwiseConv2dNativeBackpropInput",
      { dy, filter },
      { strides: [...stride], pad: explicitPads(pads), dilations: [...dilation], inputShape: [...shape] },
    ),
  ]);
  return dx as tf.Tensor;
}

function depthwiseFilter(
  x: tf.Tensor,
  dy: tf.Tensor,
  shape: readonly number[],
  options: PlainConv,
): tf.Tensor {
  const { stride, pads, dilation } = options;
  const [dw] = runOr(depthwiseFilterGrad, { x, dy }, { ...options, shape }, () => [
    runKernel(
      "DepthwiseConv2dNativeBackpropFilter",
      { x, dy },
      { strides: [...stride], pad: explicitPads(pads), dilations: [...dilation], filterShape: [...shape] },
    ),
  ]);
  return dw as tf.Tensor;
}

export function addBias(context: KitContext, x: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return record(context, {
    inputs: [x, bias],
    output: tf.add(x, bias),
    saved: [],
    backward: (dy, [ofX, ofBias]) => [ofX ? tf.clone(dy) : null, ofBias ? channelSums(dy) : null],
  });
}

/** Sum over all axes but the last. */
export function channelSums(x: tf.Tensor): tf.Tensor {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis);
  return runOr(sumRows, { x }, {}, () => [tf.sum(x, axes)])[0] as tf.Tensor;
}

/** x: N×in; w: [in, out]. */
export function dense(context: KitContext, x: tf.Tensor, w: tf.Tensor): tf.Tensor {
  return record(context, {
    inputs: [x, w],
    output: product(x, w),
    saved: [x, w],
    backward: (dy, [ofX, ofW]) => [
      ofX ? product(dy, w, false, true) : null,
      ofW ? product(x, dy, true) : null,
    ],
  });
}
