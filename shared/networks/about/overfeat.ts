import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const SIZES: readonly (readonly [label: string, node: string, side: number, why?: string])[] = [
  ["1", "conv1", 231],
  ["2", "conv2", 24, "24×24 is what the second convolution gives; it reads 28×28."],
  ["3", "conv3", 12],
  ["4", "conv4", 12],
  ["5", "conv5", 12],
  ["6, full", "flatten", 6],
  ["7, full", "fc7", 1],
  ["8, output", "fc8", 1],
];

const errors: PublishedTable = {
  title: "Top-5 error with more views of each image",
  source: "lecture slides",
  rowHeading: "",
  columns: [
    { heading: "Clarifai", unit: "%" },
    { heading: "OverFeat-5", unit: "%" },
    { heading: "OverFeat-7", unit: "%" },
  ],
  rows: [
    { label: "with augmentation", cells: [14.76, 13.52, 11.97] },
    { label: "without", cells: [16.5, 16.97, 14.18] },
  ],
  note: "The figures without augmentation are those of a single fast and a single accurate network.",
};

const published: PublishedRecipe = {
  cite: "Sermanet et al. 2014",
  source: "Sermanet et al., section 3, as usually quoted",
  optimiser: "sgd",
  momentum: 0.6,
  batch: 128,
  learningRate: 0.05,
  weightDecay: 1e-5,
  course: { kind: "milestones", factor: 0.5, at: [30, 50, 60, 70, 80] },
  length: { amount: 90, unit: "epochs" },
  initialiser: "gaussian",
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "Classifying, locating and detecting all need the same features, so one network should compute them once.",
      "Dense layers are read as convolutions and the whole network slides over the image at several scales, sharing all work between windows.",
      "It won the localisation task of ILSVRC 2013 and showed that a classifier is a detector in waiting.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      { name: "Dropout", text: "0.5 behind both hidden dense layers", source: "Sermanet et al., section 3" },
      {
        name: "Window",
        text: "one answer every 32 pixels (fast) or 36 pixels (accurate)",
        source: "the released code",
      },
    ],
    tables: [errors],
  },
  [
    {
      id: "overfeat-fast",
      ancestor: "alexnet",
      changes: [
        "More filters: 512 instead of 384 in conv3, 1024 instead of 384 and 256 in conv4 and conv5.",
        "Pools of 2×2 that do not overlap.",
        "No response normalisation, no groups, input of 231.",
      ],
      tables: [
        {
          title: "Sizes of the fast model",
          source: "Sermanet et al., table 1, as on the slides",
          rowHeading: "layer",
          columns: [{ heading: "input side", ours: "inputSide" }],
          rows: SIZES.map(([label, node, side, why]) => ({
            label,
            nodes: [node],
            cells: [side],
            ...(why ? { why } : {}),
          })),
          note: "The slides call this table the model's; the paper has it as the fast one of two.",
        },
        errors,
      ],
    },
    {
      id: "overfeat-accurate",
      ancestor: "overfeat-fast",
      changes: [
        "First filters 7×7 at a stride of 2, second 7×7.",
        "A sixth convolution.",
        "First and last pool 3×3, input of 221.",
      ],
    },
  ],
);
