import { closeModule, halvingConvs, halvingPool, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-reduction-a",
  title: "Reduction-A",
  summary: "From 35×35 to 17×17: a convolution, a factorised 5×5 and a pool of stride 2 side by side.",
  documentation:
    "A pool before a wide convolution throws features away; one behind it costs too much. Side by side they do neither. Inception-v3, v4 and both Inception-ResNets share this module; they differ only in its four widths k, l, m and n.",
  source:
    "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 7 and table 1; 1512.00567, figure 10 (v3)",
  keywords: ["grid reduction", "downsampling", "inception-v3", "inception-v4", "inception-resnet"],
  params: {
    k: channels("k: 1×1", "1×1 filters in front of the double branch.", 192),
    l: channels("l: 3×3", "Filters of its first 3×3.", 224),
    m: channels("m: 3×3 /2", "Filters of its second 3×3, of stride 2.", 256),
    n: channels("n: 3×3 /2", "Filters of the single 3×3 of stride 2.", 384),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { k, l, m, n }) {
    const input = builder.input();
    closeModule(builder, [
      halvingConvs(builder, input, [["conv3x3", n, THREE]]),
      halvingConvs(builder, input, [
        ["reduce_double", k, ONE],
        ["double_1", l, THREE],
        ["double_2", m, THREE],
      ]),
      halvingPool(builder, input),
    ]);
  },
  caption: ({ m, n }) => `${n} + ${m} /2`,
  examples: [
    // Inception-v4, v3 and both Inception-ResNets (zoo-facts sections 9.4 to 9.7).
    { inputs: [[35, 35, 384]], output: [17, 17, 1024], parameters: 2306112, macs: 1097164800 },
    {
      params: { k: 64, l: 96, m: 96, n: 384 },
      inputs: [[35, 35, 288]],
      output: [17, 17, 768],
      parameters: 1153280,
      macs: 401937408,
    },
    {
      params: { k: 192, l: 192, m: 256, n: 384 },
      inputs: [[35, 35, 256]],
      output: [17, 17, 896],
      parameters: 1710080,
      macs: 850169856,
    },
    {
      params: { k: 256, l: 256, m: 384, n: 384 },
      inputs: [[35, 35, 320]],
      output: [17, 17, 1088],
      parameters: 2664960,
      macs: 1398185984,
    },
  ],
});
