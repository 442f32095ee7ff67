import { TENSORFLOW_EPSILON } from "../../blocks/parts";
import { classify } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

export default [
  defineNetwork({
    id: "xception",
    title: "Xception",
    family: "Xception",
    year: 2016,
    summary: "Inception taken to its end: separable convolutions throughout, with residual connections.",
    citation: "Chollet, Xception: Deep Learning with Depthwise Separable Convolutions, CVPR 2017",
    arxiv: "1610.02357",
    published: {
      top1Error: 21.0,
      top5Error: 5.5,
      params: 22855952,
      note: "single crop, ILSVRC-2012 validation (accuracies of 0.790 and 0.945)",
    },
    deviations: [
      {
        what: "Parameters",
        ours: "22,855,952 trainable, 22,910,480 with moving statistics",
        published: "22,855,952 and 22,910,480",
        why: "Both are in use. Keras counts the 54,528 moving statistics of batch normalisation, the paper's table does not.",
      },
    ],
    params: standardParams(299, 1000),
    build(builder, params) {
      imageInput(builder, params);
      builder.block("conv1", "conv-unit", {
        filters: 32,
        stride: [2, 2],
        padding: "valid",
        epsilon: TENSORFLOW_EPSILON,
      });
      builder.block("conv2", "conv-unit", { filters: 64, padding: "valid", epsilon: TENSORFLOW_EPSILON });
      builder.block("entry1", "xception-entry", { filters: 128, relu: false });
      builder.block("entry2", "xception-entry", { filters: 256 });
      builder.block("entry3", "xception-entry", { filters: 728 });
      builder.block("middle", "xception-middle", { filters: 728 }, { repeat: 8 });
      builder.block("exit", "xception-exit");
      builder.layer("avgpool", "global-avg-pool");
      builder.layer("dropout", "dropout");
      classify(builder, "linear", params.classes);
    },
  }),
] as readonly NetworkDefinition[];
