import { boolean, integer } from "../../layers/params";
import { convWindowParams, poolWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels, keepSize } from "../parts";

export default defineBlock({
  id: "vgg-stage",
  title: "VGG stage",
  summary: "Several small convolutions of equal width, then a pool that halves the map.",
  documentation:
    "Two stacked 3×3 convolutions see 5×5 pixels, three see 7×7, with fewer weights and more rectifiers than one large one. The map halves and the width doubles from stage to stage. Configuration C ends its later stages with a 1×1 convolution.",
  source: "Simonyan, Zisserman, Very Deep Convolutional Networks, 2014, arXiv 1409.1556, table 1",
  keywords: ["3x3", "stack"],
  params: {
    convs: integer({ label: "Convolutions", help: "How many stand in a row.", default: 2, min: 1, max: 16 }),
    filters: channels("Filters", "Channels of every convolution.", 64),
    kernel: { ...convWindowParams.kernel, help: "Window of the convolutions; the size is kept." },
    lastKernel: {
      ...convWindowParams.kernel,
      label: "Last kernel",
      help: "Window of the last convolution: 1×1 in configuration C.",
      advanced: true,
    },
    lrn: boolean({
      label: "Response normalisation",
      help: "Behind the first convolution, as in A-LRN.",
      default: false,
      advanced: true,
    }),
    poolRounding: { ...poolWindowParams.rounding, advanced: true },
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { convs, filters, kernel, lastKernel, lrn, poolRounding }) {
    builder.input();
    for (let index = 1; index <= convs; index++) {
      const window = index === convs && convs > 1 ? lastKernel : kernel;
      const params = { filters, kernel: window, padding: keepSize(window), batchNorm: false };
      builder.block(`conv_${index}`, "conv-unit", params);
      if (index === 1 && lrn) builder.layer("norm", "lrn");
    }
    builder.layer("pool", "max-pool", { rounding: poolRounding });
    builder.output();
  },
  caption: ({ convs, kernel, filters }) => `${convs} × (${kernel.join("×")}, ${filters}), pool`,
  examples: [
    // VGG-D block 1 and VGG-C block 3 (zoo-facts section 7; counts by hand from the widths).
    { inputs: [[224, 224, 3]], output: [112, 112, 64], parameters: 38720, macs: 1936392192 },
    {
      params: { convs: 3, filters: 256, lastKernel: [1, 1] },
      inputs: [[56, 56, 128]],
      output: [28, 28, 256],
      parameters: 951040,
      macs: 2980052992,
    },
    { params: { convs: 1, lrn: true }, inputs: [[33, 31, 3]], output: [16, 15, 64], parameters: 1792 },
  ],
});
