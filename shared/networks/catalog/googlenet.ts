import type { GraphBuilder } from "../../blocks/graph-builder";
import type { Endpoint } from "../../graph/document";
import { classify } from "../classifier";
import { auxParam, defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

/** #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj: the paper's table 1. */
type Widths = readonly [number, number, number, number, number, number];

const MODULES: Readonly<Record<string, Widths>> = {
  inception_3a: [64, 96, 128, 16, 32, 32],
  inception_3b: [128, 128, 192, 32, 96, 64],
  inception_4a: [192, 96, 208, 16, 48, 64],
  inception_4b: [160, 112, 224, 24, 64, 64],
  inception_4c: [128, 128, 256, 24, 64, 64],
  inception_4d: [112, 144, 288, 32, 64, 64],
  inception_4e: [256, 160, 320, 32, 128, 128],
  inception_5a: [256, 160, 320, 32, 128, 128],
  inception_5b: [384, 192, 384, 48, 128, 128],
};

const POOL = { kernel: [3, 3], stride: [2, 2], rounding: "ceil" } as const;
/** Caffe's alpha of 1e-4 divided by the size of 5; k is 1. */
const LRN = { size: 5, alpha: 2e-5, beta: 0.75, bias: 1 } as const;

export default [
  defineNetwork({
    id: "googlenet",
    title: "GoogLeNet",
    family: "Inception",
    year: 2014,
    summary: "Nine inception modules and no hidden dense layers: a ninth of AlexNet’s weights, and better.",
    citation: "Szegedy et al., Going Deeper with Convolutions, CVPR 2015",
    arxiv: "1409.4842",
    published: { top1Error: 31.3, top5Error: 11.1, note: "centre crop, the Caffe model zoo's replica" },
    deviations: [
      {
        what: "First convolution in the paper's table",
        ours: "9,408 weights, 118 million multiply-adds",
        published: "2.7K and 34M",
        why: "The printed numbers are those of a separable 7×7 with 8 filters per channel; the figure shows the dense one, which is built here.",
      },
      {
        what: "Module 5a in the paper's table",
        ours: "1,042,432 weights, 51 million multiply-adds",
        published: "1072K and 54M",
        why: "The 54M fit a 5×5 reduction to 48 channels, not the 32 printed in the same row, which are built here.",
      },
      {
        what: "Weights of 4a, 4c, 4d, 4e and 5b",
        ours: "367K, 498K, 591K, 847K and 1409K",
        published: "364K, 463K, 580K, 840K and 1388K",
        why: "The column does not follow from the printed widths, while the column of operations does. The table's K is 1024.",
      },
    ],
    params: {
      ...standardParams(224, 1000),
      aux: auxParam("On modules 4a and 4d, each weighing 0.3 in the loss."),
    },
    build(builder, { aux, ...params }) {
      imageInput(builder, params);
      stem(builder);
      modules(builder, ["inception_3a", "inception_3b"]);
      builder.layer("pool3", "max-pool", POOL);
      const first = modules(builder, ["inception_4a"]);
      const second = modules(builder, ["inception_4b", "inception_4c", "inception_4d"]);
      if (aux) {
        builder.block("aux1", "googlenet-aux", { classes: params.classes }, { from: first });
        builder.block("aux2", "googlenet-aux", { classes: params.classes }, { from: second });
      }
      modules(builder, ["inception_4e"], second);
      builder.layer("pool4", "max-pool", POOL);
      modules(builder, ["inception_5a", "inception_5b"]);
      // 7×7 at the paper's size; the mean of the whole map serves images of any size.
      builder.layer("avgpool", "global-avg-pool");
      builder.layer("dropout", "dropout", { rate: 0.4 });
      classify(builder, "linear", params.classes);
    },
  }),
] as readonly NetworkDefinition[];

/** conv1 is dense: the table's 2.7K weights would be a separable one (zoo-facts section 9.2). */
function stem(builder: GraphBuilder): void {
  const first = { filters: 64, kernel: [7, 7], stride: [2, 2], padding: [3, 3, 3, 3], batchNorm: false };
  builder.block("conv1", "conv-unit", first);
  builder.layer("pool1", "max-pool", POOL);
  builder.layer("norm1", "lrn", LRN);
  const reduce = { filters: 64, kernel: [1, 1], padding: [0, 0, 0, 0], batchNorm: false };
  builder.block("conv2_reduce", "conv-unit", reduce);
  builder.block("conv2", "conv-unit", { filters: 192, batchNorm: false });
  builder.layer("norm2", "lrn", LRN);
  builder.layer("pool2", "max-pool", POOL);
}

function modules(builder: GraphBuilder, names: readonly string[], from = builder.last): Endpoint {
  let last = from;
  for (const name of names) {
    const [conv1x1, reduce3x3, conv3x3, reduce5x5, conv5x5, poolProj] = MODULES[name] as Widths;
    const widths = { conv1x1, reduce3x3, conv3x3, reduce5x5, conv5x5, poolProj };
    last = builder.block(name, "inception-v1", widths, { from: last });
  }
  return last;
}
