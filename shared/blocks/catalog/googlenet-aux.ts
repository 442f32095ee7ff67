import { integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels, lossWeightParam } from "../parts";

export default defineBlock({
  id: "googlenet-aux",
  title: "GoogLeNet auxiliary classifier",
  summary: "A second, small classifier halfway through the network, for training only.",
  documentation:
    "Gradients reach the first layers of a deep network weakened. Two auxiliary classifiers, each with 0.3 of the loss, push them from halfway and keep the features there telling. They are left out when the network runs.",
  source: "Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842, section 5",
  keywords: ["auxiliary head", "side classifier"],
  params: {
    filters: channels("#1×1", "1×1 filters behind the average pool.", 128),
    units: integer({ label: "Units", help: "Of the hidden dense layer.", default: 1024, min: 1, max: 65536 }),
    classes: integer({
      label: "Classes",
      help: "Outputs of the classifier.",
      default: 1000,
      min: 1,
      max: 100000,
    }),
    lossWeight: lossWeightParam(0.3),
  },
  widthParam: "classes",
  lossParam: "lossWeight",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, units, classes }) {
    builder.input();
    builder.layer("pool", "avg-pool", { kernel: [5, 5], stride: [3, 3], rounding: "ceil" });
    const params = { filters, kernel: [1, 1], padding: [0, 0, 0, 0], batchNorm: false };
    builder.block("conv", "conv-unit", params);
    builder.layer("flatten", "flatten");
    builder.block("fc", "dense-stage", { units, dropout: 0.7 });
    builder.layer("linear", "dense", { units: classes });
    builder.layer("softmax", "softmax");
    builder.output();
  },
  caption: ({ filters, units, classes }) => `avg 5×5 /3, ${filters}, ${units}, ${classes}`,
  examples: [
    // On the outputs of 4a and 4d (zoo-facts section 9.2).
    { inputs: [[14, 14, 512]], output: [1000], parameters: 3188840 },
    { inputs: [[14, 14, 528]], output: [1000], parameters: 3190888 },
  ],
});
