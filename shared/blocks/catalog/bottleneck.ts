import { integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels, shortcutParam, strideParam, stridePlaceParam } from "../parts";
import { closeResidual } from "../residual";

export default defineBlock({
  id: "bottleneck",
  title: "Bottleneck unit",
  summary: "A residual unit that narrows the map by 1×1, works on it by 3×3, and widens it again.",
  documentation:
    "The 3×3 convolution sees a quarter of the channels, so that a unit of 256 channels costs no more than a basic one of 64; that is what makes 50 and more layers affordable. With the 3×3 split into groups (cardinality) it is the unit of ResNeXt.",
  source: "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, figure 5 (right)",
  keywords: ["resnet", "resnext", "cardinality", "skip", "shortcut"],
  params: {
    width: channels("Width", "Channels of the first 1×1 and of the 3×3.", 64),
    filters: channels(
      "Filters",
      "Channels of the last 1×1, the output: four times the width in ResNet.",
      256,
    ),
    stride: strideParam,
    shortcut: shortcutParam,
    stridePlace: stridePlaceParam,
    groups: integer({
      label: "Cardinality",
      help: "Groups of the 3×3 convolution: 32 in ResNeXt 32×4d.",
      default: 1,
      min: 1,
      max: 65536,
      advanced: true,
    }),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { width, filters, stride, shortcut, stridePlace, groups }) {
    const input = builder.input();
    const early = stridePlace === "1x1" ? stride : 1;
    const late = stridePlace === "1x1" ? 1 : stride;
    const pointwise = { kernel: [1, 1], padding: [0, 0, 0, 0], bias: false };
    builder.layer("conv1", "conv2d", { ...pointwise, filters: width, stride: [early, early] });
    builder.layer("bn1", "batch-norm");
    builder.layer("relu1", "relu");
    builder.layer("conv2", "conv2d", { filters: width, stride: [late, late], groups, bias: false });
    builder.layer("bn2", "batch-norm");
    builder.layer("relu2", "relu");
    builder.layer("conv3", "conv2d", { ...pointwise, filters });
    builder.layer("bn3", "batch-norm");
    closeResidual(builder, input, { kind: shortcut, filters, stride }, "relu3");
  },
  caption: ({ width, filters, stride, groups }) =>
    `${width}-${width}-${filters}${stride > 1 ? ` /${stride}` : ""}${groups > 1 ? ` g${groups}` : ""}`,
  examples: [
    // One unit of ResNet-50 and of ResNeXt-50: 69,632 and 70,144 weights (zoo-facts section 11), and 768 or 1,024 of BN.
    { inputs: [[56, 56, 256]], output: [56, 56, 256], parameters: 70400, macs: 218365952 },
    {
      params: { width: 128, groups: 32 },
      inputs: [[56, 56, 256]],
      output: [56, 56, 256],
      parameters: 71168,
      macs: 219971584,
    },
    // ResNet-50 conv3_x, first unit, in both places of the stride; counts by hand from the widths.
    {
      params: { width: 128, filters: 512, stride: 2, shortcut: "projection" },
      inputs: [[56, 56, 256]],
      output: [28, 28, 512],
      parameters: 379392,
      macs: 372506624,
    },
    {
      params: { width: 128, filters: 512, stride: 2, shortcut: "projection", stridePlace: "1x1" },
      inputs: [[56, 56, 256]],
      output: [28, 28, 512],
      parameters: 379392,
      macs: 295436288,
    },
    {
      params: { width: 4, filters: 16, shortcut: "padded" },
      inputs: [[5, 6, 3]],
      output: [5, 6, 16],
    },
  ],
});
