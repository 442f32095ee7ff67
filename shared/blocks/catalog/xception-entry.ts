import { boolean } from "../../layers/params";
import { defineBlock } from "../define";
import { channels } from "../parts";
import { closeXceptionPool } from "../xception";

export default defineBlock({
  id: "xception-entry",
  title: "Xception entry module",
  summary: "Two separable convolutions and a pool of stride 2, around them a strided 1×1.",
  documentation:
    "The modules of the entry flow shrink the map and widen it, three times. Rectifiers stand in front of the separable convolutions; the very first module goes without, because the convolution before it ends in one.",
  source: "Chollet, Xception, 2016, arXiv 1610.02357, figure 5 (entry flow)",
  keywords: ["entry flow", "separable", "residual"],
  params: {
    filters: channels("Filters", "Channels of both separable convolutions and of the shortcut.", 128),
    relu: boolean({
      label: "Leading ReLU",
      help: "In front of the first separable convolution; the first module has none.",
      default: true,
    }),
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, relu }) {
    const input = builder.input();
    if (relu) builder.layer("relu1", "relu");
    builder.block("sep1", "separable", { filters });
    builder.layer("relu2", "relu");
    builder.block("sep2", "separable", { filters });
    closeXceptionPool(builder, input, filters);
    builder.output();
  },
  caption: ({ filters }) => `sep ${filters} /2`,
  examples: [
    // The three rows of zoo-facts section 12.
    {
      params: { relu: false },
      inputs: [[147, 147, 64]],
      output: [74, 74, 128],
      parameters: 35264,
      macs: 613262528,
    },
    {
      params: { filters: 256 },
      inputs: [[74, 74, 128]],
      output: [37, 37, 256],
      parameters: 136064,
      macs: 602097152,
    },
    {
      params: { filters: 728 },
      inputs: [[37, 37, 256]],
      output: [19, 19, 728],
      parameters: 915944,
      macs: 1060088600,
    },
  ],
});
