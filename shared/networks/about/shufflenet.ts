import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const PAPER = "Zhang et al. 2017";
const ROWS: readonly (readonly [
  groups: number,
  complexity: number,
  error: number,
  unshuffled: number | null,
])[] = [
  [1, 143, 33.6, null],
  [2, 140, 32.7, null],
  [3, 137, 32.6, 34.5],
  [4, 133, 32.8, null],
  [8, 137, 32.4, 37.6],
];

const groups: PublishedTable = {
  title: "Groups at one budget",
  source: `${PAPER}, tables 2 and 3`,
  rowHeading: "g",
  columns: [
    { heading: "M MACs", ours: "macs", divisor: 1e6 },
    { heading: "top-1", unit: "%" },
    { heading: "unshuffled", unit: "%" },
  ],
  rows: ROWS.map(([g, complexity, error, unshuffled]) => ({
    label: String(g),
    network: `shufflenet-g${g}`,
    cells: [complexity, error, unshuffled],
  })),
  note: "The paper leaves out the last dense layer's 0.6 to 1.5 M; ours has it. Unshuffled: the error without the channel shuffle.",
};

const published: PublishedRecipe = {
  cite: "Zhang et al. 2018",
  source: PAPER,
  optimiser: "sgd",
  batch: 1024,
  learningRate: 0.5,
  weightDecay: 4e-5,
  course: { kind: "linear" },
  length: { amount: 300_000, unit: "iterations" },
  augmentation: ["resized-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "In a small residual network nearly all the work is in the 1×1 convolutions.",
      "ShuffleNet splits them into groups, and shuffles the channels between so that every group hears of the others.",
      "For the same 140 million multiply-adds the maps can be wider, and without the shuffle the gain is lost.",
    ],
    published,
    recipe: [...recipeFacts(published)],
    tables: [groups],
  },
  [
    {
      id: "shufflenet-g1",
      ancestor: "mobilenet-1.0",
      changes: [
        "Bottlenecks around a depthwise 3×3, with shortcuts.",
        "Units of stride 2 concatenate a pooled shortcut instead of adding it.",
      ],
    },
    {
      id: "shufflenet-g2",
      ancestor: "shufflenet-g1",
      changes: ["1×1 convolutions in 2 groups with a shuffle between; maps of 200, 400 and 800 channels."],
    },
    {
      id: "shufflenet-g3",
      ancestor: "shufflenet-g1",
      changes: ["1×1 convolutions in 3 groups with a shuffle between; maps of 240, 480 and 960 channels."],
    },
    {
      id: "shufflenet-g4",
      ancestor: "shufflenet-g1",
      changes: ["1×1 convolutions in 4 groups with a shuffle between; maps of 272, 544 and 1088 channels."],
    },
    {
      id: "shufflenet-g8",
      ancestor: "shufflenet-g1",
      changes: ["1×1 convolutions in 8 groups with a shuffle between; maps of 384, 768 and 1536 channels."],
    },
  ],
);
