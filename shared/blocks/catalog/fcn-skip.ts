import { integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "fcn-skip",
  title: "FCN skip",
  summary: "Doubles coarse scores and adds those of a finer, earlier map.",
  documentation:
    "Deep layers know what is there, earlier ones where. The coarse scores are enlarged by a transposed convolution that starts as bilinear interpolation; a 1×1 scores the earlier map, which is cropped to lie under them; both are added.",
  source:
    "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038, section 4.2 and figure 3",
  keywords: ["fcn-16s", "fcn-8s", "fuse", "score_pool4", "segmentation"],
  params: {
    classes: channels("Classes", "Scores at every place.", 21),
    offset: integer({
      label: "Crop offset",
      help: "Rows and columns of the earlier map's scores that are skipped, so that both lie on each other.",
      unit: "px",
      default: 5,
      min: 0,
      max: 4096,
    }),
  },
  widthParam: "classes",
  inputs: ["scores", "features"],
  outputs: ["y"],
  build(builder, { classes, offset }) {
    const bilinear = { kernel: [4, 4], stride: [2, 2], padding: "valid", initialiser: "bilinear" };
    const upscore = { ...bilinear, filters: classes, bias: false };
    const coarse = builder.layer("upscore", "conv-transpose2d", upscore, builder.input(0));
    const score = { filters: classes, kernel: [1, 1], padding: "valid" };
    const fine = builder.layer("score", "conv2d", score, builder.input(1));
    const cropped = builder.layer("crop", "crop", { offset: [offset, offset] }, [fine, coarse]);
    builder.layer("fuse", "add", {}, [coarse, cropped]);
    builder.output();
  },
  caption: ({ classes, offset }) => `×2, ${classes}, crop ${offset}`,
  examples: [
    // FCN-16s and FCN-8s on 500×500 pixels: 16 × 21² weights and a 1×1 with bias (zoo-facts section 15).
    {
      inputs: [
        [16, 16, 21],
        [44, 44, 512],
      ],
      output: [34, 34, 21],
      parameters: 7056 + 10773,
      macs: 1806336 + 20815872,
    },
    {
      params: { offset: 9 },
      inputs: [
        [34, 34, 21],
        [88, 88, 256],
      ],
      output: [70, 70, 21],
      parameters: 7056 + 5397,
      macs: 8156736 + 41631744,
    },
  ],
});
