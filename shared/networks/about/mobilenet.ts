import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const widths: PublishedTable = {
  title: "Width multiplier",
  source: "Howard et al. 2017, as rounded in its tables",
  rowHeading: "alpha",
  columns: [
    { heading: "M params", ours: "params", divisor: 1e6, digits: 1 },
    { heading: "M MACs", ours: "macs", divisor: 1e6 },
  ],
  rows: [
    { label: "1.0", network: "mobilenet-1.0", cells: [4.2, 569] },
    { label: "0.75", network: "mobilenet-0.75", cells: [2.6, 325] },
    { label: "0.5", network: "mobilenet-0.5", cells: [1.3, 149] },
    { label: "0.25", network: "mobilenet-0.25", cells: [0.5, 41] },
  ],
};

const thinner = (alpha: string): string =>
  `${alpha} times the channels in every layer: weights and multiply-adds fall with nearly the square.`;

const published: PublishedRecipe = {
  cite: "Howard et al. 2017",
  source: "Howard et al. 2017, trained as Inception-v3 with less regularisation",
  optimiser: "rmsprop-tf",
  batch: 32,
  learningRate: 0.045,
  weightDecay: 4e-5,
  course: { kind: "exponential", factor: 0.94, epochs: 2 },
  length: null,
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "A telephone has neither the memory nor the power for the networks that win competitions.",
      "MobileNet separates every convolution after the first into a filter per channel and a 1×1 across channels, and scales with one number, the width multiplier.",
      "A separable convolution costs 1/N + 1/Dₖ² of a full one: with 3×3 windows eight to nine times less.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      {
        name: "The slides' rule",
        text: '"once N > M, less ops" is not the condition: the ratio holds no M, and with 3×3 windows two filters are enough',
        source: "from the formula above",
      },
    ],
    tables: [widths],
    example: "unit2",
  },
  [
    {
      id: "mobilenet-1.0",
      ancestor: "xception",
      changes: [
        "A plain chain of separable convolutions, without shortcuts.",
        "Batch normalisation and a rectifier behind both halves.",
        "Strides instead of pools.",
      ],
    },
    { id: "mobilenet-0.75", ancestor: "mobilenet-1.0", changes: [thinner("0.75")] },
    { id: "mobilenet-0.5", ancestor: "mobilenet-1.0", changes: [thinner("0.5")] },
    { id: "mobilenet-0.25", ancestor: "mobilenet-1.0", changes: [thinner("0.25")] },
  ],
);
