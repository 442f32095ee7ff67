import { TENSORFLOW_EPSILON } from "../../blocks/parts";
import { number } from "../../layers/params";
import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, type Published, standardParams } from "../define";

/** Name, channels at width 1, stride and repeats of the depthwise separable units: the paper's table 1. */
const UNITS = [
  ["unit1", 64, 1, 1],
  ["unit2", 128, 2, 1],
  ["unit3", 128, 1, 1],
  ["unit4", 256, 2, 1],
  ["unit5", 256, 1, 1],
  ["unit6", 512, 2, 1],
  ["unit7", 512, 1, 5],
  ["unit8", 1024, 2, 1],
  ["unit9", 1024, 1, 1],
] as const;

/** Width multipliers; parameters and multiply-adds as the paper's tables round them. */
const WIDTHS: readonly { readonly name: string; readonly alpha: number; readonly published: Published }[] = [
  { name: "1.0", alpha: 1, published: { params: 4.2e6, macs: 569e6 } },
  { name: "0.75", alpha: 0.75, published: { params: 2.6e6, macs: 325e6 } },
  { name: "0.5", alpha: 0.5, published: { params: 1.3e6, macs: 149e6 } },
  { name: "0.25", alpha: 0.25, published: { params: 0.5e6, macs: 41e6 } },
];

export default WIDTHS.map(({ name, alpha, published }) =>
  defineNetwork({
    id: `mobilenet-${name}`,
    title: `MobileNet ${name}`,
    family: "MobileNet",
    year: 2017,
    summary:
      alpha === 1
        ? "Thirteen depthwise separable convolutions: VGG's accuracy at a thirtieth of its cost."
        : `MobileNet with ${alpha} times its channels: cost and weights fall with about the square.`,
    citation:
      "Howard et al., MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications, 2017",
    arxiv: "1704.04861",
    published,
    deviations: [
      {
        what: "Stride of the last depthwise convolution",
        ours: "1",
        published: "2",
        why: "The paper's table prints 2, but 7×7 stays 7×7 in the next row.",
      },
      {
        what: "When separating pays (slides)",
        ours: "whenever 1/N + 1/K² is below 1: for 3×3 kernels from N = 2 filters on",
        published: "once N > M",
        why: "The ratio of the costs does not contain the input's channels M.",
      },
    ],
    params: {
      ...standardParams(224, 1000),
      multiplier: number({
        label: "Width multiplier",
        help: "Factor on the channels of every layer (alpha).",
        default: alpha,
        min: 0.05,
        max: 4,
      }),
    },
    build(builder, { multiplier, ...params }) {
      const scaled = (channels: number) => Math.max(1, Math.floor(channels * multiplier));
      imageInput(builder, params);
      builder.block("conv1", "conv-unit", {
        filters: scaled(32),
        stride: [2, 2],
        padding: "same",
        epsilon: TENSORFLOW_EPSILON,
      });
      for (const [unit, channels, stride, repeat] of UNITS) {
        builder.block(unit, "depthwise-separable", { filters: scaled(channels), stride }, { repeat });
      }
      builder.layer("avgpool", "global-avg-pool");
      classify(builder, "fc", params.classes);
    },
  }),
) as readonly NetworkDefinition[];
