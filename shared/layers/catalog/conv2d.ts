import { type Fault, type Fix, fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { isDepthwise, readConv } from "../onnx-window-readers";
import { convNode } from "../onnx-windows";
import { integer } from "../params";
import { isMap } from "../shape";
import { torchConvolution } from "../torch-window";
import { resolveWindow, windowOf } from "../window";
import { biasParam, convWindowParams, strideCaption } from "../window-params";

export default defineLayer({
  type: "conv2d",
  title: "Convolution",
  category: "convolution",
  summary: "Slides learned filters over the map; each filter makes one output channel.",
  documentation:
    "Every output pixel is the weighted sum of a kernel-sized window over all input channels of its group. Stride skips positions, dilation spreads the window, groups split the channels into independent convolutions (AlexNet's two GPUs, ResNeXt's cardinality).",
  formula: "y_{i,j,o} = b_o + \\sum_{u,v,c} w_{o,c,u,v}\\; x_{s i + d u - p,\\; s j + d v - p,\\; c}",
  source: "LeCun et al., Gradient-Based Learning Applied to Document Recognition, 1998, section II-A",
  keywords: ["conv", "filter", "kernel", "grouped"],
  params: {
    filters: integer({ label: "Filters", help: "Output channels.", default: 64, min: 1, max: 65536 }),
    ...convWindowParams,
    groups: integer({
      label: "Groups",
      help: "Independent convolutions over equal shares of the channels (cardinality).",
      default: 1,
      min: 1,
      max: 65536,
    }),
    bias: biasParam,
  },
  widthParam: "filters",
  inputs: ONE_INPUT,
  infer(params, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A convolution", x));
    const channels = x[2];
    if (channels % params.groups !== 0 || params.filters % params.groups !== 0) {
      return err(indivisible(channels, params.filters, params.groups));
    }
    const window = resolveWindow(params, x);
    return window.ok ? ok([...window.value.output, params.filters] as const) : window;
  },
  weights(params, [x]) {
    const inputs = asMap(x)[2] / params.groups;
    const kernel = {
      name: "weight",
      shape: [params.filters, inputs, ...params.kernel],
      initialiser: "he-normal",
      trainable: true,
    } as const;
    const bias = { name: "bias", shape: [params.filters], initialiser: "zeros", trainable: true } as const;
    return params.bias ? [kernel, bias] : [kernel];
  },
  macs(params, [x], output) {
    const [height, width, filters] = asMap(output);
    const window = params.kernel[0] * params.kernel[1] * (asMap(x)[2] / params.groups);
    return window * height * width * filters;
  },
  window: (params) => params,
  compute(kit, { params, inputs, weight, inputShapes }) {
    const { pads } = windowOf(params, asMap(only(inputShapes)));
    const y = kit.conv2d(only(inputs), weight("weight"), { ...params, pads });
    return params.bias ? kit.addBias(y, weight("bias")) : y;
  },
  toOnnx: (kit, context) => convNode(kit, context, context.params.groups),
  torch({ params, inputShapes }) {
    const x = asMap(only(inputShapes));
    const { pads } = windowOf(params, x);
    return torchConvolution({ ...params, pads, channels: x[2] });
  },
  fromOnnx: ["Conv", "Add"].map((operator) => ({
    operator,
    read(node) {
      const read = readConv(node);
      if (!read || isDepthwise(read)) return null;
      const { params, input, kernel, groups, weights } = read;
      return {
        params: { ...params, groups, filters: kernel.shape[0] as number },
        inputs: [input],
        weights,
      };
    },
  })),
  caption: (params) =>
    `${params.kernel.join("×")}, ${params.filters}${strideCaption(params.stride)}${params.groups > 1 ? ` g${params.groups}` : ""}`,
  examples: [
    // AlexNet conv1 and conv2 (Krizhevsky et al. 2012, section 3.5).
    {
      params: { filters: 96, kernel: [11, 11], stride: [4, 4], padding: "valid" },
      inputs: [[227, 227, 3]],
      output: [55, 55, 96],
      parameters: 34944,
      macs: 105415200,
    },
    {
      params: { filters: 256, kernel: [5, 5], padding: [2, 2, 2, 2], groups: 2 },
      inputs: [[27, 27, 96]],
      output: [27, 27, 256],
      parameters: 307456,
      macs: 223948800,
    },
    {
      params: { filters: 5, kernel: [3, 2], stride: [2, 1], padding: [1, 0, 2, 1], bias: false },
      inputs: [[7, 6, 3]],
      output: [4, 6, 5],
    },
    { params: { filters: 4, dilation: [2, 2], padding: "same" }, inputs: [[9, 8, 2]], output: [9, 8, 4] },
    {
      params: { filters: 6, kernel: [3, 3], stride: [2, 2], padding: "same", groups: 3 },
      inputs: [[8, 7, 6]],
      output: [4, 4, 6],
    },
    {
      params: { filters: 8, kernel: [1, 1], padding: "valid", bias: false },
      inputs: [[5, 5, 4]],
      output: [5, 5, 8],
      parameters: 32,
      macs: 800,
    },
  ],
});

function indivisible(channels: number, filters: number, groups: number): Fault {
  const fitting = greatestCommonDivisor(groups, greatestCommonDivisor(channels, filters));
  const rounded = Math.max(groups, Math.round(filters / groups) * groups);
  const fixes: Fix[] = [
    { label: `Use ${fitting} ${fitting === 1 ? "group" : "groups"}`, params: { groups: fitting } },
  ];
  if (channels % groups === 0) fixes.push({ label: `Use ${rounded} filters`, params: { filters: rounded } });
  return fault(
    `${groups} groups do not divide ${channels} input channels and ${filters} filters evenly.`,
    `channels and filters that are multiples of ${groups}`,
    `${channels} channels, ${filters} filters`,
    ...fixes,
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
