import { convs, ONE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";
import { closeScaledResidual, scaledResidualParams } from "../scaled-residual";

export default defineBlock({
  id: "inception-resnet-c",
  title: "Inception-ResNet-C",
  summary: "A residual module for 8×8 maps with one branch of 1×3 and 3×1.",
  documentation:
    "The last modules before the classifier: a 1×1 branch and a 3×3 factorised into a 1×3 and a 3×1, widened by a linear 1×1, scaled and added to the input. The released network's very last one is added whole and goes without the rectifier.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figures 13 (v1), 19 (v2) and 20 (scaling)",
  keywords: ["block8", "residual scaling", "inception-resnet"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 192),
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 1×3.", 192),
    conv1x3: channels("#1×3", "Filters of the 1×3.", 224),
    conv3x1: channels("#3×1", "Filters of the 3×1.", 256),
    ...scaledResidualParams(2080, 0.2),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce3x3, conv1x3, conv3x1, ...end }) {
    const input = builder.input();
    const branches = [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce3x3", reduce3x3, ONE],
        ["conv1x3", conv1x3, [1, 3]],
        ["conv3x1", conv3x1, [3, 1]],
      ]),
    ];
    closeScaledResidual(builder, input, branches, end);
  },
  caption: ({ filters, scale }) => `to ${filters}, × ${scale}`,
  examples: [
    // A tenth of the row of Inception-ResNet-v2, a fifth of v1's (zoo-facts sections 9.7 and 9.6).
    { inputs: [[8, 8, 2080]], output: [8, 8, 2080], parameters: 2035424, macs: 130023424 },
    {
      params: { conv1x3: 192, conv3x1: 192, filters: 1792 },
      inputs: [[8, 8, 1792]],
      output: [8, 8, 1792],
      parameters: 1600768,
      macs: 102236160,
    },
    { params: { scale: 1, relu: false }, inputs: [[3, 4, 2080]], output: [3, 4, 2080] },
  ],
});
