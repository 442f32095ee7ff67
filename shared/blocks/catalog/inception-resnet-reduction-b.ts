import { closeModule, halvingConvs, halvingPool, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-resnet-reduction-b",
  title: "Inception-ResNet Reduction-B",
  summary: "From 17×17 to 8×8 by three branches of 3×3 convolutions and a pool.",
  documentation:
    "The second reduction of the Inception-ResNets. Each branch reduces the channels first; two halve the map at once, one after another 3×3. The pool passes all channels on.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figures 12 (v1) and 18 (v2)",
  keywords: ["grid reduction", "downsampling", "inception-resnet"],
  params: {
    reduce: channels("#1×1 reduce", "1×1 filters in front of every branch.", 256),
    first: channels("#3×3, first", "Filters of the first branch.", 384),
    second: channels("#3×3, second", "Filters of the second branch.", 288),
    double1: channels("Double #3×3, first", "Filters of the third branch's 3×3 of stride 1.", 288),
    double2: channels("Double #3×3, second", "Filters of its 3×3 of stride 2.", 320),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { reduce, first, second, double1, double2 }) {
    const input = builder.input();
    closeModule(builder, [
      halvingConvs(builder, input, [
        ["reduce_1", reduce, ONE],
        ["conv_1", first, THREE],
      ]),
      halvingConvs(builder, input, [
        ["reduce_2", reduce, ONE],
        ["conv_2", second, THREE],
      ]),
      halvingConvs(builder, input, [
        ["reduce_double", reduce, ONE],
        ["double_1", double1, THREE],
        ["double_2", double2, THREE],
      ]),
      halvingPool(builder, input),
    ]);
  },
  caption: ({ first, second, double2 }) => `${first}-${second}-${double2} /2`,
  examples: [
    // Inception-ResNet-v2 and v1 (zoo-facts sections 9.7 and 9.6).
    { inputs: [[17, 17, 1088]], output: [8, 8, 2080], parameters: 3880960, macs: 585424896 },
    {
      params: { second: 256, double1: 256, double2: 256 },
      inputs: [[17, 17, 896]],
      output: [8, 8, 1792],
      parameters: 3346176,
      macs: 501448704,
    },
  ],
});
