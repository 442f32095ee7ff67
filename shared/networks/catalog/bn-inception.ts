import type { GraphBuilder } from "../../blocks/graph-builder";
import { TENSORFLOW_EPSILON } from "../../blocks/parts";
import { choice } from "../../layers/params";
import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

/** #1×1, #3×3 reduce, #3×3, double #3×3 reduce, double #3×3, pool proj. */
type Widths = readonly [number, number, number, number, number, number];
/** Without 1×1 and projection: the modules of stride 2. */
type Halving = readonly [number, number, number, number];

type Module = readonly [name: string, widths: Widths | Halving];

const MODULES: readonly Module[] = [
  ["inception_3a", [64, 64, 64, 64, 96, 32]],
  ["inception_3b", [64, 64, 96, 64, 96, 64]],
  ["inception_3c", [128, 160, 64, 96]],
  ["inception_4a", [224, 64, 96, 96, 128, 128]],
  ["inception_4b", [192, 96, 128, 96, 128, 128]],
  ["inception_4c", [160, 128, 160, 128, 160, 96]],
  ["inception_4d", [96, 128, 192, 160, 192, 96]],
  ["inception_4e", [128, 192, 192, 256]],
  ["inception_5a", [352, 192, 320, 160, 224, 128]],
  ["inception_5b", [352, 192, 320, 192, 224, 128]],
];

/** 4c and 4d, whose printed projection of 128 contradicts the printed output of 576. */
const CONTRADICTORY = ["inception_4c", "inception_4d"];

const POOL = { kernel: [3, 3], stride: [2, 2], padding: "same" } as const;

export default [
  defineNetwork({
    id: "inception-v2",
    title: "Inception-v2 (BN-Inception)",
    family: "Inception",
    year: 2015,
    summary: "GoogLeNet with batch normalisation everywhere and two 3×3 convolutions in place of each 5×5.",
    citation:
      "Ioffe, Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal Covariate Shift, ICML 2015",
    arxiv: "1502.03167",
    published: { top1Error: 25.2, top5Error: 7.8, note: "single crop, ILSVRC-2012 validation" },
    deviations: [
      {
        what: "Pool projection of 4c and 4d",
        ours: "96",
        published: "128",
        why: "The paper's table prints an output of 576 channels for both, which only 96 gives; with 128 they would have 608. The widths as printed are a parameter of this network.",
      },
      {
        what: "First convolution",
        ours: "a dense 7×7",
        published: "a separable 7×7 in the authors' code",
        why: "The dense one is what the paper's figure shows; the separable one has 11,188,224 parameters in all.",
      },
    ],
    params: {
      ...standardParams(224, 1000),
      widths: choice({
        label: "Widths of 4c and 4d",
        help: "The paper's table contradicts itself: its projections do not add up to its outputs.",
        default: "outputs",
        options: [
          { value: "outputs", label: "As the printed outputs need: 96" },
          { value: "printed", label: "As printed: 128" },
        ],
      }),
    },
    build(builder, { widths, ...params }) {
      imageInput(builder, params);
      const first = {
        filters: 64,
        kernel: [7, 7],
        stride: [2, 2],
        padding: "same",
        epsilon: TENSORFLOW_EPSILON,
      };
      builder.block("conv1", "conv-unit", first);
      builder.layer("pool1", "max-pool", POOL);
      builder.block("conv2_reduce", "conv-unit", {
        filters: 64,
        kernel: [1, 1],
        padding: [0, 0, 0, 0],
        epsilon: TENSORFLOW_EPSILON,
      });
      builder.block("conv2", "conv-unit", { filters: 192, epsilon: TENSORFLOW_EPSILON });
      builder.layer("pool2", "max-pool", POOL);
      for (const module of MODULES) addModule(builder, module, widths === "printed");
      // 7×7 at the paper's size; the mean of the whole map serves images of any size.
      builder.layer("avgpool", "global-avg-pool");
      builder.layer("dropout", "dropout", { rate: 0.2 });
      classify(builder, "linear", params.classes);
    },
  }),
] as readonly NetworkDefinition[];

function addModule(builder: GraphBuilder, [name, widths]: Module, printed: boolean): void {
  if (widths.length === 4) {
    const [reduce3x3, conv3x3, reduceDouble, convDouble] = widths;
    builder.block(name, "inception-v2-reduction", { reduce3x3, conv3x3, reduceDouble, convDouble });
    return;
  }
  const [conv1x1, reduce3x3, conv3x3, reduceDouble, convDouble, projection] = widths;
  builder.block(name, "inception-v2", {
    conv1x1,
    reduce3x3,
    conv3x3,
    reduceDouble,
    convDouble,
    pool: name === "inception_5b" ? "max" : "avg",
    poolProj: printed && CONTRADICTORY.includes(name) ? 128 : projection,
  });
}
