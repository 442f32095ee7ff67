import type { Pair } from "../../layers/window";
import { closeModule, convs, halvingConvs, halvingPool, ONE, THREE } from "../branches";
import { defineBlock } from "../define";
import { channels, TENSORFLOW_EPSILON } from "../parts";

export default defineBlock({
  id: "inception-v4-stem",
  title: "Inception-v4 stem",
  summary: "From the image to 35×35: three convolutions, then three forks of convolutions and pools.",
  documentation:
    "Already the way in is made of branches: two forks halve the map by a pool and a convolution side by side, and between them one branch looks at 7×7 pixels through a 7×1 and a 1×7. The paper's Inception-ResNet-v2 starts with it too.",
  source: "Szegedy et al., Inception-v4, 2016, arXiv 1602.07261, figure 3",
  keywords: ["inception-v4", "inception-resnet-v2", "stem"],
  params: {
    last: channels("Last fork", "Filters of the last 3×3; the pool beside it passes 192 channels on.", 192),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { last }) {
    const unpadded = (name: string, filters: number, stride: Pair) =>
      builder.block(name, "conv-unit", { filters, stride, padding: "valid", epsilon: TENSORFLOW_EPSILON });
    builder.input();
    unpadded("conv1", 32, [2, 2]);
    unpadded("conv2", 32, [1, 1]);
    const third = convs(builder, builder.last, [["conv3", 64, THREE]]);
    const pool1 = builder.layer("pool1", "max-pool", { kernel: THREE, padding: "valid" }, third);
    const conv4 = halvingConvs(builder, third, [["conv4", 96, THREE]]);
    const cat1 = builder.layer("cat1", "concat", {}, [pool1, conv4]);
    convs(builder, cat1, [["reduce3x3", 64, ONE]]);
    const short = unpadded("conv3x3", 96, [1, 1]);
    convs(builder, cat1, [
      ["reduce7x7", 64, ONE],
      ["conv7x1", 64, [7, 1]],
      ["conv1x7", 64, [1, 7]],
    ]);
    const long = unpadded("conv7x7_3x3", 96, [1, 1]);
    const cat2 = builder.layer("cat2", "concat", {}, [short, long]);
    closeModule(builder, [halvingConvs(builder, cat2, [["conv5", last, THREE]]), halvingPool(builder, cat2)]);
  },
  caption: ({ last }) => `to 1/8, ${last + 192}`,
  examples: [
    // The six rows of zoo-facts section 9.5, added up.
    { inputs: [[299, 299, 3]], output: [35, 35, 384], parameters: 605728, macs: 2289943648 },
  ],
});
