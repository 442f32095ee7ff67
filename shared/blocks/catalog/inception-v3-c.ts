import { closeModule, convs, ONE, projectedPool, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v3-c",
  title: "Inception-v3 C",
  summary: "The module of the 8×8 maps: branches end in a fork of 1×3 and 3×1.",
  documentation:
    "Near the end the network needs many different features rather than large windows. Two branches fork: a 1×3 and a 3×1 read the same map side by side, and both results are kept.",
  source: "Szegedy et al., Rethinking the Inception Architecture, 2015, arXiv 1512.00567, figure 7",
  keywords: ["expanded filter bank", "fork", "1x3", "8x8"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 320),
    reduce: channels("#3×3 reduce", "1×1 filters in front of the first fork.", 384),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the 3×3 of the second fork.", 448),
    fork: channels("Fork", "Filters of the 3×3, and of each 1×3 and 3×1.", 384),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 192),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce, reduceDouble, fork, poolProj }) {
    const input = builder.input();
    const one = convs(builder, input, [["conv1x1", conv1x1, ONE]]);
    const reduced = convs(builder, input, [["reduce3x3", reduce, ONE]]);
    const double = convs(builder, input, [
      ["reduce_double", reduceDouble, ONE],
      ["double_3x3", fork, THREE],
    ]);
    closeModule(builder, [
      one,
      convs(builder, reduced, [["conv1x3", fork, [1, 3]]]),
      convs(builder, reduced, [["conv3x1", fork, [3, 1]]]),
      convs(builder, double, [["double_1x3", fork, [1, 3]]]),
      convs(builder, double, [["double_3x1", fork, [3, 1]]]),
      projectedPool(builder, input, poolProj),
    ]);
  },
  caption: ({ conv1x1, fork, poolProj }) =>
    `${conv1x1} + 4 × ${fork} + ${poolProj} = ${conv1x1 + 4 * fork + poolProj}`,
  examples: [
    // Both of Inception-v3 (zoo-facts section 9.4).
    { inputs: [[8, 8, 1280]], output: [8, 8, 2048], parameters: 5044608, macs: 322437120 },
    { inputs: [[8, 8, 2048]], output: [8, 8, 2048], parameters: 6076800, macs: 388497408 },
  ],
});
