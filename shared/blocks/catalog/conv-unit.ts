import { boolean, integer, number } from "../../layers/params";
import { convWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels } from "../parts";

export default defineBlock({
  id: "conv-unit",
  title: "Convolution unit",
  summary: "A convolution with its ReLU, and batch normalisation between them if wanted.",
  documentation:
    "What papers draw as one box and call a convolution: the filters, batch normalisation in networks from 2015 on, and the rectifier. With batch normalisation the bias is left out, since the shift after it does the same.",
  source:
    "Szegedy et al., Going Deeper with Convolutions, 2014, section 5; Ioffe, Szegedy, 2015, section 3.2",
  keywords: ["conv", "bn", "relu"],
  params: {
    filters: channels("Filters", "Output channels.", 64),
    kernel: convWindowParams.kernel,
    stride: convWindowParams.stride,
    padding: convWindowParams.padding,
    groups: integer({
      label: "Groups",
      help: "Independent convolutions over equal shares of the channels.",
      default: 1,
      min: 1,
      max: 65536,
    }),
    batchNorm: boolean({
      label: "Batch normalisation",
      help: "Between the convolution, then without bias, and the ReLU.",
      default: true,
    }),
    epsilon: number({
      label: "Epsilon",
      help: "Of the batch normalisation: added to the variance. PyTorch has 0.00001, TensorFlow 0.001.",
      default: 1e-5,
      min: 1e-12,
      max: 1,
      advanced: true,
      when: { param: "batchNorm", equals: true },
    }),
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { batchNorm, epsilon, ...conv }) {
    builder.input();
    builder.layer("conv", "conv2d", { ...conv, bias: !batchNorm });
    if (batchNorm) builder.layer("bn", "batch-norm", { epsilon });
    builder.layer("relu", "relu");
    builder.output();
  },
  caption: ({ kernel, filters, stride }) =>
    `${kernel.join("×")}, ${filters}${stride[0] > 1 ? ` /${stride[0]}` : ""}`,
  examples: [
    // ResNet conv1 and GoogLeNet conv1 (zoo-facts sections 10 and 9.2).
    {
      params: { kernel: [7, 7], stride: [2, 2], padding: [3, 3, 3, 3] },
      inputs: [[224, 224, 3]],
      output: [112, 112, 64],
      parameters: 9536,
      macs: 118013952,
    },
    {
      params: { kernel: [7, 7], stride: [2, 2], padding: [3, 3, 3, 3], batchNorm: false },
      inputs: [[224, 224, 3]],
      output: [112, 112, 64],
      parameters: 9472,
      macs: 118013952,
    },
  ],
});
