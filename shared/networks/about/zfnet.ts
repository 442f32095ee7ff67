import { aboutFamily, type TableRow } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const PAPER = "Zeiler, Fergus, section 3 and table 2";

const errors: readonly TableRow[] = [
  { label: "Gunji et al. 2012", cells: [null, null, 26.2] },
  { label: "AlexNet ×1", network: "alexnet", cells: [40.7, 18.2, null] },
  { label: "(a) ×1", network: "zfnet", cells: [38.4, 16.5, null] },
  { label: "(a) ×5", cells: [36.7, 15.3, 15.3] },
  { label: "(b) ×1", network: "zfnet-b", cells: [37.5, 16.0, 16.1] },
  { label: "(a) and (b) ×6", cells: [36.0, 14.7, 14.8] },
];

const published: PublishedRecipe = {
  cite: "Zeiler and Fergus 2014",
  source: PAPER,
  optimiser: "sgd",
  batch: 128,
  learningRate: 0.01,
  weightDecay: 0,
  course: { kind: "plateau", factor: 0.1 },
  length: { amount: 70, unit: "epochs" },
  initialiser: "gaussian",
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "Nobody knew what AlexNet's layers had learned, so Zeiler and Fergus projected activations back to pixels and looked.",
      "The first filters were coarse and aliased, which smaller filters and a smaller stride mended.",
      "The line of networks that came of it, entered by Clarifai, won ILSVRC 2013.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      { name: "Annealing", text: "by hand, when the validation error stood still", source: PAPER },
      {
        name: "Images",
        text: "shorter side to 256, centre 256×256, mean subtracted; ten crops of 224×224",
        source: PAPER,
      },
      {
        name: "Filters",
        text: "those of conv layers whose RMS exceeds 0.1 are scaled back to 0.1",
        source: PAPER,
      },
      { name: "Time", text: "about 12 days on one GTX 580", source: PAPER },
    ],
    tables: [
      {
        title: "Errors, and averaging models",
        source: "Zeiler, Fergus, table 2",
        rowHeading: "model",
        columns: [
          { heading: "val top-1", unit: "%" },
          { heading: "val top-5", unit: "%" },
          { heading: "test top-5", unit: "%" },
        ],
        rows: errors,
        note: "Averaging networks that differ only in their random start gains 1.7 points of top-1 error.",
      },
    ],
  },
  [
    {
      id: "zfnet",
      ancestor: "alexnet",
      changes: [
        "First filters 7×7 instead of 11×11, at a stride of 2 instead of 4.",
        "conv2 at a stride of 2.",
        "No groups: one card holds it.",
        "Pool first, then normalise.",
      ],
    },
    {
      id: "zfnet-b",
      ancestor: "zfnet",
      changes: ["512, 1024 and 512 maps in conv3 to conv5 instead of 384, 384 and 256: a small gain."],
    },
  ],
);
