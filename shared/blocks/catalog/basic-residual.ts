import { defineBlock } from "../define";
import { channels, shortcutParam, strideParam } from "../parts";
import { closeResidual } from "../residual";

export default defineBlock({
  id: "basic-residual",
  title: "Residual unit",
  summary: "Two 3×3 convolutions learn what to add to their own input.",
  documentation:
    "Instead of the whole mapping H(x) the layers learn the residual F(x) = H(x) - x, and the input is added back. Where doing nothing is best, the weights only have to go to zero, so that a deeper network is never harder to train than a shallow one. Without its shortcut the unit is a piece of a plain network.",
  source:
    "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, figures 2 and 5 (left)",
  keywords: ["resnet", "skip", "shortcut", "plain"],
  params: {
    filters: channels("Filters", "Channels of both convolutions.", 64),
    stride: strideParam,
    shortcut: shortcutParam,
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, stride, shortcut }) {
    const input = builder.input();
    const steps = [stride, stride];
    builder.layer("conv1", "conv2d", { filters, stride: steps, bias: false });
    builder.layer("bn1", "batch-norm");
    builder.layer("relu1", "relu");
    builder.layer("conv2", "conv2d", { filters, bias: false });
    builder.layer("bn2", "batch-norm");
    closeResidual(builder, input, { kind: shortcut, filters, stride }, "relu2");
  },
  caption: ({ filters, stride }) => `3×3, ${filters}${stride > 1 ? ` /${stride}` : ""}`,
  examples: [
    // The two kinds of unit in ResNet-34's first two stages; counts by hand from the widths.
    { inputs: [[56, 56, 64]], output: [56, 56, 64], parameters: 73984, macs: 231211008 },
    {
      params: { filters: 128, stride: 2, shortcut: "projection" },
      inputs: [[56, 56, 64]],
      output: [28, 28, 128],
      parameters: 230144,
      macs: 179830784,
    },
    {
      params: { filters: 32, stride: 2, shortcut: "padded" },
      inputs: [[32, 32, 16]],
      output: [16, 16, 32],
      parameters: 13952,
      macs: 3538944,
    },
    {
      params: { filters: 32, stride: 2, shortcut: "none" },
      inputs: [[33, 31, 16]],
      output: [17, 16, 32],
      parameters: 13952,
    },
  ],
});
