import { aboutFamily, type PublishedTable } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const SLIDES = "Chatfield et al. 2014, as on the slides";

const errors: PublishedTable = {
  title: "Top-5 error, ILSVRC-2012 validation",
  source: SLIDES,
  rowHeading: "network",
  columns: [
    { heading: "top-5", unit: "%" },
    { heading: "M params", ours: "params", divisor: 1e6, digits: 1 },
  ],
  rows: [
    { label: "Clarifai ×1", network: "zfnet", cells: [16.0, null] },
    { label: "CNN-F", network: "cnn-f", cells: [16.7, null] },
    { label: "CNN-M", network: "cnn-m", cells: [13.7, null] },
    { label: "CNN-M 2048", network: "cnn-m-2048", cells: [13.5, null] },
    { label: "CNN-S", network: "cnn-s", cells: [13.1, null] },
  ],
};

const fc7: PublishedTable = {
  title: "Width of FC7",
  source: SLIDES,
  rowHeading: "features",
  columns: [{ heading: "VOC 2007" }, { heading: "params", ours: "params" }],
  rows: [
    { label: "4096", network: "cnn-m", cells: ["the base", null] },
    { label: "2048", network: "cnn-m-2048", cells: ["marginally better", null] },
    { label: "1024", network: "cnn-m-1024", cells: ["marginally better", null] },
    { label: "128", network: "cnn-m-128", cells: ["about 2 % worse", null] },
  ],
  note: "128 features are 32 times fewer than 4096: cheap to store and to search, for two points of accuracy.",
};

const findings: PublishedTable = {
  title: "What the details are worth",
  source: SLIDES,
  rowHeading: "detail",
  columns: [{ heading: "mAP on VOC 2007" }],
  rows: [
    { label: "Architecture", cells: ["S a little above M, M about 2.5 above F"] },
    { label: "Flips alone", cells: ["almost nothing"] },
    { label: "Crops and flips", cells: ["about +3"] },
    { label: "Grey-scale images", cells: ["about −3"] },
    { label: "Ranking hinge loss", cells: ["about +2.7"] },
    { label: "L2-normalised features", cells: ["about +5"] },
  ],
};

const published: PublishedRecipe = {
  cite: "Chatfield et al. 2014",
  source: "Chatfield et al., section 4, as usually quoted",
  optimiser: "sgd",
  batch: 128,
  learningRate: 0.01,
  weightDecay: 5e-4,
  course: { kind: "plateau", factor: 0.1 },
  length: null,
  initialiser: "gaussian",
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "Papers compared networks that differed in everything at once, so nobody knew which detail mattered.",
      "Chatfield and colleagues trained a fast, a medium and a slow network under equal conditions and changed one thing at a time.",
      "Augmentation and normalised features turned out to be worth as much as a better network, and short features cost little.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      {
        name: "Augmentation",
        text: "shorter side to 256, 224×224 crops at centre and corners, with flips: 10 views",
        source: SLIDES,
      },
      { name: "Dropout", text: "0.5 behind full6 and full7", source: SLIDES },
      { name: "Transfer", text: "trained on ImageNet, tuned on PASCAL VOC 2007", source: SLIDES },
    ],
    tables: [errors, fc7, findings],
  },
  [
    {
      id: "cnn-f",
      ancestor: "alexnet",
      changes: ["64 first filters instead of 96, 256 in conv3 and conv4 instead of 384.", "No groups."],
    },
    {
      id: "cnn-m",
      ancestor: "zfnet",
      changes: ["512 maps in conv3 to conv5.", "Normalise first, then pool.", "conv2 padded by 1."],
    },
    { id: "cnn-m-2048", ancestor: "cnn-m", changes: ["2048 units in full7 instead of 4096."] },
    { id: "cnn-m-1024", ancestor: "cnn-m", changes: ["1024 units in full7 instead of 4096."] },
    { id: "cnn-m-128", ancestor: "cnn-m", changes: ["128 units in full7 instead of 4096."] },
    {
      id: "cnn-s",
      ancestor: "overfeat-accurate",
      changes: [
        "Five convolutions instead of six, 512 maps instead of 1024.",
        "Response normalisation behind conv1.",
        "5×5 instead of 7×7 filters in conv2.",
      ],
    },
    {
      id: "cnn-s-released",
      ancestor: "cnn-s",
      changes: [
        "conv2 without padding, as in the released weights: fewer multiply-adds, as many parameters.",
      ],
    },
  ],
);
