import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { isDepthwise, readConv } from "../onnx-window-readers";
import { convNode } from "../onnx-windows";
import { integer } from "../params";
import { isMap } from "../shape";
import { torchConvolution } from "../torch-window";
import { resolveWindow, windowOf } from "../window";
import { biasParam, convWindowParams, windowCaption } from "../window-params";

export default defineLayer({
  type: "depthwise-conv2d",
  title: "Depthwise convolution",
  category: "convolution",
  summary: "Filters each channel by itself, without mixing channels.",
  documentation:
    "A convolution with as many groups as input channels. Each channel gets `multiplier` filters of its own; a 1×1 convolution behind it mixes them. Together they cost 1/N + 1/K² of a full K×K convolution with N filters, which is what MobileNet and Xception build on.",
  formula: "y_{i,j,mc+k} = b_{mc+k} + \\sum_{u,v} w_{mc+k,u,v}\\; x_{s i + d u - p,\\; s j + d v - p,\\; c}",
  source: "Howard et al., MobileNets, 2017, arXiv 1704.04861, section 3.1",
  keywords: ["separable", "mobilenet", "xception"],
  params: {
    multiplier: integer({
      label: "Multiplier",
      help: "Filters per input channel; the output has this many times the channels.",
      default: 1,
      min: 1,
      max: 64,
    }),
    ...convWindowParams,
    bias: biasParam,
  },
  inputs: ONE_INPUT,
  infer(params, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A depthwise convolution", x));
    const window = resolveWindow(params, x);
    return window.ok ? ok([...window.value.output, x[2] * params.multiplier] as const) : window;
  },
  weights(params, [x]) {
    const filters = asMap(x)[2] * params.multiplier;
    const kernel = {
      name: "weight",
      shape: [filters, 1, ...params.kernel],
      initialiser: "he-normal",
      trainable: true,
    } as const;
    const bias = { name: "bias", shape: [filters], initialiser: "zeros", trainable: true } as const;
    return params.bias ? [kernel, bias] : [kernel];
  },
  macs(params, _inputs, output) {
    const [height, width, channels] = asMap(output);
    return params.kernel[0] * params.kernel[1] * height * width * channels;
  },
  window: (params) => params,
  compute(kit, { params, inputs, weight, inputShapes }) {
    const shape = asMap(only(inputShapes));
    const { stride, dilation } = params;
    const { pads } = windowOf(params, shape);
    const y = kit.conv2d(only(inputs), weight("weight"), { stride, pads, dilation, groups: shape[2] });
    return params.bias ? kit.addBias(y, weight("bias")) : y;
  },
  toOnnx: (kit, context) => convNode(kit, context, asMap(only(context.inputShapes))[2]),
  torch({ params, inputShapes }) {
    const x = asMap(only(inputShapes));
    const { pads } = windowOf(params, x);
    const [, , channels] = x;
    return torchConvolution({
      ...params,
      pads,
      channels,
      groups: channels,
      filters: channels * params.multiplier,
    });
  },
  fromOnnx: ["Conv", "Add"].map((operator) => ({
    operator,
    read(node) {
      const read = readConv(node);
      if (!read || !isDepthwise(read)) return null;
      const { params, input, kernel, weights } = read;
      const multiplier = (kernel.shape[0] as number) / input.shape[2];
      return { params: { ...params, multiplier }, inputs: [input], weights };
    },
  })),
  caption: (params) =>
    params.multiplier === 1 ? windowCaption(params) : `${windowCaption(params)} ×${params.multiplier}`,
  examples: [
    // MobileNet's first depthwise layer without bias: 3·3·32 weights (zoo-facts section 13).
    {
      params: { bias: false },
      inputs: [[112, 112, 32]],
      output: [112, 112, 32],
      parameters: 288,
      macs: 3612672,
    },
    {
      params: { multiplier: 2, stride: [2, 2], padding: "same" },
      inputs: [[7, 8, 3]],
      output: [4, 4, 6],
      parameters: 60,
      macs: 864,
    },
    {
      params: { kernel: [3, 2], padding: [2, 0, 1, 3], dilation: [2, 3], bias: false },
      inputs: [[6, 5, 4]],
      output: [5, 5, 4],
    },
  ],
});
