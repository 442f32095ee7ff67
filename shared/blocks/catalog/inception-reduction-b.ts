import { closeModule, halvingConvs, halvingPool, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "inception-reduction-b",
  title: "Reduction-B",
  summary: "From 17×17 to 8×8: a 3×3 and a factorised 7×7 of stride 2 beside a pool.",
  documentation:
    "The second reduction of Inception-v3 and v4. One branch reduces the channels and halves the map, the other looks at 7×7 pixels through a 1×7 and a 7×1 first; the pool passes all channels on.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 8; 1512.00567, figure 10 (v3)",
  keywords: ["grid reduction", "downsampling", "inception-v3", "inception-v4"],
  params: {
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 3×3.", 192),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch, of stride 2.", 192),
    reduce7x7: channels("#7×7 reduce", "Filters of the 1×1 and the 1×7.", 256),
    conv7x7: channels("#7×7", "Filters of the 7×1 and the 3×3 of stride 2 behind it.", 320),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { reduce3x3, conv3x3, reduce7x7, conv7x7 }) {
    const input = builder.input();
    closeModule(builder, [
      halvingConvs(builder, input, [
        ["reduce3x3", reduce3x3, ONE],
        ["conv3x3", conv3x3, THREE],
      ]),
      halvingConvs(builder, input, [
        ["reduce7x7", reduce7x7, ONE],
        ["conv1x7", reduce7x7, [1, 7]],
        ["conv7x1", conv7x7, [7, 1]],
        ["conv7x7_3x3", conv7x7, THREE],
      ]),
      halvingPool(builder, input),
    ]);
  },
  caption: ({ conv3x3, conv7x7 }) => `${conv3x3} + ${conv7x7} /2`,
  examples: [
    // Inception-v4 and v3 (zoo-facts sections 9.5 and 9.4).
    { inputs: [[17, 17, 1024]], output: [8, 8, 1536], parameters: 2747392, macs: 511098880 },
    {
      params: { conv3x3: 320, reduce7x7: 192, conv7x7: 192 },
      inputs: [[17, 17, 768]],
      output: [8, 8, 1280],
      parameters: 1698304,
      macs: 291004416,
    },
  ],
});
