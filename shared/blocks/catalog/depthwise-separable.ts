import { defineBlock } from "../define";
import { channels, strideParam, TENSORFLOW_EPSILON } from "../parts";

export default defineBlock({
  id: "depthwise-separable",
  title: "Depthwise separable convolution",
  summary: "MobileNet's unit: depthwise 3×3 and pointwise 1×1, each normalised and rectified.",
  documentation:
    "Instead of one full 3×3 convolution, each channel is filtered by itself and a 1×1 mixes the channels. That costs 1/N + 1/9 of the full one: with 3×3 windows eight to nine times less. Nearly all of what is left is in the 1×1. Unlike Xception's, both halves have batch normalisation and a rectifier.",
  source: "Howard et al., MobileNets, 2017, arXiv 1704.04861, section 3.1 and figure 3",
  keywords: ["mobilenet", "depthwise", "pointwise"],
  params: {
    filters: channels("Filters", "Channels of the 1×1, the output.", 64),
    stride: { ...strideParam, help: "Of the depthwise convolution; 2 halves the map." },
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, stride }) {
    builder.input();
    const depthwise = { stride: [stride, stride], padding: "same", bias: false };
    builder.layer("depthwise", "depthwise-conv2d", depthwise);
    builder.layer("bn1", "batch-norm", { epsilon: TENSORFLOW_EPSILON });
    builder.layer("relu1", "relu");
    builder.layer("pointwise", "conv2d", { filters, kernel: [1, 1], padding: "valid", bias: false });
    builder.layer("bn2", "batch-norm", { epsilon: TENSORFLOW_EPSILON });
    builder.layer("relu2", "relu");
    builder.output();
  },
  caption: ({ filters, stride }) => `dw, 1×1 ${filters}${stride > 1 ? ` /${stride}` : ""}`,
  comparison: {
    title: "A full 3×3 convolution",
    build(builder, { filters, stride }) {
      builder.layer("full", "conv2d", {
        filters,
        stride: [stride, stride],
        padding: "same",
        bias: false,
      });
    },
    ratio: {
      formula: "\\frac{1}{N}+\\frac{1}{D_k^2}",
      filledIn: ({ filters }) => `\\frac{1}{${filters}}+\\frac{1}{3^2}`,
      value: ({ filters }) => 1 / filters + 1 / 9,
    },
  },
  examples: [
    // The first two rows of MobileNet, and the last (zoo-facts section 13).
    { inputs: [[112, 112, 32]], output: [112, 112, 64], parameters: 2528, macs: 29302784 },
    {
      params: { filters: 128, stride: 2 },
      inputs: [[112, 112, 64]],
      output: [56, 56, 128],
      parameters: 9152,
      macs: 27496448,
    },
    {
      params: { filters: 1024 },
      inputs: [[7, 7, 1024]],
      output: [7, 7, 1024],
      parameters: 1061888,
      macs: 51831808,
    },
  ],
});
