import { closeModule, convs, ONE, projectedPool } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v4-b",
  title: "Inception-B",
  summary: "Inception-v4's module for 17×17 maps: 7×7 filters factorised into 1×7 and 7×1.",
  documentation:
    "As in Inception-v3, but wider and the same seven times over. The channels grow along each branch, so that the costly 1×7 and 7×1 run where there are few.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 5",
  keywords: ["inception-v4", "1x7", "17x17"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 384),
    reduce7x7: channels("#7×7 reduce", "1×1 filters in front of both 7×7 branches.", 192),
    inner7x7: channels("#7×7 inner", "Filters inside both 7×7 branches.", 224),
    conv7x7: channels("#7×7", "Filters that end both 7×7 branches.", 256),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 128),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce7x7, inner7x7, conv7x7, poolProj }) {
    const input = builder.input();
    closeModule(builder, [
      projectedPool(builder, input, poolProj),
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce7x7", reduce7x7, ONE],
        ["conv1x7", inner7x7, [1, 7]],
        ["conv7x1", conv7x7, [7, 1]],
      ]),
      convs(builder, input, [
        ["reduce_double", reduce7x7, ONE],
        ["double_1x7_1", reduce7x7, [1, 7]],
        ["double_7x1_1", inner7x7, [7, 1]],
        ["double_1x7_2", inner7x7, [1, 7]],
        ["double_7x1_2", conv7x7, [7, 1]],
      ]),
    ]);
  },
  caption: ({ conv1x1, conv7x7, poolProj }) =>
    `${poolProj} + ${conv1x1} + 2 × ${conv7x7} = ${poolProj + conv1x1 + 2 * conv7x7}`,
  examples: [
    // A seventh of the row of zoo-facts section 9.5.
    { inputs: [[17, 17, 1024]], output: [17, 17, 1024], parameters: 2936256, macs: 847264768 },
  ],
});
