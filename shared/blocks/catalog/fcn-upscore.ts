import { integer } from "../../layers/params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "fcn-upscore",
  title: "FCN upscore",
  summary: "Enlarges scores to the size of the image and crops them to lie on it.",
  documentation:
    "One transposed convolution leads from the grid of scores back to pixels: its kernel is twice the stride, its weights start as bilinear interpolation. The image is only asked for its size.",
  source:
    "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038, section 3.3; the authors' released nets",
  keywords: ["deconvolution", "bilinear", "segmentation", "dense prediction"],
  params: {
    classes: channels("Classes", "Scores at every pixel.", 21),
    stride: integer({
      label: "Stride",
      help: "How many pixels of the image lie between two scores.",
      unit: "px",
      default: 32,
      min: 1,
      max: 64,
    }),
    offset: integer({
      label: "Crop offset",
      help: "Rows and columns of the enlarged scores that are skipped.",
      unit: "px",
      default: 19,
      min: 0,
      max: 4096,
    }),
  },
  widthParam: "classes",
  inputs: ["scores", "image"],
  outputs: ["y"],
  build(builder, { classes, stride, offset }) {
    const window = { kernel: [2 * stride, 2 * stride], stride: [stride, stride], padding: "valid" };
    const upscore = { ...window, filters: classes, bias: false, initialiser: "bilinear" };
    const large = builder.layer("upscore", "conv-transpose2d", upscore, builder.input(0));
    builder.layer("crop", "crop", { offset: [offset, offset] }, [large, builder.input(1)]);
    builder.output();
  },
  caption: ({ classes, stride, offset }) => `×${stride}, ${classes}, crop ${offset}`,
  examples: [
    // FCN-32s and FCN-8s on 500×500 pixels (zoo-facts section 15).
    {
      inputs: [
        [16, 16, 21],
        [500, 500, 3],
      ],
      output: [500, 500, 21],
      parameters: 1806336,
      macs: 462422016,
    },
    {
      params: { stride: 8, offset: 31 },
      inputs: [
        [70, 70, 21],
        [500, 500, 3],
      ],
      output: [500, 500, 21],
      parameters: 112896,
      macs: 553190400,
    },
  ],
});
