import { ok } from "../../base/result";
import { defineLayer } from "../define";
import { only } from "../kinds";
import { integer } from "../params";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "input",
  title: "Input",
  category: "input",
  traits: ["source"],
  summary: "Where images enter the network.",
  documentation:
    "Gives the size of the images: height, width and channels. Every shape behind it follows from these three numbers. A colour image has the channels red, green and blue.",
  formula: "x \\in \\mathbb{R}^{H \\times W \\times C}",
  source: "Krizhevsky, Sutskever, Hinton, ImageNet Classification, 2012, figure 2 (the leftmost box)",
  keywords: ["image", "source", "data"],
  params: {
    height: integer({
      label: "Height",
      help: "Rows of the image.",
      unit: "px",
      default: 224,
      min: 1,
      max: 4096,
    }),
    width: integer({
      label: "Width",
      help: "Columns of the image.",
      unit: "px",
      default: 224,
      min: 1,
      max: 4096,
    }),
    channels: integer({
      label: "Channels",
      help: "Numbers per pixel: 3 for colour, 1 for grey.",
      default: 3,
      min: 1,
      max: 4096,
    }),
  },
  imageParams: ["height", "width", "channels"],
  inputs: { min: 0, max: 0 },
  infer: ({ height, width, channels }) => ok([height, width, channels] as const),
  // Whoever runs the network hands the images in as the one input of its source.
  compute: (_kit, { inputs }) => only(inputs),
  toOnnx: (_kit, { inputs }) => only(inputs),
  torch: () => torchFunction((inputs) => only(inputs)),
  fromOnnx: [],
  caption: ({ height, width, channels }) => `${height}×${width}×${channels}`,
  examples: [
    { inputs: [], output: [224, 224, 3], parameters: 0, macs: 0 },
    { params: { height: 33, width: 47, channels: 1 }, inputs: [], output: [33, 47, 1] },
  ],
});
