import { integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels, lossWeightParam, TENSORFLOW_EPSILON } from "../parts";

export default defineBlock({
  id: "inception-aux",
  title: "Inception auxiliary classifier",
  summary: "The second classifier of Inception-v3 and its successors, on the last 17×17 map.",
  documentation:
    "One auxiliary classifier is left of GoogLeNet's two, convolutional now and with batch normalisation. It hardly speeds training up; near its end it makes the network a little better, as a regulariser does. The released code gives it 0.4 of the loss.",
  source:
    "Szegedy et al., Rethinking the Inception Architecture, 2015, arXiv 1512.00567, section 4 and figure 8",
  keywords: ["auxiliary head", "side classifier", "auxlogits"],
  params: {
    filters: channels("#1×1", "1×1 filters behind the average pool.", 128),
    conv5x5: channels("#5×5", "Filters of the 5×5 that covers what the pool left.", 768),
    classes: integer({
      label: "Classes",
      help: "Outputs of the classifier.",
      default: 1000,
      min: 1,
      max: 100000,
    }),
    lossWeight: lossWeightParam(0.4),
  },
  widthParam: "classes",
  lossParam: "lossWeight",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters, conv5x5, classes }) {
    const unit = { padding: "valid", epsilon: TENSORFLOW_EPSILON } as const;
    builder.input();
    builder.layer("pool", "avg-pool", { kernel: [5, 5], stride: [3, 3] });
    builder.block("conv1x1", "conv-unit", { filters, kernel: [1, 1], ...unit });
    builder.block("conv5x5", "conv-unit", { filters: conv5x5, kernel: [5, 5], ...unit });
    builder.layer("avgpool", "global-avg-pool");
    builder.layer("linear", "dense", { units: classes });
    builder.layer("softmax", "softmax");
    builder.output();
  },
  caption: ({ filters, conv5x5, classes }) => `avg 5×5 /3, ${filters}, 5×5 ${conv5x5}, ${classes}`,
  examples: [
    // Of Inception-v3 and v4 (zoo-facts sections 9.4 and 9.5: what it adds to their totals).
    { inputs: [[17, 17, 768]], output: [1000], parameters: 3326696 },
    { inputs: [[17, 17, 1024]], output: [1000], parameters: 46039280 - 42679816 },
  ],
});
