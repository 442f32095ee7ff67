import { closeModule, convs, ONE, projectedPool, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v4-a",
  title: "Inception-A",
  summary: "Inception-v4's module for 35×35 maps: four branches of 96 channels each.",
  documentation:
    "Inception-v4 drops the small differences that partitioning had forced on its ancestors: every module of a size is the same. This one has 3×3 filters only, single and double.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 4",
  keywords: ["inception-v4", "35x35"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 96),
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 3×3.", 64),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch.", 96),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the two 3×3.", 64),
    convDouble: channels("Double #3×3", "Filters of both 3×3 of the double branch.", 96),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 96),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce3x3, conv3x3, reduceDouble, convDouble, poolProj }) {
    const input = builder.input();
    closeModule(builder, [
      projectedPool(builder, input, poolProj),
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce3x3", reduce3x3, ONE],
        ["conv3x3", conv3x3, THREE],
      ]),
      convs(builder, input, [
        ["reduce_double", reduceDouble, ONE],
        ["double_1", convDouble, THREE],
        ["double_2", convDouble, THREE],
      ]),
    ]);
  },
  caption: ({ conv1x1, conv3x3, convDouble, poolProj }) =>
    `${poolProj} + ${conv1x1} + ${conv3x3} + ${convDouble} = ${conv1x1 + conv3x3 + convDouble + poolProj}`,
  examples: [
    // A quarter of the row of zoo-facts section 9.5.
    { inputs: [[35, 35, 384]], output: [35, 35, 384], parameters: 317632, macs: 387609600 },
  ],
});
