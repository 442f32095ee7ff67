import type { GraphBuilder } from "../../blocks/graph-builder";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

const about = {
  family: "Network in Network",
  year: 2013,
  citation: "Lin, Chen, Yan, Network In Network, ICLR 2014",
  arxiv: "1312.4400",
} as const;

const POOL = { kernel: [3, 3], stride: [2, 2], rounding: "ceil" } as const;
const KEEP_5 = { kernel: [5, 5], padding: [2, 2, 2, 2] } as const;
const KEEP_3 = { kernel: [3, 3], padding: [1, 1, 1, 1] } as const;

export default [
  defineNetwork({
    ...about,
    id: "nin-cifar10",
    title: "NIN for CIFAR-10",
    summary: "Three mlpconv stages end in one map per class, averaged: no dense layer at all.",
    deviations: [
      {
        what: "Second pool",
        ours: "maximum",
        published: "average in Caffe's and Lasagne's versions",
        why: "The authors' own definition takes the maximum in both pools.",
      },
    ],
    params: standardParams(32, 10),
    // Both pools are maximum pools, as in the authors' own definition; the Caffe version averages in the second.
    build(builder, params) {
      imageInput(builder, params);
      builder.block("mlpconv1", "mlpconv", { ...KEEP_5, filters: 192, cccp1: 160, cccp2: 96 });
      builder.layer("pool1", "max-pool", POOL);
      builder.layer("drop1", "dropout");
      builder.block("mlpconv2", "mlpconv", { ...KEEP_5, filters: 192, cccp1: 192, cccp2: 192 });
      builder.layer("pool2", "max-pool", POOL);
      builder.layer("drop2", "dropout");
      builder.block("mlpconv3", "mlpconv", { ...KEEP_3, filters: 192, cccp1: 192, cccp2: params.classes });
      average(builder);
    },
  }),
  defineNetwork({
    ...about,
    id: "nin-imagenet",
    title: "NIN for ImageNet",
    summary: "Four mlpconv stages: AlexNet's error with an eighth of its weights.",
    published: {
      top1Error: 39.2,
      params: 7.5e6,
      note: "ILSVRC-2012 validation, the authors' released model",
    },
    deviations: [
      {
        what: '"Performance" in the slides\' table',
        ours: "top-1 errors of 40.7 % (AlexNet) and 39.2 %",
        published: "performances of 40.7 % and 39.2 %",
        why: "The numbers are errors: less is better.",
      },
    ],
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      const first = { kernel: [11, 11], stride: [4, 4], padding: [0, 0, 0, 0] };
      builder.block("mlpconv1", "mlpconv", { ...first, filters: 96, cccp1: 96, cccp2: 96 });
      builder.layer("pool1", "max-pool", POOL);
      builder.block("mlpconv2", "mlpconv", { ...KEEP_5, filters: 256, cccp1: 256, cccp2: 256 });
      builder.layer("pool2", "max-pool", POOL);
      builder.block("mlpconv3", "mlpconv", { ...KEEP_3, filters: 384, cccp1: 384, cccp2: 384 });
      builder.layer("pool3", "max-pool", POOL);
      builder.layer("drop", "dropout");
      builder.block("mlpconv4", "mlpconv", { ...KEEP_3, filters: 1024, cccp1: 1024, cccp2: params.classes });
      average(builder);
    },
  }),
] as readonly NetworkDefinition[];

/** One map per class: its mean is the class's score. */
function average(builder: GraphBuilder): void {
  builder.layer("avgpool", "global-avg-pool");
  builder.layer("softmax", "softmax");
}
