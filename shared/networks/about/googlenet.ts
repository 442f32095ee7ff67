import { aboutFamily, type PublishedTable, type TableRow } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const TABLE_1 = "Szegedy et al. 2014, table 1, as on the slides";

type Printed = readonly [label: string, nodes: readonly string[], k: number, m: number, why?: string];

const PRINTED: readonly Printed[] = [
  [
    "conv 7×7",
    ["conv1"],
    2.7,
    34,
    "A dense 7×7 has 9,408 weights. 2.7 K and 34 M fit a separable one: 7·7·3·8 + 24·64 = 2,712 weights.",
  ],
  ["conv 3×3", ["conv2_reduce", "conv2"], 112, 360],
  ["3a", ["inception_3a"], 159, 128],
  ["3b", ["inception_3b"], 380, 304],
  ["4a", ["inception_4a"], 364, 73],
  ["4b", ["inception_4b"], 437, 88],
  [
    "4c",
    ["inception_4c"],
    463,
    100,
    "The printed weights do not follow from the printed widths; the operations do.",
  ],
  ["4d", ["inception_4d"], 580, 119],
  ["4e", ["inception_4e"], 840, 170],
  [
    "5a",
    ["inception_5a"],
    1072,
    54,
    "The printed operations fit 48 filters in front of the 5×5 rather than the printed 32, which the released network has.",
  ],
  ["5b", ["inception_5b"], 1388, 71],
  ["linear", ["linear"], 1000, 1],
];

const rows: PublishedTable = {
  title: "Row by row",
  source: TABLE_1,
  rowHeading: "row",
  columns: [
    { heading: "weights, K", ours: "weights", divisor: 1024, digits: 1 },
    { heading: "ops, M", ours: "macs", divisor: 1e6, digits: 1 },
  ],
  rows: PRINTED.map(
    ([label, nodes, k, m, why]): TableRow => ({
      label,
      nodes,
      cells: [k, m],
      ...(why ? { why } : {}),
    }),
  ),
  note: "The table counts weights without biases, in K of 1024, and multiply-adds in millions. 4a, 4d, 4e and 5b are off by up to 2 % in the same way as 4c.",
};

const modules: PublishedTable = {
  title: "Weights of one module",
  source: "lecture slides",
  rowHeading: "module",
  columns: [{ heading: "weights", ours: "weights" }, { heading: "output" }],
  rows: [
    { label: "naive", network: "inception-module-naive", nodes: ["inception"], cells: [387072, "28×28×416"] },
    {
      label: "with reductions",
      network: "inception-module",
      nodes: ["inception"],
      cells: [163328, "28×28×256"],
    },
  ],
  note: "The slide writes the 5×5 branch of the naive output as 28×28×3; it is 28×28×32.",
};

const idea = [
  "Going deeper and wider costs computation, and which filter size suits a layer is not known beforehand.",
  "An inception module offers 1×1, 3×3, 5×5 and a pool side by side, and 1×1 convolutions in front keep the large filters affordable.",
  "22 layers with a ninth of AlexNet's parameters won ILSVRC 2014.",
] as const;

const REPLICA = "the Caffe model zoo's replica";

const published: PublishedRecipe = {
  cite: "Szegedy et al. 2015",
  source: REPLICA,
  optimiser: "sgd",
  batch: 32,
  learningRate: 0.01,
  weightDecay: 2e-4,
  course: { kind: "exponential", factor: 0.96, epochs: 8 },
  length: null,
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily({ idea, recipe: [], tables: [modules], example: "inception" }, [
  {
    id: "googlenet",
    ancestor: "nin-imagenet",
    changes: [
      "Filters of several sizes side by side instead of one.",
      "1×1 convolutions in front of the larger filters, to reduce channels, not only behind.",
      "Nine modules, 22 layers with weights, 2 classifiers on the side while training.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      { name: "Eight epochs", text: "are its 320,000 iterations", source: REPLICA },
      {
        name: "Auxiliary classifiers",
        text: "on the outputs of 4a and 4d, each with 0.3 of the loss; gone after training",
        source: "Szegedy et al., section 5",
      },
      { name: "Dropout", text: "0.4 in front of the linear layer", source: TABLE_1 },
    ],
    tables: [rows, modules],
    example: "inception_3a",
  },
  {
    id: "inception-module-naive",
    ancestor: "nin-imagenet",
    changes: ["Filters of 1×1, 3×3 and 5×5 and a pool side by side, all reading every channel."],
  },
  {
    id: "inception-module",
    ancestor: "inception-module-naive",
    changes: [
      "1×1 convolutions reduce the channels in front of the 3×3 and 5×5.",
      "One behind the pool keeps the output from growing.",
    ],
  },
]);
