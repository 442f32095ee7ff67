import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { asMap, needsMap, only } from "../kinds";
import { beginsAndEnds } from "../node-kit";
import { pairOf } from "../node-reader";
import { readConv } from "../onnx-window-readers";
import { transposedExtra } from "../onnx-windows";
import { choice, integer, pair } from "../params";
import { isMap } from "../shape";
import { torchTransposed } from "../torch-window";
import { resolveTransposed } from "../transposed-window";
import type { Padding } from "../window";
import { biasParam, convWindowParams, strideCaption } from "../window-params";

export default defineLayer({
  type: "conv-transpose2d",
  title: "Transposed convolution",
  category: "convolution",
  summary: "Runs a convolution backwards: every pixel writes a whole kernel, so the map grows.",
  documentation:
    "A convolution of stride 2 halves a map; its transpose doubles it. Each input pixel stamps the kernel, weighted by its value, onto the output, and overlapping stamps add up. With bilinear weights it is the usual smooth enlargement, one channel at a time, and training may improve on it. Often called a deconvolution, though it undoes nothing.",
  formula: "y_{s i + u - p,\\; s j + v - p,\\; o} \\mathrel{+}= \\sum_{c} w_{c,o,u,v}\\; x_{i,j,c}",
  source:
    "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038, section 3.3; Dumoulin, Visin, 2016, arXiv 1603.07285",
  keywords: ["deconvolution", "upsampling", "upscore", "fractionally strided"],
  params: {
    filters: integer({ label: "Filters", help: "Output channels.", default: 64, min: 1, max: 65536 }),
    kernel: { ...convWindowParams.kernel, default: [4, 4] },
    stride: { ...convWindowParams.stride, help: "How many times larger the map gets.", default: [2, 2] },
    padding: {
      ...convWindowParams.padding,
      help: "Pixels cut off the output: top, right, bottom, left.",
    },
    outputPadding: pair({
      label: "Output padding",
      help: "Rows and columns added at the bottom and right. Smaller than the stride.",
      unit: "px",
      default: [0, 0],
      min: 0,
      max: 63,
      advanced: true,
    }),
    groups: integer({
      label: "Groups",
      help: "Independent convolutions over equal shares of the channels.",
      default: 1,
      min: 1,
      max: 65536,
      advanced: true,
    }),
    bias: biasParam,
    initialiser: choice({
      label: "Initial weights",
      help: "Random, or bilinear enlargement of each channel by itself.",
      default: "he-normal",
      options: [
        { value: "he-normal", label: "Random (He)" },
        { value: "bilinear", label: "Bilinear" },
      ],
    }),
  },
  widthParam: "filters",
  inputs: ONE_INPUT,
  infer(params, [x]) {
    if (!x || !isMap(x)) return err(needsMap("A transposed convolution", x));
    const { groups, filters } = params;
    if (x[2] % groups !== 0 || filters % groups !== 0) {
      return err(
        fault(
          `${groups} groups do not divide ${x[2]} input channels and ${filters} filters evenly.`,
          `channels and filters that are multiples of ${groups}`,
          `${x[2]} channels, ${filters} filters`,
          { label: "Use 1 group", params: { groups: 1 } },
        ),
      );
    }
    const window = resolveTransposed(params, x);
    return window.ok ? ok([...window.value.output, filters] as const) : window;
  },
  weights({ filters, kernel, groups, bias, initialiser }, inputs) {
    const shape = [asMap(only(inputs))[2], filters / groups, ...kernel];
    const weight = { name: "weight", shape, initialiser, trainable: true } as const;
    const added = { name: "bias", shape: [filters], initialiser: "zeros", trainable: true } as const;
    return bias ? [weight, added] : [weight];
  },
  // Every input pixel writes its whole kernel, what is cut off included.
  macs({ filters, kernel, groups }, inputs) {
    const [height, width, channels] = asMap(only(inputs));
    return height * width * kernel[0] * kernel[1] * channels * (filters / groups);
  },
  window({ kernel, stride, padding }) {
    if (stride[0] > 1 || stride[1] > 1) return "varying";
    return { kernel, stride, padding: mirrored(padding, kernel) };
  },
  compute(kit, { params, inputs, weight, inputShapes }) {
    const resolved = resolveTransposed(params, asMap(only(inputShapes)));
    if (!resolved.ok) throw new Error(resolved.error.message);
    const { stride, groups } = params;
    const y = kit.convTranspose2d(only(inputs), weight("weight"), { stride, groups, ...resolved.value });
    return params.bias ? kit.addBias(y, weight("bias")) : y;
  },
  toOnnx(kit, { params, inputs, weight, inputShapes, outputShape }) {
    const [rows, columns] = asMap(only(inputShapes));
    const [height, width] = asMap(outputShape);
    const resolved = resolveTransposed(params, asMap(only(inputShapes)));
    if (!resolved.ok) throw new Error(resolved.error.message);
    const { kernel, stride, groups } = params;
    const { pads } = resolved.value;
    const bias = params.bias ? [weight("bias")] : [];
    return kit.node("ConvTranspose", [only(inputs), weight("weight"), ...bias], {
      kernel_shape: kernel,
      strides: stride,
      pads: beginsAndEnds(pads),
      output_padding: transposedExtra([rows, columns], [height, width], { kernel, stride, pads }),
      group: groups,
    });
  },
  torch({ params, inputShapes, outputShape }) {
    const resolved = resolveTransposed(params, asMap(only(inputShapes)));
    if (!resolved.ok) throw new Error(resolved.error.message);
    const sizes = { x: asMap(only(inputShapes)), y: asMap(outputShape) };
    return torchTransposed({ ...params, ...sizes, pads: resolved.value.pads });
  },
  fromOnnx: [
    {
      operator: "ConvTranspose",
      read(node) {
        const read = readConv(node);
        const outputPadding = pairOf(node.ints("output_padding"), [0, 0]);
        const isPlain = read?.params.dilation.every((apart) => apart === 1) && !node.ints("output_shape");
        // What the rules of old files pad is another thing here than for a convolution.
        const isRuled =
          typeof read?.params.padding === "string" || node.text("auto_pad", "NOTSET") !== "NOTSET";
        if (!read || !outputPadding || !isPlain || isRuled) return null;
        const { kernel, stride, padding: pads, bias } = read.params;
        const filters = (read.kernel.shape[1] as number) * read.groups;
        const params = { filters, kernel, stride, padding: pads, outputPadding, groups: read.groups, bias };
        return { params, inputs: [read.input], weights: read.weights };
      },
    },
  ],
  caption: ({ kernel, filters, stride, groups }) =>
    `${kernel.join("×")}, ${filters}${strideCaption(stride).replace("/", "×")}${groups > 1 ? ` g${groups}` : ""}`,
  examples: [
    // FCN-32s and FCN-8s on 500×500 pixels (zoo-facts section 15); 1,806,336 and 441 × 16 weights.
    {
      params: {
        filters: 21,
        kernel: [64, 64],
        stride: [32, 32],
        padding: "valid",
        bias: false,
        initialiser: "bilinear",
      },
      inputs: [[16, 16, 21]],
      output: [544, 544, 21],
      parameters: 1806336,
      macs: 462422016,
    },
    {
      params: { filters: 21, padding: "valid", bias: false },
      inputs: [[16, 16, 21]],
      output: [34, 34, 21],
      parameters: 7056,
      macs: 1806336,
    },
    { params: { filters: 3 }, inputs: [[4, 5, 2]], output: [8, 10, 3], parameters: 99 },
    {
      params: { filters: 4, kernel: [3, 2], stride: [2, 3], padding: [1, 0, 0, 1], outputPadding: [1, 2] },
      inputs: [[3, 4, 2]],
      output: [7, 12, 4],
    },
    {
      params: { filters: 6, kernel: [3, 3], padding: "same", groups: 2, bias: false },
      inputs: [[5, 3, 4]],
      output: [10, 6, 6],
      parameters: 108,
      macs: 1620,
    },
    {
      params: { filters: 2, kernel: [1, 2], stride: [3, 3], padding: "same" },
      inputs: [[3, 3, 2]],
      output: [9, 9, 2],
    },
    {
      params: { filters: 3, kernel: [3, 2], stride: [1, 1], padding: [1, 1, 0, 0] },
      inputs: [[5, 6, 2]],
      output: [6, 6, 3],
    },
  ],
});

/** At stride 1 the transpose is a plain convolution with the kernel turned around. */
function mirrored(padding: Padding, kernel: readonly [number, number]): Padding {
  if (padding === "same") return "same";
  const [top, right, bottom, left] = padding === "valid" ? [0, 0, 0, 0] : padding;
  const [rows, columns] = [kernel[0] - 1, kernel[1] - 1];
  return [rows - top, columns - right, rows - bottom, columns - left];
}
