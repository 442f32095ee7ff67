import type { Params } from "../../graph/document";
import { channelsOf, isMap } from "../../layers/shape";
import type { Pair } from "../../layers/window";
import { type Settings, unreadable } from "./config";
import { batchNorm, layerNorm, normalization } from "./norms";
import type { Part, Reader, Reading } from "./part";
import { permuted } from "./permute";
import type { KerasWeight } from "./weights";

const CONV_AXES = [3, 2, 0, 1];

function plain(type: string, params: Params = {}): Reader {
  return () => [{ type, params }];
}

/** Activations by the names that Keras has for them; "linear" is none. */
const activations: Readonly<Record<string, readonly Part[]>> = {
  linear: [],
  relu: [{ type: "relu" }],
  relu6: [{ type: "relu6" }],
  elu: [{ type: "elu", params: { slope: 1 } }],
  selu: [{ type: "selu" }],
  sigmoid: [{ type: "sigmoid" }],
  tanh: [{ type: "tanh" }],
  softmax: [{ type: "softmax" }],
  softplus: [{ type: "softplus" }],
  swish: [{ type: "silu" }],
  silu: [{ type: "silu" }],
  gelu: [{ type: "gelu" }],
  hard_sigmoid: [{ type: "hard-sigmoid", params: { reach: 2.5 } }],
  mish: [{ type: "mish" }],
};

function activationOf({ layer, settings }: Reading): readonly Part[] {
  const name = settings.text("activation", "linear");
  const parts = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (!parts) throw unreadable(layer, `there is no activation "${name}" here`);
  return parts;
}

/** What a layer with an `activation` of its own becomes: two. */
function activated(reading: Reading, part: Part): readonly Part[] {
  return [part, ...activationOf(reading).map((added) => ({ ...added, suffix: `_${added.type}` }))];
}

function withBias({ settings, weight }: Reading, kernel: KerasWeight) {
  const bias = settings.flag("use_bias", true);
  return { bias, weights: { weight: kernel, ...(bias ? { bias: weight("bias") } : {}) } };
}

function convolution(reading: Reading): readonly Part[] {
  const { settings } = reading;
  const { bias, weights } = withBias(reading, permuted(reading.weight("kernel"), CONV_AXES));
  const filters = weights.weight.shape[0] ?? 0;
  const params = { ...settings.window(), filters, groups: settings.number(["groups"], 1), bias };
  return activated(reading, { type: "conv2d", params, weights });
}

/** [height, width, channels, multiplier], whose outputs come channel by channel: as in PyTorch. */
function depthwiseKernel(kernel: KerasWeight): KerasWeight {
  const [rows = 1, columns = 1, channels = 1, multiplier = 1] = kernel.shape;
  const { data } = permuted(kernel, [2, 3, 0, 1]);
  return { shape: [channels * multiplier, 1, rows, columns], data };
}

function depthwise(reading: Reading): readonly Part[] {
  const kernel = reading.weight("depthwise_kernel");
  const { bias, weights } = withBias(reading, depthwiseKernel(kernel));
  const multiplier = kernel.shape[3] ?? 1;
  const params = { ...reading.settings.window(), multiplier, bias };
  return activated(reading, { type: "depthwise-conv2d", params, weights });
}

function separable(reading: Reading): readonly Part[] {
  const { settings, weight } = reading;
  const kernel = weight("depthwise_kernel");
  const { bias, weights } = withBias(reading, permuted(weight("pointwise_kernel"), CONV_AXES));
  const filters = weights.weight.shape[0] ?? 0;
  const first: Part = {
    type: "depthwise-conv2d",
    // Not by `depth_multiplier`, which tfjs forgets to save here.
    params: { ...settings.window(), multiplier: kernel.shape[3] ?? 1, bias: false },
    weights: { weight: depthwiseKernel(kernel) },
    suffix: "_depthwise",
  };
  const params = { filters, kernel: [1, 1], padding: "valid", bias };
  return [first, ...activated(reading, { type: "conv2d", params, weights })];
}

