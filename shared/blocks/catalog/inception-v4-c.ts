import { closeModule, convs, ONE, projectedPool } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v4-c",
  title: "Inception-C",
  summary: "Inception-v4's module for 8×8 maps: two branches fork into 1×3 and 3×1.",
  documentation:
    "The last three modules before the classifier. The 3×3 of Inception-v3's second fork is factorised as well, into a 1×3 and a 3×1 that grow wider on the way.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 6",
  keywords: ["inception-v4", "fork", "8x8"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 256),
    reduce: channels("#3×3 reduce", "1×1 filters in front of both forks.", 384),
    double1x3: channels("Double #1×3", "Filters of the 1×3 in front of the second fork.", 448),
    double3x1: channels("Double #3×1", "Filters of the 3×1 behind it.", 512),
    fork: channels("Fork", "Filters of each 1×3 and 3×1 of the forks.", 256),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 256),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, reduce, double1x3, double3x1, fork, poolProj }) {
    const input = builder.input();
    const pool = projectedPool(builder, input, poolProj);
    const one = convs(builder, input, [["conv1x1", conv1x1, ONE]]);
    const reduced = convs(builder, input, [["reduce3x3", reduce, ONE]]);
    const double = convs(builder, input, [
      ["reduce_double", reduce, ONE],
      ["double_1x3", double1x3, [1, 3]],
      ["double_3x1", double3x1, [3, 1]],
    ]);
    closeModule(builder, [
      pool,
      one,
      convs(builder, reduced, [["conv1x3", fork, [1, 3]]]),
      convs(builder, reduced, [["conv3x1", fork, [3, 1]]]),
      convs(builder, double, [["fork_3x1", fork, [3, 1]]]),
      convs(builder, double, [["fork_1x3", fork, [1, 3]]]),
    ]);
  },
  caption: ({ conv1x1, fork, poolProj }) =>
    `${poolProj} + ${conv1x1} + 4 × ${fork} = ${conv1x1 + 4 * fork + poolProj}`,
  examples: [
    // A third of the row of zoo-facts section 9.5.
    { inputs: [[8, 8, 1536]], output: [8, 8, 1536], parameters: 4553088, macs: 290979840 },
  ],
});
