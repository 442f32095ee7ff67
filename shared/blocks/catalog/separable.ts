import { boolean } from "../../layers/params";
import { convWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels, TENSORFLOW_EPSILON } from "../parts";

export default defineBlock({
  id: "separable",
  title: "Separable convolution",
  summary: "A depthwise convolution and a 1×1 behind it: space and channels one after the other.",
  documentation:
    "A full convolution maps space and channels at once. Here each channel is filtered by itself, then a 1×1 mixes them, for 1/N + 1/K² of the cost. As in Xception nothing rectifies in between, and batch normalisation comes once, at the end.",
  source: "Chollet, Xception, 2016, arXiv 1610.02357, sections 1.2 and 4.7",
  keywords: ["depthwise", "pointwise", "xception", "sepconv"],
  params: {
    filters: channels("Filters", "Channels of the 1×1, the output.", 128),
    kernel: { ...convWindowParams.kernel, help: "Window of the depthwise convolution." },
    stride: { ...convWindowParams.stride, help: "Of the depthwise convolution." },
    batchNorm: boolean({
      label: "Batch normalisation",
      help: "Behind the 1×1, which then goes without bias.",
      default: true,
    }),
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, kernel, stride, batchNorm }) {
    builder.input();
    builder.layer("depthwise", "depthwise-conv2d", { kernel, stride, padding: "same", bias: false });
    const pointwise = { filters, kernel: [1, 1], padding: "valid", bias: !batchNorm };
    builder.layer("pointwise", "conv2d", pointwise);
    if (batchNorm) builder.layer("bn", "batch-norm", { epsilon: TENSORFLOW_EPSILON });
    builder.output();
  },
  caption: ({ kernel, filters, stride }) =>
    `sep ${kernel.join("×")}, ${filters}${stride[0] > 1 ? ` /${stride[0]}` : ""}`,
  examples: [
    // A third of Xception's middle module (zoo-facts section 12).
    {
      params: { filters: 728 },
      inputs: [[19, 19, 728]],
      output: [19, 19, 728],
      parameters: 537992,
      macs: 193689496,
    },
    {
      params: { filters: 5, stride: [2, 2], batchNorm: false },
      inputs: [[7, 8, 3]],
      output: [4, 4, 5],
      parameters: 47,
      macs: 672,
    },
  ],
});
