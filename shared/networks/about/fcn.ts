import { aboutFamily } from "../about-define";

const CODE = "the authors' released code";

export default aboutFamily(
  {
    idea: [
      "Labelling every pixel patch by patch computes the same features again for every patch.",
      "Dense layers become convolutions, the scores are enlarged by transposed convolutions, and skips from earlier pools bring back where things are.",
      "One pass labels the whole image, and each skip makes the outlines finer.",
    ],
    recipe: [
      {
        name: "Optimiser",
        text: "SGD, batch 1, momentum 0.99, weight decay 5e-4, 100,000 iterations",
        source: CODE,
      },
      { name: "Learning rate", text: "1e-10, with a loss that is summed over the pixels", source: CODE },
      {
        name: "Start",
        text: "VGG-D's weights; transposed convolutions enlarge bilinearly and stay so",
        source: CODE,
      },
    ],
    tables: [
      {
        title: "Segmentation of PASCAL VOC 2011 (seg11valid)",
        source: CODE,
        rowHeading: "network",
        columns: [{ heading: "mean IU" }, { heading: "G MACs", ours: "macs", divisor: 1e9, digits: 1 }],
        rows: [
          { label: "FCN-AlexNet", cells: [48.0, null] },
          { label: "FCN-32s", network: "fcn-32s", cells: [63.6, null] },
          { label: "FCN-16s", network: "fcn-16s", cells: [65.0, null] },
          { label: "FCN-8s", network: "fcn-8s", cells: [65.5, null] },
          { label: "FCN-8s, trained at once", cells: [65.4, null] },
        ],
      },
    ],
  },
  [
    {
      id: "fcn-32s",
      ancestor: "vgg-d",
      changes: [
        "fc6 and fc7 are a 7×7 and a 1×1 convolution: the same weights, any image.",
        "A 1×1 convolution scores 21 classes at every place.",
        "A transposed convolution enlarges the scores 32 times; the image gets a frame of 100 pixels.",
      ],
    },
    {
      id: "fcn-16s",
      ancestor: "fcn-32s",
      changes: ["Scores of the fourth pool are added before enlarging 16 times."],
    },
    {
      id: "fcn-8s",
      ancestor: "fcn-16s",
      changes: ["Scores of the third pool are added, too, before enlarging 8 times."],
    },
  ],
);
