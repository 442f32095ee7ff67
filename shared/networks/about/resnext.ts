import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const budget: PublishedTable = {
  title: "The same budget, more paths",
  source: "Xie et al. 2017, table 2",
  rowHeading: "C × d in conv2_x",
  columns: [
    { heading: "params", ours: "params" },
    { heading: "G MACs", ours: "macs", divisor: 1e9, digits: 2 },
  ],
  rows: [
    { label: "1 × 64d", network: "resnet-50", cells: [null, null] },
    { label: "2 × 40d", network: "resnext-50-2x40d", cells: [null, null] },
    { label: "4 × 24d", network: "resnext-50-4x24d", cells: [null, null] },
    { label: "8 × 14d", network: "resnext-50-8x14d", cells: [null, null] },
    { label: "32 × 4d", network: "resnext-50-32x4d", cells: [null, null] },
  ],
  note: "The paper fixes the pairs; the counts are ours.",
};

const errors: PublishedTable = {
  title: "Top-1 error, one crop, ILSVRC-2012 validation",
  source: "the authors' model page",
  rowHeading: "network",
  columns: [
    { heading: "top-1", unit: "%" },
    { heading: "G MACs", ours: "macs", divisor: 1e9, digits: 2 },
  ],
  rows: [
    { label: "ResNet-50", network: "resnet-50", cells: [23.9, null] },
    { label: "ResNeXt-50 32×4d", network: "resnext-50-32x4d", cells: [22.2, null] },
    { label: "ResNet-101", network: "resnet-101", cells: [22.0, null] },
    { label: "ResNeXt-101 32×4d", network: "resnext-101-32x4d", cells: [21.2, null] },
    { label: "ResNeXt-101 64×4d", network: "resnext-101-64x4d", cells: [20.4, null] },
  ],
};

const SPLIT = "The 3×3 of each bottleneck is split into";

const published: PublishedRecipe = {
  cite: "Xie et al. 2017",
  source: "the released code",
  optimiser: "sgd",
  batch: 256,
  learningRate: 0.1,
  weightDecay: 1e-4,
  course: { kind: "milestones", factor: 0.1, at: [30, 60] },
  length: { amount: 90, unit: "epochs" },
  augmentation: ["resized-crop", "colour", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "Inception modules split, transform and merge, but every branch is designed by hand.",
      "ResNeXt makes all branches alike, so that their number, the cardinality, is just one more dimension beside depth and width: a grouped convolution in a bottleneck.",
      "At equal cost, more paths do better than more depth or more width.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      {
        name: "Three equal forms",
        text: "32 summed paths, one concatenation before the last 1×1, or a grouped convolution",
        source: "Xie et al. 2017, figure 3",
      },
    ],
    tables: [budget, errors],
  },
  [
    {
      id: "resnext-50-32x4d",
      ancestor: "resnet-50",
      changes: [`${SPLIT} 32 paths of 4 channels (conv2_x), twice as wide together as in ResNet-50.`],
    },
    {
      id: "resnext-50-2x40d",
      ancestor: "resnet-50",
      changes: [`${SPLIT} 2 paths of 40 channels (conv2_x).`],
    },
    {
      id: "resnext-50-4x24d",
      ancestor: "resnet-50",
      changes: [`${SPLIT} 4 paths of 24 channels (conv2_x).`],
    },
    {
      id: "resnext-50-8x14d",
      ancestor: "resnet-50",
      changes: [`${SPLIT} 8 paths of 14 channels (conv2_x).`],
    },
    {
      id: "resnext-101-32x4d",
      ancestor: "resnext-50-32x4d",
      changes: ["23 bottlenecks in conv4_x instead of 6."],
    },
    { id: "resnext-101-64x4d", ancestor: "resnext-101-32x4d", changes: ["64 paths instead of 32."] },
    {
      id: "resnext-101-32x8d",
      ancestor: "resnext-101-32x4d",
      changes: ["Paths of 8 channels instead of 4."],
    },
  ],
);
