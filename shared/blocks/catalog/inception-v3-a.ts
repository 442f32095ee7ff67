import { closeModule, convs, ONE, projectedPool, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v3-a",
  title: "Inception-v3 A",
  summary: "The module of the 35×35 maps: one branch factorises its 5×5 into two 3×3.",
  documentation:
    "Where the map is still large, filters stay small and square. One branch keeps a true 5×5 behind a narrow reduction, another sees as far through two 3×3. Only the projection behind the pool differs between the three modules.",
  source: "Szegedy et al., Rethinking the Inception Architecture, 2015, arXiv 1512.00567, figure 5",
  keywords: ["mixed_5b", "inception-resnet", "35x35"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 64),
    reduce5x5: channels("#5×5 reduce", "1×1 filters in front of the 5×5.", 48),
    conv5x5: channels("#5×5", "Filters of the 5×5 branch.", 64),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the two 3×3.", 64),
    convDouble: channels("Double #3×3", "Filters of both 3×3 of the double branch.", 96),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 32),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce5x5, conv5x5, reduceDouble, convDouble, poolProj }) {
    const input = builder.input();
    closeModule(builder, [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce5x5", reduce5x5, ONE],
        ["conv5x5", conv5x5, [5, 5]],
      ]),
      convs(builder, input, [
        ["reduce_double", reduceDouble, ONE],
        ["double_1", convDouble, THREE],
        ["double_2", convDouble, THREE],
      ]),
      projectedPool(builder, input, poolProj),
    ]);
  },
  caption: ({ conv1x1, conv5x5, convDouble, poolProj }) =>
    `${conv1x1} + ${conv5x5} + ${convDouble} + ${poolProj} = ${conv1x1 + conv5x5 + convDouble + poolProj}`,
  examples: [
    // The first and the third of Inception-v3, and Mixed_5b of Inception-ResNet-v2 (zoo-facts sections 9.4 and 9.7).
    { inputs: [[35, 35, 192]], output: [35, 35, 256], parameters: 255904, macs: 312345600 },
    {
      params: { poolProj: 64 },
      inputs: [[35, 35, 288]],
      output: [35, 35, 288],
      parameters: 285152,
      macs: 348096000,
    },
    {
      params: { conv1x1: 96, poolProj: 64 },
      inputs: [[35, 35, 192]],
      output: [35, 35, 320],
      parameters: 268320,
      macs: 327398400,
    },
  ],
});
