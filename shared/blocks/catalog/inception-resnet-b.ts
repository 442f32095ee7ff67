import { convs, ONE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";
import { closeScaledResidual, scaledResidualParams } from "../scaled-residual";

export default defineBlock({
  id: "inception-resnet-b",
  title: "Inception-ResNet-B",
  summary: "A residual module for 17×17 maps with one branch of 1×7 and 7×1.",
  documentation:
    "Only two branches are left: a 1×1, and a 7×7 factorised into a 1×7 and a 7×1. A linear 1×1 widens them to the input, and the residual is scaled before it is added.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figures 11 (v1), 17 (v2) and 20 (scaling)",
  keywords: ["block17", "residual scaling", "inception-resnet"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 192),
    reduce7x7: channels("#7×7 reduce", "1×1 filters in front of the 1×7.", 128),
    conv1x7: channels("#1×7", "Filters of the 1×7.", 160),
    conv7x1: channels("#7×1", "Filters of the 7×1.", 192),
    ...scaledResidualParams(1088, 0.1),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce7x7, conv1x7, conv7x1, ...end }) {
    const input = builder.input();
    const branches = [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce7x7", reduce7x7, ONE],
        ["conv1x7", conv1x7, [1, 7]],
        ["conv7x1", conv7x1, [7, 1]],
      ]),
    ];
    closeScaledResidual(builder, input, branches, end);
  },
  caption: ({ filters, scale }) => `to ${filters}, × ${scale}`,
  examples: [
    // A twentieth of the row of Inception-ResNet-v2, a tenth of v1's (zoo-facts sections 9.7 and 9.6).
    { inputs: [[17, 17, 1088]], output: [17, 17, 1088], parameters: 1126784, macs: 324937728 },
    {
      params: { conv1x1: 128, conv1x7: 128, conv7x1: 128, filters: 896 },
      inputs: [[17, 17, 896]],
      output: [17, 17, 896],
      parameters: 690048,
      macs: 198868992,
    },
  ],
});
