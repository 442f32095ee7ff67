import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "xception-middle",
  title: "Xception middle module",
  summary: "Three separable convolutions, each behind its rectifier, added to their input.",
  documentation:
    "Eight of these in a row are the middle flow and hold more than half of the weights. Map and width stay as they are, so the shortcut is the input itself.",
  source: "Chollet, Xception, 2016, arXiv 1610.02357, figure 5 (middle flow)",
  keywords: ["middle flow", "separable", "residual"],
  params: { filters: channels("Filters", "Channels of the separable convolutions and of the input.", 728) },
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { filters }) {
    const input = builder.input();
    for (const index of [1, 2, 3]) {
      builder.layer(`relu${index}`, "relu");
      builder.block(`sep${index}`, "separable", { filters });
    }
    builder.layer("add", "add", {}, [builder.last, input]);
    builder.output();
  },
  caption: ({ filters }) => `3 × sep ${filters}`,
  examples: [
    // An eighth of the row of zoo-facts section 12.
    { inputs: [[19, 19, 728]], output: [19, 19, 728], parameters: 1613976, macs: 581068488 },
  ],
});
