import { defineBlock } from "../define";
import { channels, keepSize } from "../parts";

export default defineBlock({
  id: "inception-v1-naive",
  title: "Inception module, naive",
  summary: "Four branches at different scales, without reductions: the idea before it was affordable.",
  documentation:
    "1×1, 3×3 and 5×5 filters read all channels, and the pool passes all of them on, so every module costs more than the one before. The reduced module does the same for less than half.",
  source: "Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842, figure 2(a)",
  keywords: ["googlenet", "branches"],
  params: {
    conv1x1: channels("#1×1", "Filters of the 1×1 branch.", 64),
    conv3x3: channels("#3×3", "Filters of the 3×3 branch.", 128),
    conv5x5: channels("#5×5", "Filters of the 5×5 branch.", 32),
  },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, widths) {
    const input = builder.input();
    const conv = (name: string, filters: number, side: number) => {
      const kernel = [side, side] as const;
      const params = { filters, kernel, padding: keepSize(kernel), batchNorm: false };
      return builder.block(name, "conv-unit", params, { from: input });
    };
    const one = conv("conv1x1", widths.conv1x1, 1);
    const three = conv("conv3x3", widths.conv3x3, 3);
    const five = conv("conv5x5", widths.conv5x5, 5);
    const window = { kernel: [3, 3], stride: [1, 1], padding: [1, 1, 1, 1] };
    const pool = builder.layer("pool", "max-pool", window, input);
    builder.layer("concat", "concat", {}, [one, three, five, pool]);
    builder.output();
  },
  caption: ({ conv1x1, conv3x3, conv5x5 }) => `${conv1x1} + ${conv3x3} + ${conv5x5} + pool`,
  comparison: {
    title: "With reductions as in GoogLeNet 3a",
    build(builder, { conv1x1, conv3x3, conv5x5 }) {
      builder.block("reduced", "inception-v1", { conv1x1, conv3x3, conv5x5 });
    },
  },
  examples: [
    // zoo-facts section 9.1.
    { inputs: [[28, 28, 192]], output: [28, 28, 416], parameters: 387296, macs: 303464448 },
    { params: { conv1x1: 2, conv3x3: 3, conv5x5: 1 }, inputs: [[5, 7, 4]], output: [5, 7, 10] },
  ],
});
