import { convWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "mlpconv",
  title: "Mlpconv",
  summary: "A convolution followed by two 1×1 convolutions: a small network slides over the map.",
  documentation:
    "A plain filter can only tell apart what a line separates. Two more layers at every pixel, shared over the map, make the local model a multilayer perceptron. The paper's cascaded cross channel pooling (cccp) is the 1×1 convolution.",
  source: "Lin, Chen, Yan, Network In Network, 2013, arXiv 1312.4400, section 3.1",
  keywords: ["nin", "network in network", "cccp", "1x1"],
  params: {
    filters: channels("Filters", "Channels of the first convolution.", 192),
    kernel: { ...convWindowParams.kernel, default: [5, 5] },
    stride: convWindowParams.stride,
    padding: { ...convWindowParams.padding, default: [2, 2, 2, 2] },
    cccp1: channels("First 1×1", "Channels of the first 1×1 convolution.", 160),
    cccp2: channels("Second 1×1", "Channels of the second 1×1 convolution, the output.", 96),
  },
  widthParam: "cccp2",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { cccp1, cccp2, ...conv }) {
    const pointwise = { kernel: [1, 1], padding: [0, 0, 0, 0], batchNorm: false };
    builder.input();
    builder.block("conv", "conv-unit", { ...conv, batchNorm: false });
    builder.block("cccp1", "conv-unit", { ...pointwise, filters: cccp1 });
    builder.block("cccp2", "conv-unit", { ...pointwise, filters: cccp2 });
    builder.output();
  },
  caption: ({ kernel, filters, cccp1, cccp2 }) => `${kernel.join("×")}, ${filters}-${cccp1}-${cccp2}`,
  examples: [
    // The first one for CIFAR: 14,592 + 46,336 parameters (zoo-facts section 8).
    { inputs: [[32, 32, 3]], output: [32, 32, 96], parameters: 60928, macs: 61931520 },
    {
      params: { filters: 96, kernel: [11, 11], stride: [4, 4], padding: [0, 0, 0, 0], cccp1: 96 },
      inputs: [[224, 224, 3]],
      output: [54, 54, 96],
      parameters: 53568,
      macs: 155364480,
    },
  ],
});
