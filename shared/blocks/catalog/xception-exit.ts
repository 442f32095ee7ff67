import { defineBlock } from "../define";
import { channels } from "../parts";
import { closeXceptionPool } from "../xception";

export default defineBlock({
  id: "xception-exit",
  title: "Xception exit flow",
  summary: "A last module that shrinks the map, then two wide separable convolutions.",
  documentation:
    "The module widens in its second separable convolution only. Behind the sum two more separable convolutions, now with their rectifiers behind them, widen the map to what the classifier reads.",
  source: "Chollet, Xception, 2016, arXiv 1610.02357, figure 5 (exit flow)",
  keywords: ["exit flow", "separable", "residual"],
  params: {
    sep1: channels("First", "Channels of the first separable convolution.", 728),
    sep2: channels("Second", "Channels of the second one and of the shortcut.", 1024),
    sep3: channels("Third", "Channels of the first one behind the sum.", 1536),
    sep4: channels("Fourth", "Channels of the last one, the output.", 2048),
  },
  widthParam: "sep4",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { sep1, sep2, sep3, sep4 }) {
    const input = builder.input();
    builder.layer("relu1", "relu");
    builder.block("sep1", "separable", { filters: sep1 });
    builder.layer("relu2", "relu");
    builder.block("sep2", "separable", { filters: sep2 });
    closeXceptionPool(builder, input, sep2);
    builder.block("sep3", "separable", { filters: sep3 });
    builder.layer("relu3", "relu");
    builder.block("sep4", "separable", { filters: sep4 });
    builder.layer("relu4", "relu");
    builder.output();
  },
  caption: ({ sep2, sep4 }) => `sep ${sep2}-${sep4} /2`,
  examples: [
    // Two rows of zoo-facts section 12.
    {
      inputs: [[19, 19, 728]],
      output: [10, 10, 2048],
      parameters: 2039584 + 4748800,
      macs: 539717360 + 474163200,
    },
  ],
});
