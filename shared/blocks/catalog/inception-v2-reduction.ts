import { closeModule, halvingConvs, halvingPool, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-v2-reduction",
  title: "Inception module v2, stride 2",
  summary: "The module that halves the map: convolutions and a pool of stride 2 side by side.",
  documentation:
    "Instead of a pool between two modules, one module takes the stride itself. There is no 1×1 branch, and the pool passes all channels on, so the module widens the map while it shrinks it.",
  source: "Ioffe, Szegedy, Batch Normalization, 2015, arXiv 1502.03167, figure 5 (rows 3c and 4e)",
  keywords: ["bn-inception", "grid reduction", "downsampling"],
  params: {
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 3×3.", 128),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch.", 160),
    reduceDouble: channels("Double #3×3 reduce", "1×1 filters in front of the two 3×3.", 64),
    convDouble: channels("Double #3×3", "Filters of both 3×3 of the double branch.", 96),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { reduce3x3, conv3x3, reduceDouble, convDouble }) {
    const input = builder.input();
    const single = [
      ["reduce3x3", reduce3x3, ONE],
      ["conv3x3", conv3x3, THREE],
    ] as const;
    const double = [
      ["reduce_double", reduceDouble, ONE],
      ["double_1", convDouble, THREE],
      ["double_2", convDouble, THREE],
    ] as const;
    closeModule(builder, [
      halvingConvs(builder, input, single, "same"),
      halvingConvs(builder, input, double, "same"),
      halvingPool(builder, input, "same"),
    ]);
  },
  caption: ({ conv3x3, convDouble }) => `${conv3x3} + ${convDouble} /2`,
  examples: [
    // BN-Inception 3c; counts by hand from the widths of zoo-facts section 9.3.
    { inputs: [[28, 28, 320]], output: [14, 14, 576], parameters: 385088, macs: 143904768 },
    { params: { conv3x3: 4, convDouble: 5 }, inputs: [[7, 9, 3]], output: [4, 5, 12] },
  ],
});
