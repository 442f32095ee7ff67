import { aboutFamily, type Fact } from "../about-define";
import { manyCrops, singleCrop } from "../inception-errors";
import type { PublishedRecipe } from "../published-recipe";
import { recipeFacts } from "../recipe-facts";

const V4_PAPER = "Szegedy et al. 2016, section 4";

/** Momentum and weight decay as in the released code. */
const v3: PublishedRecipe = {
  cite: "Szegedy et al. 2016",
  source: "Szegedy et al. 2015, section 8",
  optimiser: "rmsprop-tf",
  batch: 32,
  learningRate: 0.045,
  weightDecay: 4e-5,
  course: { kind: "exponential", factor: 0.94, epochs: 2 },
  length: { amount: 100, unit: "epochs" },
  labelSmoothing: 0.1,
  clipNorm: 2,
  augmentation: ["random-crop", "flip"],
};

const v4: PublishedRecipe = {
  cite: "Szegedy et al. 2017",
  source: V4_PAPER,
  optimiser: "rmsprop-tf",
  batch: 32,
  learningRate: 0.045,
  weightDecay: 4e-5,
  course: { kind: "exponential", factor: 0.94, epochs: 2 },
  length: null,
  augmentation: ["random-crop", "flip"],
};

const rmsprop: readonly Fact[] = [
  ...recipeFacts(v4),
  { name: "On the slides", text: "epsilon is 0.1, and the rate falls every epoch", source: "lecture slides" },
  { name: "Machines", text: "20 replicas; evaluated with averaged weights", source: V4_PAPER },
  { name: "Dropout", text: "keeps 0.8 in front of the linear layer", source: V4_PAPER },
];

const tables = [singleCrop, manyCrops];

export default [
  ...aboutFamily(
    {
      idea: [
        "While a network learns, every layer's inputs shift with the weights before it, which forces small steps.",
        "Batch normalisation brings each channel to zero mean and unit variance over the batch, then scales and shifts it back as training likes.",
        "The network reaches GoogLeNet's accuracy in a fraction of its steps and goes beyond it, without response normalisation.",
      ],
      recipe: [],
      tables,
    },
    [
      {
        id: "inception-v2",
        ancestor: "googlenet",
        changes: [
          "Batch normalisation behind every convolution, no biases.",
          "Two 3×3 convolutions in place of each 5×5: as wide a view for 18/25 of the weights.",
          "Two modules of stride 2 replace the pools between the stages; branch pools are averages.",
        ],
      },
    ],
  ),
  ...aboutFamily(
    {
      idea: [
        "Which changes to an inception network pay for what they cost?",
        "Large filters are factorised into small and one-sided ones, and maps shrink in modules that pool and convolve side by side so that nothing is lost.",
        "At 299×299 pixels it cuts the top-5 error of Inception-v2 by a quarter for not quite three times the work.",
      ],
      published: v3,
      recipe: [
        ...recipeFacts(v3),
        { name: "Dropout", text: "keeps 0.8 in front of the linear layer", source: "the released code" },
      ],
      tables,
    },
    [
      {
        id: "inception-v3",
        ancestor: "inception-v2",
        changes: [
          "7×7 becomes 1×7 and 7×1: 14/49 of the weights.",
          "3×3 becomes 1×3 and 3×1 side by side on the smallest maps: 6/9.",
          "Input of 299×299 instead of 224×224; a stem of 3×3 convolutions instead of a 7×7.",
        ],
      },
    ],
  ),
  ...aboutFamily(
    {
      idea: [
        "Inception-v3 carried baggage from being split over machines: every module a little different.",
        "Inception-v4 repeats three uniform modules 4, 7 and 3 times behind a stem that branches itself.",
        "It matches the residual Inception of its size: shortcuts make training faster, size makes the result better.",
      ],
      recipe: rmsprop,
      published: v4,
      tables,
    },
    [
      {
        id: "inception-v4",
        ancestor: "inception-v3",
        changes: [
          "All modules of a stage are equal, and there are more of them.",
          "A branching stem in place of a chain.",
          "1×7 and 7×1 also in the deeper branches; up to 1536 channels.",
        ],
      },
    ],
  ),
  ...aboutFamily(
    {
      idea: [
        "Do the shortcuts of residual networks help an inception network, too?",
        "Each module ends in a linear 1×1 convolution, is scaled down and added to what came in.",
        "Training is much faster, and scaling by 0.1 to 0.3 keeps networks with more than a thousand filters from dying.",
      ],
      recipe: rmsprop,
      published: v4,
      tables,
    },
    [
      {
        id: "inception-resnet-v1",
        ancestor: "inception-v3",
        changes: [
          "Slimmer modules, each with a shortcut around it.",
          "A linear 1×1 convolution restores the width before the sum.",
          "No batch normalisation on the sums.",
        ],
      },
      {
        id: "inception-resnet-v2",
        ancestor: "inception-resnet-v1",
        changes: [
          "Wider branches: sums of 320, 1088 and 2080 channels.",
          "10, 20 and 10 modules instead of 5, 10 and 5.",
          "A last 1×1 convolution to 1536 channels.",
        ],
      },
      {
        id: "inception-resnet-v2-paper",
        ancestor: "inception-v4",
        changes: [
          "Inception-v4's stem, then residual modules.",
          "Sums of 384, 1152 and 2144 channels, 5, 10 and 5 modules, as the paper's figures draw them.",
        ],
      },
    ],
  ),
];
