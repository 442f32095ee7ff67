import { aboutFamily, type PublishedTable, type TableRow } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const SLIDES = "Simonyan, Zisserman, as on the slides";
const PAPER = "Simonyan, Zisserman, section 3, as usually quoted";

const SINGLE: readonly (readonly [letter: string, s: string, q: string, top1: number, top5: number])[] = [
  ["A", "256", "256", 29.6, 10.4],
  ["A-LRN", "256", "256", 29.7, 10.5],
  ["B", "256", "256", 28.7, 9.9],
  ["C", "256", "256", 28.1, 9.4],
  ["C", "384", "384", 28.1, 9.3],
  ["C", "256–512", "384", 27.3, 8.8],
  ["D", "256", "256", 27.0, 8.8],
  ["D", "384", "384", 26.8, 8.7],
  ["D", "256–512", "384", 25.6, 8.1],
  ["E", "256", "256", 27.3, 9.0],
  ["E", "384", "384", 26.9, 8.7],
  ["E", "256–512", "384", 25.5, 8.0],
];

const MULTI: readonly (readonly [letter: string, s: string, q: string, top1: number])[] = [
  ["B", "256", "224, 256, 288", 28.2],
  ["C", "256", "224, 256, 288", 27.7],
  ["C", "384", "352, 384, 416", 27.8],
  ["C", "256–512", "256, 384, 512", 26.3],
  ["D", "256", "224, 256, 288", 26.6],
  ["D", "384", "352, 384, 416", 26.5],
  ["D", "256–512", "256, 384, 512", 24.8],
  ["E", "256", "224, 256, 288", 26.9],
  ["E", "384", "352, 384, 416", 26.7],
  ["E", "256–512", "256, 384, 512", 24.8],
];

function row(letter: string, cells: TableRow["cells"]): TableRow {
  return { label: letter, network: `vgg-${letter.toLowerCase()}`, cells };
}

const depth: PublishedTable = {
  title: "Weight layers",
  source: SLIDES,
  rowHeading: "configuration",
  columns: [
    { heading: "layers", ours: "depth" },
    { heading: "params", ours: "params" },
  ],
  rows: [
    row("A", [11, null]),
    row("A-LRN", [11, null]),
    row("B", [13, null]),
    row("C", [16, null]),
    row("D", [16, null]),
    row("E", [19, null]),
  ],
  note: "The slides' figure lost rows of blocks 3 to 5; the networks here have all of them.",
};

const single: PublishedTable = {
  title: "One scale when testing: scale jitter when training",
  source: SLIDES,
  rowHeading: "",
  columns: [
    { heading: "train S" },
    { heading: "test Q" },
    { heading: "top-1", unit: "%" },
    { heading: "top-5", unit: "%" },
  ],
  rows: SINGLE.map(([letter, ...cells]) => row(letter, cells)),
  note: "S and Q are the shorter side of the training and test image; crops are 224×224. 256–512: S is drawn anew for every image. A copy of this table on the slides is shifted by one row; these are the right rows.",
};

const multi: PublishedTable = {
  title: "Several scales when testing",
  source: SLIDES,
  rowHeading: "",
  columns: [{ heading: "train S" }, { heading: "test Q" }, { heading: "top-1", unit: "%" }],
  rows: MULTI.map(([letter, ...cells]) => row(letter, cells)),
  note: "The class probabilities of all test scales are averaged: 25.5 becomes 24.8.",
};

const published: PublishedRecipe = {
  cite: "Simonyan and Zisserman 2015",
  source: PAPER,
  optimiser: "sgd",
  batch: 256,
  learningRate: 0.01,
  weightDecay: 5e-4,
  course: { kind: "plateau", factor: 0.1 },
  length: { amount: 74, unit: "epochs" },
  initialiser: "gaussian",
  augmentation: ["scale-jitter", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "How much does depth alone bring, all else kept simple?",
      "VGG uses nothing but 3×3 filters, whose stacks see as far as larger ones with fewer weights and more rectifiers, and grows from 11 to 19 weight layers.",
      "Error falls up to 16 layers and then stands still, and the features became everybody's choice for years.",
    ],
    recipe: [
      ...recipeFacts(published),
      {
        name: "Scale jitter",
        text: "shorter side S fixed at 256 or 384, or drawn from 256 to 512",
        source: SLIDES,
      },
      { name: "Dropout", text: "0.5 behind fc6 and fc7", source: PAPER },
      { name: "Start", text: "deep configurations begin from the weights of A", source: PAPER },
    ],
    published,
    tables: [depth, single, multi],
  },
  [
    {
      id: "vgg-a",
      ancestor: "alexnet",
      changes: [
        "3×3 filters at a stride of 1 throughout, instead of 11×11, 5×5 and 3×3.",
        "Eight convolutions instead of five; widths double after every pool, up to 512.",
        "Pools of 2×2 that do not overlap; no response normalisation.",
      ],
    },
    {
      id: "vgg-a-lrn",
      ancestor: "vgg-a",
      changes: ["Response normalisation behind the first convolution, which does not help."],
    },
    { id: "vgg-b", ancestor: "vgg-a", changes: ["A second convolution in the first two blocks."] },
    { id: "vgg-c", ancestor: "vgg-b", changes: ["A 1×1 convolution at the end of the last three blocks."] },
    {
      id: "vgg-d",
      ancestor: "vgg-c",
      changes: ["Those 1×1 convolutions become 3×3: a wider view helps more than one more rectifier alone."],
    },
    { id: "vgg-e", ancestor: "vgg-d", changes: ["A fourth convolution in the last three blocks."] },
  ],
);
