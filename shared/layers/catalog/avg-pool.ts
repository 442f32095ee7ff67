import { defineLayer, ONE_INPUT } from "../define";
import { asMap, only } from "../kinds";
import type { ReadNode } from "../node-reader";
import { readPool, readZeroPad } from "../onnx-window-readers";
import { avgPoolNode } from "../onnx-windows";
import { boolean } from "../params";
import { torchAvgPool } from "../torch-window";
import { windowOf } from "../window";
import { inferPool, poolWindowParams, windowCaption } from "../window-params";

export default defineLayer({
  type: "avg-pool",
  title: "Average pooling",
  category: "pooling",
  summary: "Takes the mean of each window.",
  documentation:
    "Shrinks a map channel by channel. At the edge the divisor matters: with padding counted, the window is clipped to the padded map and its zeros weigh in; without, only real pixels are averaged. What reaches past the padding by rounding up is never counted.",
  formula: "y_{i,j,c} = \\frac{1}{n_{i,j}} \\sum_{u,v} x_{s i + u - p,\\; s j + v - p,\\; c}",
  source: "LeCun et al., Gradient-Based Learning Applied to Document Recognition, 1998, section II-B",
  keywords: ["mean", "subsampling", "downsampling"],
  params: {
    ...poolWindowParams,
    countIncludePad: boolean({
      label: "Count padding",
      help: "Whether the zeros of the padding weigh in the mean.",
      default: true,
      advanced: true,
    }),
  },
  inputs: ONE_INPUT,
  infer: (params, [x]) => inferPool("Average pooling", params, x),
  window: (params) => params,
  compute(kit, { params, inputs, inputShapes }) {
    const { kernel, stride, countIncludePad } = params;
    const window = windowOf(params, asMap(only(inputShapes)));
    return kit.avgPool(only(inputs), { kernel, stride, countIncludePad, ...window });
  },
  toOnnx: avgPoolNode,
  torch({ params, inputShapes, outputShape }) {
    const x = asMap(only(inputShapes));
    const { pads } = windowOf(params, x);
    return torchAvgPool({ ...params, pads, x, y: asMap(outputShape) });
  },
  fromOnnx: [
    {
      operator: "AveragePool",
      read(node) {
        const read = readPool(node);
        if (!read) return null;
        const countIncludePad = node.int("count_include_pad", 0) === 1;
        const padding = countIncludePad ? null : paddingBefore(node);
        return padding
          ? {
              params: { ...read.params, padding: padding.pads, countIncludePad: true },
              inputs: [padding.input],
            }
          : { ...read, params: { ...read.params, countIncludePad } };
      },
    },
  ],
  caption: (params) => `avg ${windowCaption(params)}`,
  examples: [
    // GoogLeNet's last pool (zoo-facts section 9.2).
    {
      params: { kernel: [7, 7], stride: [1, 1] },
      inputs: [[7, 7, 8]],
      output: [1, 1, 8],
      parameters: 0,
      macs: 0,
    },
    {
      params: { kernel: [3, 3], padding: [1, 1, 1, 1], countIncludePad: true },
      inputs: [[6, 7, 2]],
      output: [3, 4, 2],
    },
    {
      params: { kernel: [3, 3], padding: [1, 1, 1, 1], countIncludePad: false },
      inputs: [[6, 7, 2]],
      output: [3, 4, 2],
    },
    {
      params: { kernel: [3, 3], padding: [1, 0, 1, 0], rounding: "ceil", countIncludePad: true },
      inputs: [[6, 6, 2]],
      output: [4, 3, 2],
    },
    {
      params: { kernel: [3, 3], padding: [1, 0, 1, 0], rounding: "ceil", countIncludePad: false },
      inputs: [[6, 6, 2]],
      output: [4, 3, 2],
    },
    { params: { kernel: [3, 2], stride: [1, 2], padding: "same" }, inputs: [[5, 6, 3]], output: [5, 3, 3] },
  ],
});

/** Zeros that an operator of its own puts around: how exporters have the padding counted where the runtime did not. */
function paddingBefore(node: ReadNode) {
  const giver = node.giver(0);
  const padded = giver?.operator === "Pad" ? readZeroPad(giver) : null;
  const isBare =
    (node.ints("pads") ?? []).every((pad) => pad === 0) && node.text("auto_pad", "NOTSET") === "NOTSET";
  const [rows = 0, columns = 0] = node.ints("kernel_shape") ?? [];
  // A window that sees zeros alone is none that a pool can have.
  const isWithin = padded?.pads.every((pad, side) => pad < (side % 2 === 0 ? rows : columns));
  return padded?.channels === 0 && isBare && isWithin ? padded : null;
}
