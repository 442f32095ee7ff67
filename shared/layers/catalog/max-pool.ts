import { defineLayer, ONE_INPUT } from "../define";
import { asMap, only } from "../kinds";
import { readPool } from "../onnx-window-readers";
import { maxPoolNode } from "../onnx-windows";
import { torchMaxPool } from "../torch-window";
import { windowOf } from "../window";
import { inferPool, poolWindowParams, windowCaption } from "../window-params";

export default defineLayer({
  type: "max-pool",
  title: "Max pooling",
  category: "pooling",
  summary: "Keeps the largest number of each window.",
  documentation:
    "Shrinks a map channel by channel and keeps whether a feature was there, not exactly where. Padding never wins: only pixels of the map count. Caffe rounds the number of windows up, PyTorch and TensorFlow down; the older networks depend on it.",
  formula: "y_{i,j,c} = \\max_{u,v}\\; x_{s i + u - p,\\; s j + v - p,\\; c}",
  source: "Krizhevsky, Sutskever, Hinton, ImageNet Classification, 2012, section 3.4",
  keywords: ["subsampling", "downsampling"],
  params: poolWindowParams,
  inputs: ONE_INPUT,
  infer: (params, [x]) => inferPool("Max pooling", params, x),
  window: (params) => params,
  compute(kit, { params, inputs, inputShapes }) {
    const { kernel, stride } = params;
    return kit.maxPool(only(inputs), { kernel, stride, ...windowOf(params, asMap(only(inputShapes))) });
  },
  toOnnx: maxPoolNode,
  torch({ params, inputShapes, outputShape }) {
    const x = asMap(only(inputShapes));
    const { pads } = windowOf(params, x);
    return torchMaxPool({ ...params, pads, x, y: asMap(outputShape) });
  },
  fromOnnx: [{ operator: "MaxPool", read: readPool }],
  caption: (params) => `max ${windowCaption(params)}`,
  examples: [
    // AlexNet pool1, GoogLeNet's ceil pool, CNN-S conv5's pool (zoo-facts sections 3, 9.2 and 6).
    { params: { kernel: [3, 3] }, inputs: [[55, 55, 96]], output: [27, 27, 96], parameters: 0, macs: 0 },
    { params: { kernel: [3, 3], rounding: "ceil" }, inputs: [[112, 112, 4]], output: [56, 56, 4] },
    {
      params: { kernel: [3, 3], stride: [3, 3], rounding: "ceil" },
      inputs: [[18, 18, 3]],
      output: [6, 6, 3],
    },
    // Ceil with padding: the last window would start behind the map, so it is dropped.
    {
      params: { kernel: [2, 2], padding: [1, 1, 1, 1], rounding: "ceil" },
      inputs: [[5, 4, 2]],
      output: [3, 3, 2],
    },
    {
      params: { kernel: [3, 2], stride: [2, 1], padding: [1, 0, 2, 1] },
      inputs: [[7, 6, 2]],
      output: [4, 6, 2],
    },
    { params: { kernel: [3, 3], stride: [2, 2], padding: "same" }, inputs: [[8, 7, 2]], output: [4, 4, 2] },
    { params: { kernel: [1, 1], stride: [3, 3] }, inputs: [[7, 5, 2]], output: [3, 2, 2] },
  ],
});
