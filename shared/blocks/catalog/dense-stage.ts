import { integer, number } from "../../layers/params";
import { defineBlock } from "../define";

export default defineBlock({
  id: "dense-stage",
  title: "Dense stage",
  summary: "A hidden dense layer with its ReLU and dropout.",
  documentation:
    "The hidden layers of the classifier of AlexNet, VGG and their kin. They hold most of the weights, so dropout keeps them from learning the training images by heart.",
  source: "Krizhevsky, Sutskever, Hinton, ImageNet Classification, 2012, sections 3.5 and 4.2",
  keywords: ["fully connected", "fc", "classifier"],
  params: {
    units: integer({ label: "Units", help: "Output features.", default: 4096, min: 1, max: 1000000 }),
    dropout: number({
      label: "Dropout",
      help: "Share of numbers that become zero while training; 0 leaves the layer out.",
      default: 0.5,
      min: 0,
      max: 0.99,
    }),
  },
  widthParam: "units",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { units, dropout }) {
    builder.input();
    builder.layer("fc", "dense", { units });
    builder.layer("relu", "relu");
    if (dropout > 0) builder.layer("dropout", "dropout", { rate: dropout });
    builder.output();
  },
  caption: ({ units }) => `${units}`,
  examples: [
    // AlexNet fc6 and fc7 (zoo-facts section 3).
    { inputs: [[9216]], output: [4096], parameters: 37752832, macs: 37748736 },
    { params: { dropout: 0 }, inputs: [[4096]], output: [4096], parameters: 16781312, macs: 16777216 },
  ],
});
