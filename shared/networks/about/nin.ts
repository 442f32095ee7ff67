import { aboutFamily, type PublishedTable } from "../about-define";

const SLIDES = "lecture slides";

const sizes: PublishedTable = {
  title: "Against AlexNet",
  source: SLIDES,
  rowHeading: "network",
  columns: [
    { heading: "M params", ours: "params", divisor: 1e6, digits: 1 },
    { heading: "MB", ours: "weightBytes", divisor: 2 ** 20 },
    { heading: "top-1", unit: "%" },
    { heading: "days" },
  ],
  rows: [
    { label: "AlexNet", network: "alexnet", cells: [60, 230, 40.7, 8] },
    { label: "NIN", network: "nin-imagenet", cells: [7.5, 29, 39.2, 4] },
  ],
  note: "The slides print 40.7 % and 39.2 % as performance; they are errors. Days are on a GTX Titan. A megabyte here is 2²⁰ bytes.",
};

export default aboutFamily(
  {
    idea: [
      "A convolution is a linear filter; a small network in its place can tell more at every position.",
      "1×1 convolutions behind each convolution are that small network, and the last of them gives one map per class, whose mean is the score.",
      "Without dense layers it is eight times smaller than AlexNet, reads images of any size, and gave GoogLeNet its 1×1 convolutions.",
    ],
    recipe: [{ name: "Dropout", text: "0.5 between the mlpconv stages", source: "Lin et al., section 4" }],
    tables: [],
  },
  [
    {
      id: "nin-cifar10",
      ancestor: "alexnet",
      changes: ["Three stages for images of 32×32.", "Mean of class maps instead of dense layers."],
    },
    {
      id: "nin-imagenet",
      ancestor: "alexnet",
      changes: [
        "Two 1×1 convolutions behind every convolution.",
        "fc6 and fc7 are gone; the mean of 1000 class maps replaces fc8.",
      ],
      tables: [sizes],
    },
  ],
);