/** What strides leave between kernels that are smaller, Keras keeps after the last one too, unless the padding is "same". */
function gapsAtTheEnd(settings: Settings): Pair {
  const kernel = settings.pair("kernel_size", [3, 3]);
  const stride = settings.pair("strides", [1, 1]);
  const gap = (axis: 0 | 1) => Math.max(stride[axis] - kernel[axis], 0);
  return settings.padding() === "same" ? [0, 0] : [gap(0), gap(1)];
}

function transposed(reading: Reading): readonly Part[] {
  const { settings, layer } = reading;
  const { dilation, ...window } = settings.window();
  if (String(dilation) !== "1,1") throw unreadable(layer, "it is dilated");
  if (settings.list("output_padding")) throw unreadable(layer, "it says its output padding itself");
  const { bias, weights } = withBias(reading, permuted(reading.weight("kernel"), CONV_AXES));
  const filters = weights.weight.shape[1] ?? 0;
  const params = { ...window, filters, bias, outputPadding: gapsAtTheEnd(settings) };
  return activated(reading, { type: "conv-transpose2d", params, weights });
}

/** Keras multiplies along the last axis, whatever comes in: of a map that is a 1×1 convolution. */
function dense(reading: Reading): readonly Part[] {
  const [x] = reading.inputShapes;
  const kernel = permuted(reading.weight("kernel"), [1, 0]);
  const units = kernel.shape[0] ?? 0;
  if (!x || !isMap(x)) {
    const { bias, weights } = withBias(reading, kernel);
    return activated(reading, { type: "dense", params: { units, bias }, weights });
  }
  const { bias, weights } = withBias(reading, { ...kernel, shape: [...kernel.shape, 1, 1] });
  const params = { filters: units, kernel: [1, 1], padding: "valid", bias };
  return activated(reading, { type: "conv2d", params, weights });
}

function pool(type: string, more: Params = {}): Reader {
  return ({ settings }) => {
    settings.channelsLast();
    const kernel = settings.pair("pool_size", [2, 2]);
    const params = { kernel, stride: settings.pair("strides", kernel), padding: settings.padding(), ...more };
    return [{ type, params }];
  };
}

function globalPool(type: string): Reader {
  return ({ settings }) => {
    settings.channelsLast();
    return [{ type, params: { keepDims: settings.flag("keepdims", false) } }];
  };
}

function relu({ layer, settings }: Reading): readonly Part[] {
  const ceiling = settings.number(["max_value"], Number.POSITIVE_INFINITY);
  const slope = settings.number(["negative_slope", "alpha"], 0);
  if (settings.number(["threshold"], 0) !== 0) throw unreadable(layer, "its threshold is not 0");
  if (ceiling === Number.POSITIVE_INFINITY) {
    return [slope === 0 ? { type: "relu" } : { type: "leaky-relu", params: { slope } }];
  }
  if (slope !== 0) throw unreadable(layer, `it has a slope and is cut off at ${ceiling}`);
  return [ceiling === 6 ? { type: "relu6" } : { type: "clip", params: { low: 0, high: ceiling } }];
}

function rescaling({ settings }: Reading): readonly Part[] {
  const [factor, offset] = [settings.number(["scale"], 1), settings.number(["offset"], 0)];
  return [{ type: "scale", params: { factor, offset } }];
}

/** One slope per channel, or one for all; slopes of single pixels, rows or columns are known to Keras alone. */
function prelu({ layer, weight, inputShapes: [x] }: Reading): readonly Part[] {
  const slope = weight("alpha");
  const channels = x ? channelsOf(x) : 0;
  const { length } = slope.data;
  const isOfPlaces = slope.shape.slice(0, -1).some((size) => size !== 1);
  if (isOfPlaces || (length !== channels && length !== 1)) {
    throw unreadable(
      layer,
      `its slopes are [${slope.shape.join(", ")}], and one a channel or one for all was expected`,
    );
  }
  const shared = length === 1 && channels > 1;
  return [{ type: "prelu", params: { shared }, weights: { weight: { shape: [length], data: slope.data } } }];
}

