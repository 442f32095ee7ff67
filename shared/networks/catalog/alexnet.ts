import type { GraphBuilder } from "../../blocks/graph-builder";
import { classify, hiddenDense } from "../classifier";
import { defineNetwork, imageInput, type NetworkDefinition, standardParams } from "../define";

const common = {
  family: "AlexNet",
  year: 2012,
} as const;

const KRIZHEVSKY =
  "Krizhevsky, Sutskever, Hinton, ImageNet Classification with Deep Convolutional Neural Networks, NIPS 2012";

export default [
  defineNetwork({
    ...common,
    id: "alexnet",
    title: "AlexNet",
    summary:
      "Five convolutions and three dense layers on two graphics cards: the network that started it all.",
    citation: KRIZHEVSKY,
    published: {
      top1Error: 40.7,
      top5Error: 18.2,
      params: 60e6,
      note: "one network, ILSVRC-2012 validation; parameters as the paper rounds them",
    },
    deviations: [
      {
        what: "Input",
        ours: "227×227",
        published: "224×224",
        why: "Windows of 11 in steps of 4 without padding give the paper's 55×55 only from 227 pixels.",
      },
      {
        what: "Connections",
        ours: "724,406,816 multiply-adds",
        published: "630,000,000",
        why: "No rule of counting is known that gives the printed number.",
      },
      {
        what: "Neurons",
        ours: "659,272",
        published: "650,000",
        why: "The printed number is rounded; the layers' own numbers in the slides add up to ours.",
      },
      {
        what: "Top-5 error in the slides' list of ILSVRC-2012",
        ours: "18.2 %",
        published: "17 %",
        why: "The 17.0 % belong to the test set of ILSVRC-2010; the year in the slides' citation, 2014, should read 2012.",
      },
    ],
    params: standardParams(227, 1000),
    build: (builder, params) => towers(builder, params, 2),
  }),
  defineNetwork({
    ...common,
    id: "alexnet-ungrouped",
    title: "AlexNet on one card",
    summary: "AlexNet as it would be without the split over two graphics cards.",
    citation: KRIZHEVSKY,
    deviations: [
      {
        what: "Parameters",
        ours: "62,378,344",
        published: "60 million",
        why: "The published count has conv2, conv4 and conv5 split over two cards; whole, they have 1.4 million weights more.",
      },
    ],
    params: standardParams(227, 1000),
    build: (builder, params) => towers(builder, params, 1),
  }),
  defineNetwork({
    ...common,
    id: "alexnet-owt",
    title: "AlexNet, one weird trick",
    year: 2014,
    summary: "One tower, slimmer and without response normalisation: the AlexNet of most libraries.",
    citation: "Krizhevsky, One Weird Trick for Parallelizing Convolutional Neural Networks, 2014",
    arxiv: "1404.5997",
    params: standardParams(224, 1000),
    build(builder, params) {
      imageInput(builder, params);
      const first = { filters: 64, kernel: [11, 11], stride: [4, 4], padding: [2, 2, 2, 2], pool: true };
      builder.block("conv1", "alexnet-stage", first);
      const second = { filters: 192, kernel: [5, 5], padding: [2, 2, 2, 2], pool: true };
      builder.block("conv2", "alexnet-stage", second);
      builder.block("conv3", "alexnet-stage", { filters: 384 });
      builder.block("conv4", "alexnet-stage", { filters: 256 });
      builder.block("conv5", "alexnet-stage", { filters: 256, pool: true });
      hiddenDense(builder, ["fc6", "fc7"], [4096, 4096]);
      classify(builder, "fc8", params.classes);
    },
  }),
] as readonly NetworkDefinition[];

interface Size {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
}

/** Groups of 2 in conv2, conv4 and conv5 are the two cards. Input 227: 224 without padding does not give 55. */
function towers(builder: GraphBuilder, size: Size, groups: number): void {
  imageInput(builder, size);
  const first = { filters: 96, kernel: [11, 11], stride: [4, 4], padding: [0, 0, 0, 0] };
  builder.block("conv1", "alexnet-stage", { ...first, lrn: true, pool: true });
  const second = { filters: 256, kernel: [5, 5], padding: [2, 2, 2, 2], groups };
  builder.block("conv2", "alexnet-stage", { ...second, lrn: true, pool: true });
  builder.block("conv3", "alexnet-stage", { filters: 384 });
  builder.block("conv4", "alexnet-stage", { filters: 384, groups });
  builder.block("conv5", "alexnet-stage", { filters: 256, groups, pool: true });
  hiddenDense(builder, ["fc6", "fc7"], [4096, 4096]);
  classify(builder, "fc8", size.classes);
}
