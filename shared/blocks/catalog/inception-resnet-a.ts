import { convs, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";
import { closeScaledResidual, scaledResidualParams } from "../scaled-residual";

export default defineBlock({
  id: "inception-resnet-a",
  title: "Inception-ResNet-A",
  summary: "A slim inception module whose scaled output is added to its input, for 35×35 maps.",
  documentation:
    "The concatenation is followed by a linear 1×1 convolution that brings it to the width of the input, so that the two can be added. The module itself can then be cheaper than a pure one. The residual is scaled down before the sum, which keeps wide networks from dying early in training. Only ordinary convolutions are normalised, not the sums.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figures 10 (v1), 16 (v2) and 20 (scaling)",
  keywords: ["block35", "residual scaling", "inception-resnet"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 32),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch and of the 1×1 in front of it.", 32),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the two 3×3.", 32),
    double1: channels("Double #3×3, first", "Filters of the first 3×3 of the double branch.", 48),
    double2: channels("Double #3×3, second", "Filters of the second 3×3.", 64),
    ...scaledResidualParams(320, 0.17),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, conv3x3, reduceDouble, double1, double2, ...end }) {
    const input = builder.input();
    const branches = [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce3x3", conv3x3, ONE],
        ["conv3x3", conv3x3, THREE],
      ]),
      convs(builder, input, [
        ["reduce_double", reduceDouble, ONE],
        ["double_1", double1, THREE],
        ["double_2", double2, THREE],
      ]),
    ];
    closeScaledResidual(builder, input, branches, end);
  },
  caption: ({ filters, scale }) => `to ${filters}, × ${scale}`,
  examples: [
    // A tenth of the row of Inception-ResNet-v2, a fifth of v1's (zoo-facts sections 9.7 and 9.6).
    { inputs: [[35, 35, 320]], output: [35, 35, 320], parameters: 123168, macs: 149900800 },
    {
      params: { double1: 32, double2: 32, filters: 256 },
      inputs: [[35, 35, 256]],
      output: [35, 35, 256],
      parameters: 77440,
      macs: 94080000,
    },
  ],
});
