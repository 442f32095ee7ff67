import { defineBlock } from "../define";
import { channels, keepSize } from "../parts";

export default defineBlock({
  id: "inception-v1",
  title: "Inception module",
  summary: "Four branches look at the map at different scales; 1×1 convolutions keep them cheap.",
  documentation:
    "The 1×1, 3×3 and 5×5 filters and a pool work side by side, and the next layer picks the scale it needs. In front of the larger filters a 1×1 convolution reduces the channels first, which makes the module about half as expensive as the naive one; behind the pool it keeps the output from growing with every module.",
  source: "Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842, figure 2(b) and table 1",
  keywords: ["googlenet", "branches", "dimension reduction"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 64),
    reduce3x3: channels("#3×3 reduce", "1×1 filters in front of the 3×3.", 96),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch.", 128),
    reduce5x5: channels("#5×5 reduce", "1×1 filters in front of the 5×5.", 16),
    conv5x5: channels("#5×5", "Filters of the 5×5 branch.", 32),
    poolProj: channels("Pool proj", "1×1 filters behind the pool.", 32),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, widths) {
    const input = builder.input();
    const conv = (name: string, filters: number, side: number, from?: typeof input) => {
      const kernel = [side, side] as const;
      const params = { filters, kernel, padding: keepSize(kernel), batchNorm: false };
      return builder.block(name, "conv-unit", params, from ? { from } : {});
    };
    const one = conv("conv1x1", widths.conv1x1, 1, input);
    conv("reduce3x3", widths.reduce3x3, 1, input);
    const three = conv("conv3x3", widths.conv3x3, 3);
    conv("reduce5x5", widths.reduce5x5, 1, input);
    const five = conv("conv5x5", widths.conv5x5, 5);
    builder.layer("pool", "max-pool", { kernel: [3, 3], stride: [1, 1], padding: [1, 1, 1, 1] }, input);
    const pool = conv("pool_proj", widths.poolProj, 1);
    builder.layer("concat", "concat", {}, [one, three, five, pool]);
    builder.output();
  },
  caption: ({ conv1x1, conv3x3, conv5x5, poolProj }) =>
    `${conv1x1} + ${conv3x3} + ${conv5x5} + ${poolProj} = ${conv1x1 + conv3x3 + conv5x5 + poolProj}`,
  comparison: {
    title: "Without reductions",
    build(builder, { conv1x1, conv3x3, conv5x5 }) {
      builder.block("naive", "inception-v1-naive", { conv1x1, conv3x3, conv5x5 });
    },
  },
  examples: [
    // GoogLeNet 3a and 4e (zoo-facts sections 9.1 and 9.2).
    { inputs: [[28, 28, 192]], output: [28, 28, 256], parameters: 163696, macs: 128049152 },
    {
      params: { conv1x1: 256, reduce3x3: 160, conv3x3: 320, reduce5x5: 32, conv5x5: 128, poolProj: 128 },
      inputs: [[14, 14, 528]],
      output: [14, 14, 832],
      parameters: 868352,
      macs: 169996288,
    },
  ],
});