function softmax({ layer, settings, inputShapes: [x] }: Reading): readonly Part[] {
  const axis = settings.number(["axis"], -1);
  if (axis !== -1 && axis !== (x?.length ?? 0)) throw unreadable(layer, "its axis is not the last");
  return [{ type: "softmax" }];
}

function concatenate({ layer, settings, inputShapes: [x] }: Reading): readonly Part[] {
  const axis = settings.number(["axis"], -1);
  if (axis !== -1 && axis !== (x?.length ?? 0)) throw unreadable(layer, "its axis is not that of channels");
  return [{ type: "concat" }];
}

/** As Keras does it, which aligns the edges; tfjs writes this layer and cannot run it. */
function resizing({ layer, settings }: Reading): readonly Part[] {
  const mode = settings.text("interpolation", "bilinear");
  if (mode !== "bilinear")
    throw unreadable(layer, `its interpolation is "${mode}"; only "bilinear" is known`);
  if (settings.flag("crop_to_aspect_ratio", false))
    throw unreadable(layer, "it crops to the ratio of its sides");
  const size: Pair = [settings.number(["height"], 0), settings.number(["width"], 0)];
  return [{ type: "resize", params: { to: "size", size, mode, align: "centres" } }];
}

function nothing(): readonly Part[] {
  return [];
}

function dropout({ settings }: Reading): readonly Part[] {
  return [{ type: "dropout", params: { rate: settings.number(["rate"], 0.5) } }];
}

/** What becomes of each layer of Keras. Of layers that only shape training, what they do when the model runs. */
export const kerasLayers: Readonly<Record<string, Reader>> = {
  Conv2D: convolution,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
  Conv2DTranspose: transposed,
  Dense: dense,
  BatchNormalization: batchNorm,
  MaxPooling2D: pool("max-pool"),
  // TensorFlow's mean leaves the padding out.
  AveragePooling2D: pool("avg-pool", { countIncludePad: false }),
  GlobalMaxPooling2D: globalPool("global-max-pool"),
  GlobalAveragePooling2D: globalPool("global-avg-pool"),
  Activation: activationOf,
  ReLU: relu,
  LeakyReLU: ({ settings }) => [
    { type: "leaky-relu", params: { slope: settings.number(["alpha", "negative_slope"], 0.3) } },
  ],
  PReLU: prelu,
  ELU: ({ settings }) => [{ type: "elu", params: { slope: settings.number(["alpha"], 1) } }],
  Softmax: softmax,
  Add: plain("add"),
  Subtract: plain("subtract"),
  Multiply: plain("multiply"),
  Average: ({ inputShapes }) => [
    { type: "add", suffix: "_sum" },
    { type: "scale", params: { factor: 1 / inputShapes.length } },
  ],
  Concatenate: concatenate,
  Flatten: plain("flatten"),
  Dropout: dropout,
  ZeroPadding2D({ settings }) {
    settings.channelsLast();
    return [{ type: "zero-pad", params: { padding: settings.pads("padding") } }];
  },
  Cropping2D({ settings }) {
    settings.channelsLast();
    return [{ type: "trim", params: { margin: settings.pads("cropping") } }];
  },
  UpSampling2D({ settings }) {
    settings.channelsLast();
    const mode = settings.text("interpolation", "nearest");
    return [{ type: "resize", params: { factor: settings.pair("size", [2, 2]), mode, align: "origin" } }];
  },
  Resizing: resizing,
  Rescaling: rescaling,
  Normalization: normalization,
  LayerNormalization: layerNorm,
  ActivityRegularization: nothing,
  SpatialDropout2D: nothing,
  GaussianDropout: nothing,
  GaussianNoise: nothing,
  AlphaDropout: nothing,
};
