import type { GraphBuilder } from "../../blocks/graph-builder";
import { TENSORFLOW_EPSILON } from "../../blocks/parts";
import type { Endpoint } from "../../graph/document";
import { choice } from "../../layers/params";
import { auxParam, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";
import { halve, inceptionHead, inceptionStem } from "../inception-stem";

const about = {
  family: "Inception-ResNet",
  year: 2016,
  citation:
    "Szegedy, Ioffe, Vanhoucke, Alemi, Inception-v4, Inception-ResNet and the Impact of Residual Connections on Learning, AAAI 2017",
  arxiv: "1602.07261",
} as const;

/** v1's narrower branches; v2's are the blocks' defaults. */
const A_V1 = { double1: 32, double2: 32, filters: 256 } as const;
const B_V1 = { conv1x1: 128, conv1x7: 128, conv7x1: 128, filters: 896 } as const;
const C_V1 = { conv1x3: 192, conv3x1: 192, filters: 1792 } as const;
const REDUCTION_B_V1 = { second: 256, double1: 256, double2: 256 } as const;

const LINEAR_WIDTHS = {
  what: "Widths of the linear 1×1 in the paper's figures",
  published: "1154 and 2048",
  why: "They could not be added to inputs of 1152 and 2144 channels: slips of the figures.",
} as const;

export default [
  defineNetwork({
    ...about,
    id: "inception-resnet-v1",
    title: "Inception-ResNet-v1",
    summary: "Slim inception modules with residual connections, at about the cost of Inception-v3.",
    published: {
      top1Error: 21.3,
      top5Error: 5.5,
      note: "single crop, ILSVRC-2012 validation; 18.8 / 4.3 with 144 crops",
    },
    deviations: [
      {
        what: "Residual scales",
        ours: "0.17, 0.10, 0.20",
        published: "between 0.1 and 0.3",
        why: "The paper gives a range; these are the values in the released code.",
      },
    ],
    params: standardParams(299, 1000),
    build(builder, params) {
      imageInput(builder, params);
      inceptionStem(builder);
      builder.block("conv6", "conv-unit", {
        filters: 256,
        stride: [2, 2],
        padding: "valid",
        epsilon: TENSORFLOW_EPSILON,
      });
      builder.block("resnet_a", "inception-resnet-a", A_V1, { repeat: 5 });
      builder.block("reduction_a", "inception-reduction-a", { k: 192, l: 192, m: 256, n: 384 });
      builder.block("resnet_b", "inception-resnet-b", B_V1, { repeat: 10 });
      builder.block("reduction_b", "inception-resnet-reduction-b", REDUCTION_B_V1);
      builder.block("resnet_c", "inception-resnet-c", C_V1, { repeat: 5 });
      inceptionHead(builder, params.classes);
    },
  }),
  defineNetwork({
    ...about,
    id: "inception-resnet-v2",
    title: "Inception-ResNet-v2",
    summary: "The released network: 10, 20 and 10 residual inception modules at the cost of Inception-v4.",
    published: {
      top1Error: 19.9,
      top5Error: 4.9,
      note: "single crop, ILSVRC-2012 validation; 17.8 / 3.7 with 144 crops",
    },
    deviations: [
      {
        what: "Structure",
        ours: "10, 20 and 10 modules of 320, 1088 and 2080 channels",
        published: "5, 10 and 5 modules of 384, 1152 and 2144 channels",
        why: 'The paper\'s figures and the released network differ; only the released one costs about as much as Inception-v4, as the text says. The figures are built as "Inception-ResNet-v2 (paper)".',
      },
      { ...LINEAR_WIDTHS, ours: "1088 and 2080, the widths of their inputs" },
    ],
    params: {
      ...standardParams(299, 1000),
      aux: auxParam("On the last 17×17 map, as released, weighing 0.4 in the loss."),
    },
    build(builder, { aux, ...params }) {
      imageInput(builder, params);
      inceptionStem(builder);
      halve(builder, "pool2");
      builder.block("mixed_5b", "inception-v3-a", { conv1x1: 96, poolProj: 64 });
      const { on17x17, on8x8 } = modules(builder, [320, 1088, 2080], [10, 20, 9]);
      if (aux) builder.block("aux", "inception-aux", { classes: params.classes }, { from: on17x17 });
      // The last of the ten: added whole, and not rectified.
      const last = { filters: 2080, scale: 1, relu: false };
      builder.block("resnet_c_last", "inception-resnet-c", last, { from: on8x8 });
      builder.block("conv6", "conv-unit", {
        filters: 1536,
        kernel: [1, 1],
        padding: "valid",
        epsilon: TENSORFLOW_EPSILON,
      });
      inceptionHead(builder, params.classes);
    },
  }),
  defineNetwork({
    ...about,
    id: "inception-resnet-v2-paper",
    title: "Inception-ResNet-v2 (paper)",
    summary: "Inception-ResNet-v2 as the paper's figures draw it: Inception-v4's stem and wider sums.",
    deviations: [
      { ...LINEAR_WIDTHS, ours: "1152 and 2144" },
      {
        what: "Repeats",
        ours: "5, 10 and 5",
        published: "a cost of about Inception-v4's",
        why: "The shared figure of both Inception-ResNets says 5, 10, 5; only 10, 20, 10, a parameter of this network, comes near the cost that the text names.",
      },
    ],
    params: {
      ...standardParams(299, 1000),
      repeats: choice({
        label: "Repeats",
        help: "How many A, B and C modules.",
        default: "5-10-5",
        options: [
          { value: "5-10-5", label: "5, 10, 5: the figure" },
          { value: "10-20-10", label: "10, 20, 10: the released network" },
        ],
      }),
    },
    build(builder, { repeats, ...params }) {
      imageInput(builder, params);
      builder.block("stem", "inception-v4-stem");
      modules(builder, [384, 1152, 2144], repeats === "5-10-5" ? [5, 10, 5] : [10, 20, 10]);
      inceptionHead(builder, params.classes);
    },
  }),
] as readonly NetworkDefinition[];

interface Maps {
  readonly on17x17: Endpoint;
  readonly on8x8: Endpoint;
}

type Three = readonly [a: number, b: number, c: number];

/** v2's modules between and behind its reductions. */
function modules(builder: GraphBuilder, [a, b, c]: Three, repeats: Three): Maps {
  builder.block("resnet_a", "inception-resnet-a", { filters: a }, { repeat: repeats[0] });
  builder.block("reduction_a", "inception-reduction-a", { k: 256, l: 256, m: 384, n: 384 });
  const on17x17 = builder.block("resnet_b", "inception-resnet-b", { filters: b }, { repeat: repeats[1] });
  builder.block("reduction_b", "inception-resnet-reduction-b");
  const on8x8 = builder.block("resnet_c", "inception-resnet-c", { filters: c }, { repeat: repeats[2] });
  return { on17x17, on8x8 };
}
