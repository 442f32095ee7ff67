import { aboutFamily, type TableRow } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const SLIDES = "lecture slides, after the paper";
const PAPER = "Krizhevsky et al., section 5, as usually quoted";

/** Printed neurons of each layer: the elements of its output before the pool. */
const NEURONS: readonly (readonly [label: string, node: string, count: number])[] = [
  ["conv1", "conv1/conv", 290400],
  ["conv2", "conv2/conv", 186624],
  ["conv3", "conv3/conv", 64896],
  ["conv4", "conv4/conv", 64896],
  ["conv5", "conv5/conv", 43264],
  ["fc6", "fc6/fc", 4096],
  ["fc7", "fc7/fc", 4096],
  ["fc8", "fc8", 1000],
];

const neurons: readonly TableRow[] = NEURONS.map(([label, node, count]) => ({
  label,
  nodes: [node],
  cells: [count],
}));

const all: TableRow = { label: "together", nodes: NEURONS.map(([, node]) => node), cells: [650000] };

const published: PublishedRecipe = {
  cite: "Krizhevsky et al. 2012",
  source: PAPER,
  optimiser: "sgd",
  batch: 128,
  learningRate: 0.01,
  weightDecay: 5e-4,
  course: { kind: "plateau", factor: 0.1 },
  length: { amount: 90, unit: "epochs" },
  initialiser: "alexnet",
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "Features had been designed by hand; AlexNet learned all of them from 1.2 million labelled images.",
      "Five convolutions with rectifiers, overlapping pools and dropout made sixty million weights trainable, split over two graphics cards because one could not hold them.",
      "It won ILSVRC 2012 by a wide margin, and every network here descends from it.",
    ],
    recipe: [
      ...recipeFacts(published),
      {
        name: "Augmentation",
        text: "shorter side to 256, random 224×224 crops and flips; ten views when testing",
        source: SLIDES,
      },
      { name: "Dropout", text: "0.5 behind fc6 and fc7", source: PAPER },
    ],
    published,
    tables: [],
  },
  [
    {
      id: "alexnet",
      ancestor: null,
      tables: [
        {
          title: "Neurons",
          source: SLIDES,
          rowHeading: "layer",
          columns: [{ heading: "neurons", ours: "elements" }],
          rows: [...neurons, all],
          note: "The paper itself prints 253,440 for the first layer; 290,400 = 55·55·96 is consistent with the others.",
        },
        {
          title: "In total",
          source: SLIDES,
          rowHeading: "figure",
          columns: [{ heading: "count", ours: "params" }],
          rows: [
            { label: "parameters", network: "alexnet", cells: [60000000] },
            {
              label: "connections",
              network: "alexnet",
              measure: "macs",
              cells: [630000000],
              why: "Ours are the multiply-adds of all layers with the two groups. No counting rule is known that gives 630,000,000; it is shown as quoted.",
            },
          ],
        },
      ],
    },
    {
      id: "alexnet-ungrouped",
      ancestor: "alexnet",
      changes: ["No groups: every filter of conv2, conv4 and conv5 reads all channels, as one card could."],
    },
    {
      id: "alexnet-owt",
      ancestor: "alexnet",
      changes: [
        "One tower with 64 and 192 filters in front instead of two halves of 96 and 256.",
        "256 instead of 384 filters in conv4.",
        "No response normalisation; input of 224 with a padding of 2.",
      ],
    },
  ],
);
