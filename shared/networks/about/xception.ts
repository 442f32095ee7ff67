import { aboutFamily } from "../about-define";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const published: PublishedRecipe = {
  cite: "Chollet 2017",
  source: "Chollet 2016, section 4, as usually quoted",
  optimiser: "sgd",
  batch: 32,
  learningRate: 0.045,
  weightDecay: 1e-5,
  course: { kind: "exponential", factor: 0.94, epochs: 2 },
  length: null,
  augmentation: ["random-crop", "flip"],
};

export default aboutFamily(
  {
    idea: [
      "An inception module looks at space and at channels in partly separate steps; what if they were entirely separate?",
      "Every convolution becomes one filter per channel and a 1×1 across channels with no rectifier between, in a straight stack with shortcuts.",
      "With as many parameters as Inception-v3 it makes fewer errors, so it is how they are used that counts.",
    ],
    published,
    recipe: [
      ...recipeFacts(published),
      {
        name: "Dropout",
        text: "0.5 in front of the linear layer",
        source: "Chollet 2016, as usually quoted",
      },
      {
        name: "No rectifier between",
        text: "the two halves of a separable convolution learn better without one",
        source: "Chollet 2016, as on the slides",
      },
    ],
    tables: [
      {
        title: "Size and speed of training",
        source: "Chollet 2016, table 3, as on the slides",
        rowHeading: "network",
        columns: [{ heading: "params", ours: "params" }, { heading: "steps/s" }],
        rows: [
          { label: "Inception-v3", network: "inception-v3", cells: [23626728, 31] },
          { label: "Xception", network: "xception", cells: [22855952, 28] },
        ],
        note: "On 60 K80 cards. 23,626,728 counts an early port of Inception-v3; today's, which is ours, has 0.9 % more.",
      },
      {
        title: "Accuracy, one crop, ILSVRC-2012 validation",
        source: "Chollet 2016, as on the slides",
        rowHeading: "network",
        columns: [{ heading: "top-1" }, { heading: "top-5" }],
        rows: [
          { label: "VGG-16", network: "vgg-d", cells: [0.715, 0.901] },
          { label: "ResNet-152", network: "resnet-152", cells: [0.77, 0.933] },
          { label: "Inception-v3", network: "inception-v3", cells: [0.782, 0.941] },
          { label: "Xception", network: "xception", cells: [0.79, 0.945] },
        ],
      },
    ],
  },
  [
    {
      id: "xception",
      ancestor: "inception-v3",
      changes: [
        "Depthwise separable convolutions in place of every inception module.",
        "Shortcuts around each two or three of them.",
        "No rectifier between depthwise and pointwise halves.",
      ],
    },
  ],
);
