import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const PAPER = "He et al. 2015, section 4.2, as usually quoted";
const ERRORS: Readonly<Record<number, number>> = { 20: 8.75, 32: 7.51, 44: 7.17, 56: 6.97, 110: 6.43 };
const DEPTHS = Object.keys(ERRORS).map(Number);

const depths: PublishedTable = {
  title: "Deeper, on CIFAR-10",
  source: "He et al. 2015, table 6, as quoted by a replica",
  rowHeading: "network",
  columns: [
    { heading: "depth", ours: "depth" },
    { heading: "test error", unit: "%" },
    { heading: "params", ours: "params" },
  ],
  rows: DEPTHS.map((depth) => ({
    label: `ResNet-${depth}`,
    network: `resnet-cifar-${depth}`,
    cells: [depth, ERRORS[depth] ?? null, null],
  })),
};

const published: PublishedRecipe = {
  cite: "He et al. 2016",
  source: PAPER,
  optimiser: "sgd",
  batch: 128,
  learningRate: 0.1,
  weightDecay: 1e-4,
  course: { kind: "milestones", factor: 0.1, at: [32_000, 48_000] },
  length: { amount: 64_000, unit: "iterations" },
  augmentation: ["crop", "flip"],
};

/** The deepest does not begin to learn at 0.1: it warms up over about 400 iterations. */
const deepest: PublishedRecipe = { ...published, warmupShare: 400 / 64_000 };

const recipe = [
  ...recipeFacts(published),
  { name: "Warm-up", text: "ResNet-110 begins at 0.01", source: PAPER },
  { name: "Augmentation", text: "4 pixels of padding, random 32×32 crops, flips", source: PAPER },
];

/** Each grows out of the one before. */
function chain(prefix: string, first: { readonly ancestor: string; readonly changes: readonly string[] }) {
  return DEPTHS.map((depth, index) => ({
    id: `${prefix}-${depth}`,
    ...(depth === 110 ? { published: deepest } : {}),
    ...(index === 0
      ? first
      : {
          ancestor: `${prefix}-${DEPTHS[index - 1]}`,
          changes: [
            `${(depth - 2) / 6} pairs of convolutions in each stage: depth 6·${(depth - 2) / 6} + 2.`,
          ],
        }),
  }));
}

export default [
  ...aboutFamily(
    {
      idea: [
        "Does the residual idea hold where depth can be pushed at will?",
        "Three stages of 16, 32 and 64 channels on images of 32×32, with identity shortcuts that add no parameters.",
        "Error falls all the way from 20 to 110 layers, as it does not without shortcuts.",
      ],
      recipe,
      published,
      tables: [depths],
    },
    chain("resnet-cifar", {
      ancestor: "plain-cifar-20",
      changes: ["A shortcut around every two convolutions, zero-padded where the width changes."],
    }),
  ),
  ...aboutFamily(
    {
      idea: [
        "The controls of the CIFAR experiments: the same layers, no shortcuts.",
        "Three stages of 16, 32 and 64 channels, depth 6n + 2.",
        "56 layers have a higher error than 20, on the training images as well as on the test.",
      ],
      recipe,
      published,
      tables: [],
    },
    chain("plain-cifar", {
      ancestor: "plain-18",
      changes: ["Three thin stages for images of 32×32 instead of four wide ones."],
    }),
  ),
];
