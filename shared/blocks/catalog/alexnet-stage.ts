import { boolean, choice, integer } from "../../layers/params";
import { convWindowParams, poolWindowParams } from "../../layers/window-params";
import { defineBlock } from "../define";
import { channels } from "../parts";

const pooled = { param: "pool", equals: true } as const;

export default defineBlock({
  id: "alexnet-stage",
  title: "AlexNet stage",
  summary: "A convolution with ReLU, then response normalisation and pooling if wanted.",
  documentation:
    "The first networks are chains of these: large filters first, smaller ones later, overlapping pools between. Groups split the channels as AlexNet did to spread over two graphics cards. Zeiler and Fergus pool before they normalise, the others after.",
  source: "Krizhevsky, Sutskever, Hinton, ImageNet Classification, 2012, section 3.5",
  keywords: ["zfnet", "overfeat", "cnn-f", "lrn"],
  params: {
    filters: channels("Filters", "Output channels.", 96),
    kernel: convWindowParams.kernel,
    stride: convWindowParams.stride,
    padding: convWindowParams.padding,
    groups: integer({
      label: "Groups",
      help: "2 where each graphics card saw only its own half of the channels.",
      default: 1,
      min: 1,
      max: 65536,
    }),
    lrn: boolean({ label: "Response normalisation", help: "Behind the ReLU.", default: false }),
    pool: boolean({ label: "Pooling", help: "Max pooling at the end.", default: false }),
    poolKernel: { ...poolWindowParams.kernel, label: "Pool kernel", default: [3, 3], when: pooled },
    poolStride: { ...poolWindowParams.stride, label: "Pool stride", when: pooled },
    poolRounding: { ...poolWindowParams.rounding, label: "Pool rounding", advanced: true, when: pooled },
    order: choice({
      label: "Order",
      help: "Whether normalisation or pooling comes first, where there are both.",
      default: "normalise first",
      options: [
        { value: "normalise first", label: "Normalise, then pool" },
        { value: "pool first", label: "Pool, then normalise" },
      ],
      advanced: true,
      when: pooled,
    }),
  },
  widthParam: "filters",
  inputs: ["x"],
  outputs: ["y"],
  build(builder, { lrn, pool, poolKernel, poolStride, poolRounding, order, ...conv }) {
    const normalise = (): void => {
      if (lrn) builder.layer("norm", "lrn");
    };
    builder.input();
    builder.layer("conv", "conv2d", conv);
    builder.layer("relu", "relu");
    if (order === "normalise first") normalise();
    if (pool) {
      const params = { kernel: poolKernel, stride: poolStride, rounding: poolRounding };
      builder.layer("pool", "max-pool", params);
    }
    if (order === "pool first") normalise();
    builder.output();
  },
  caption: ({ kernel, filters, stride, pool }) =>
    `${kernel.join("×")}, ${filters}${stride[0] > 1 ? ` /${stride[0]}` : ""}${pool ? ", pool" : ""}`,
  examples: [
    // AlexNet conv1 and conv2 with their pools (zoo-facts section 3); ZFNet conv2 (section 4).
    {
      params: { kernel: [11, 11], stride: [4, 4], padding: [0, 0, 0, 0], lrn: true, pool: true },
      inputs: [[227, 227, 3]],
      output: [27, 27, 96],
      parameters: 34944,
      macs: 105415200,
    },
    {
      params: { filters: 256, kernel: [5, 5], padding: [2, 2, 2, 2], groups: 2, lrn: true, pool: true },
      inputs: [[27, 27, 96]],
      output: [13, 13, 256],
      parameters: 307456,
      macs: 223948800,
    },
    {
      params: {
        filters: 256,
        kernel: [5, 5],
        stride: [2, 2],
        padding: [0, 0, 0, 0],
        lrn: true,
        pool: true,
        poolRounding: "ceil",
        order: "pool first",
      },
      inputs: [[55, 55, 96]],
      output: [13, 13, 256],
      parameters: 614656,
      macs: 415334400,
    },
  ],
});
