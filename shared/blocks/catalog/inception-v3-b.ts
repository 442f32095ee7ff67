import { closeModule, convs, ONE, projectedPool } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v3-b",
  title: "Inception-v3 B",
  summary: "The module of the 17×17 maps: 7×7 filters factorised into 1×7 and 7×1.",
  documentation:
    "A 1×7 followed by a 7×1 sees 7×7 pixels at 14/49 of the cost. One branch does so once, another twice. It pays on maps of middling size; on large ones it did not work well.",
  source: "Szegedy et al., Rethinking the Inception Architecture, 2015, arXiv 1512.00567, figure 6",
  keywords: ["asymmetric", "factorised", "1x7", "17x17"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 192),
    c7: channels("#7×7 inner", "Filters inside both 7×7 branches.", 128),
    conv7x7: channels("#7×7", "Filters that end both 7×7 branches.", 192),
    poolProj: channels("Pool proj", "1×1 filters behind the average pool.", 192),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { conv1x1, c7, conv7x7, poolProj }) {
    const input = builder.input();
    closeModule(builder, [
      convs(builder, input, [["conv1x1", conv1x1, ONE]]),
      convs(builder, input, [
        ["reduce7x7", c7, ONE],
        ["conv1x7", c7, [1, 7]],
        ["conv7x1", conv7x7, [7, 1]],
      ]),
      convs(builder, input, [
        ["reduce_double", c7, ONE],
        ["double_7x1_1", c7, [7, 1]],
        ["double_1x7_1", c7, [1, 7]],
        ["double_7x1_2", c7, [7, 1]],
        ["double_1x7_2", conv7x7, [1, 7]],
      ]),
      projectedPool(builder, input, poolProj),
    ]);
  },
  caption: ({ c7, conv1x1, conv7x7, poolProj }) => `7×7 by ${c7}, ${conv1x1 + 2 * conv7x7 + poolProj}`,
  examples: [
    // The first and the last of Inception-v3 (zoo-facts section 9.4).
    { inputs: [[17, 17, 768]], output: [17, 17, 768], parameters: 1297408, macs: 374063104 },
    {
      params: { c7: 192 },
      inputs: [[17, 17, 768]],
      output: [17, 17, 768],
      parameters: 2141952,
      macs: 617914368,
    },
  ],
});
