import { aboutFamily, type Fact, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const PAPER = "He et al. 2015, section 3.4, as usually quoted";
const SLIDES = "lecture slides";

const published: PublishedRecipe = {
  cite: "He et al. 2016",
  source: PAPER,
  optimiser: "sgd",
  batch: 256,
  learningRate: 0.1,
  weightDecay: 1e-4,
  course: { kind: "plateau", factor: 0.1 },
  length: { amount: 600_000, unit: "iterations" },
  augmentation: ["scale-jitter", "flip", "colour"],
};

const recipe: readonly Fact[] = [
  ...recipeFacts(published),
  {
    name: "From scratch",
    text: "with batch normalisation; no dropout, no hidden dense layer",
    source: SLIDES,
  },
];

const plainOrResidual: PublishedTable = {
  title: "With and without shortcuts",
  source: "He et al. 2015, 10 crops, ILSVRC-2012 validation, as usually quoted",
  rowHeading: "network",
  columns: [
    { heading: "top-1", unit: "%" },
    { heading: "params", ours: "params" },
  ],
  rows: [
    { label: "plain-18", network: "plain-18", cells: [27.94, null] },
    { label: "plain-34", network: "plain-34", cells: [28.54, null] },
    { label: "ResNet-18 (A)", network: "resnet-18", params: { shortcut: "A" }, cells: [27.88, null] },
    { label: "ResNet-34 (A)", network: "resnet-34", params: { shortcut: "A" }, cells: [25.03, null] },
  ],
  note: "Option A adds no parameters: the same weights, wired otherwise, make depth pay.",
};

const cost: PublishedTable = {
  title: "Cost",
  source: "He et al. 2015, table 1, as usually quoted",
  rowHeading: "network",
  columns: [{ heading: "G multiply-adds", ours: "macs", divisor: 1e9, digits: 2 }],
  rows: [
    { label: "ResNet-18", network: "resnet-18", params: { stridePlace: "1x1" }, cells: [1.8] },
    { label: "ResNet-34", network: "resnet-34", params: { stridePlace: "1x1" }, cells: [3.6] },
    { label: "ResNet-50", network: "resnet-50", params: { stridePlace: "1x1" }, cells: [3.8] },
    { label: "ResNet-101", network: "resnet-101", params: { stridePlace: "1x1" }, cells: [7.6] },
    { label: "ResNet-152", network: "resnet-152", params: { stridePlace: "1x1" }, cells: [11.3] },
  ],
  note: "Ours with the stride in the first 1×1 of a bottleneck, as in the paper; in the 3×3, as PyTorch has it, it is 0.23 G more.",
};

const released: PublishedTable = {
  title: "Released models",
  source: "the authors' model page; ILSVRC-2012 validation",
  rowHeading: "network",
  columns: [
    { heading: "1 crop top-1", unit: "%" },
    { heading: "top-5", unit: "%" },
    { heading: "10 crops top-1", unit: "%" },
    { heading: "top-5", unit: "%" },
  ],
  rows: [
    { label: "ResNet-50", network: "resnet-50", cells: [24.7, 7.8, 22.9, 6.7] },
    { label: "ResNet-101", network: "resnet-101", cells: [23.6, 7.1, 21.8, 6.1] },
    { label: "ResNet-152", network: "resnet-152", cells: [23.0, 6.7, 21.4, 5.7] },
  ],
};

const competitions: PublishedTable = {
  title: "ILSVRC and COCO 2015",
  source: SLIDES,
  rowHeading: "track",
  columns: [{ heading: "ahead of the second" }],
  rows: [
    { label: "ImageNet detection", cells: ["16 %"] },
    { label: "ImageNet localisation", cells: ["27 %"] },
    { label: "COCO detection", cells: ["11 %"] },
    { label: "COCO segmentation", cells: ["12 %"] },
  ],
};

export default [
  ...aboutFamily(
    {
      idea: [
        "A deeper plain network has a higher training error than a shallow one, so it is not overfitting but learning that fails.",
        "Two or three layers learn only the difference F(x) = H(x) − x from what comes in, which a shortcut adds back: doing nothing means weights of zero.",
        "152 layers learn well, and all five tracks of ILSVRC and COCO 2015 went to residual networks.",
      ],
      recipe,
      published,
      tables: [plainOrResidual, cost, released, competitions],
    },
    [
      { id: "resnet-18", ancestor: "plain-18", changes: ["A shortcut around every two convolutions."] },
      {
        id: "resnet-34",
        ancestor: "plain-34",
        changes: ["A shortcut around every two convolutions; nothing else."],
      },
      {
        id: "resnet-50",
        ancestor: "resnet-34",
        changes: [
          "Each unit of two 3×3 becomes a bottleneck of 1×1, 3×3, 1×1 with four times the width outside.",
        ],
      },
      { id: "resnet-101", ancestor: "resnet-50", changes: ["23 bottlenecks in conv4_x instead of 6."] },
      {
        id: "resnet-152",
        ancestor: "resnet-101",
        changes: ["8 bottlenecks in conv3_x instead of 4, 36 in conv4_x instead of 23."],
      },
    ],
  ),
  ...aboutFamily(
    {
      idea: [
        "These are the controls: residual networks with their shortcuts taken away.",
        "Stacks of 3×3 convolutions with batch normalisation, as deep and as wide as the ResNets of the same number.",
        "34 layers come out worse than 18, in training too, which is what shortcuts mend.",
      ],
      recipe,
      published,
      tables: [plainOrResidual],
    },
    [
      {
        id: "plain-18",
        ancestor: "vgg-e",
        changes: [
          "Batch normalisation behind every convolution.",
          "Maps shrink by strides instead of pools.",
          "The mean of the last maps instead of two hidden dense layers.",
        ],
      },
      {
        id: "plain-34",
        ancestor: "plain-18",
        changes: ["3, 4, 6 and 3 pairs of convolutions instead of 2 each."],
      },
    ],
  ),
];
