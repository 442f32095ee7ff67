import { integer, number } from "../../layers/params";
import { convWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "fcn-head",
  title: "FCN classifier",
  summary: "A classifier's dense layers as convolutions: one score per class at every place.",
  documentation:
    "A dense layer on a 7×7 map is a 7×7 convolution that happens to fit only once. Written as a convolution, with the same numbers, it slides over a larger map and gives a grid of answers for little more than the price of one.",
  source: "Long, Shelhamer, Darrell, Fully Convolutional Networks, 2015, arXiv 1411.4038, section 3.1",
  keywords: ["convolutionalised", "fc6", "score_fr", "segmentation"],
  params: {
    units: channels("Units", "Channels of both hidden layers, fc6 and fc7.", 4096),
    kernel: {
      ...convWindowParams.kernel,
      help: "What the dense layer saw: the map at the size of training.",
      default: [7, 7],
    },
    classes: integer({
      label: "Classes",
      help: "Scores at every place, background included.",
      default: 21,
      min: 1,
      max: 100000,
    }),
    dropout: number({
      label: "Dropout",
      help: "Share of numbers that become zero while training.",
      default: 0.5,
      min: 0,
      max: 0.99,
    }),
  },
  widthParam: "classes",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { units, kernel, classes, dropout }) {
    builder.input();
    for (const [name, window] of [
      ["6", kernel],
      ["7", [1, 1]],
    ] as const) {
      builder.layer(`fc${name}`, "conv2d", { filters: units, kernel: window, padding: "valid" });
      builder.layer(`relu${name}`, "relu");
      builder.layer(`drop${name}`, "dropout", { rate: dropout });
    }
    builder.layer("score_fr", "conv2d", { filters: classes, kernel: [1, 1], padding: "valid" });
    builder.output();
  },
  caption: ({ units, kernel, classes }) => `${kernel.join("×")}, ${units}-${units}-${classes}`,
  examples: [
    // FCN-VGG16 on 500×500 pixels: VGG-D's dense layers (zoo-facts section 7) and 4,097 per class.
    {
      inputs: [[22, 22, 512]],
      output: [16, 16, 21],
      parameters: 102764544 + 16781312 + 86037,
      macs: 256 * (102760448 + 16777216 + 86016),
    },
    { params: { units: 3, classes: 2, kernel: [2, 3] }, inputs: [[4, 5, 2]], output: [3, 3, 2] },
  ],
});
