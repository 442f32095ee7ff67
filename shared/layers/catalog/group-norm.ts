import { defineLayer, ONE_INPUT } from "../define";
import { affineSpecs, affineWeights, imageNormParams } from "../image-norm";
import { asMap, inEvenGroups, only } from "../kinds";
import { float } from "../node-kit";
import { readGroupNorm } from "../onnx-norm-readers";
import { integer } from "../params";
import { channelsOf } from "../shape";
import { named, positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "group-norm",
  title: "Group normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Gives each group of channels of each image mean 0 and variance 1.",
  documentation:
    "Between instance normalisation (as many groups as channels) and layer normalisation over the whole map (one group). It looks at one image at a time, so that it works as well with two images in a batch as with two hundred: where maps are so large that batches have to be small, as in detection and segmentation, it takes the place of batch normalisation.",
  formula: "y = \\gamma_c\\, \\frac{x - \\mu_{n,g}}{\\sqrt{\\sigma_{n,g}^2 + \\epsilon}} + \\beta_c",
  source: "Wu, He, Group Normalization, 2018, arXiv 1803.08494, section 3",
  keywords: ["gn", "groupnorm"],
  params: {
    groups: integer({
      label: "Groups",
      help: "Of neighbouring channels; they have to divide the channels evenly.",
      default: 32,
      min: 1,
      max: 65536,
    }),
    ...imageNormParams,
  },
  inputs: ONE_INPUT,
  infer: ({ groups }, [x]) => inEvenGroups("Group normalisation", groups, x),
  weights: ({ affine }, inputs) => affineSpecs(affine, channelsOf(only(inputs))),
  window: () => "global",
  compute(kit, context) {
    const { groups, epsilon } = context.params;
    return kit.groupNorm(only(context.inputs), affineWeights(context), { groups, epsilon });
  },
  toOnnx(kit, { params: { groups, epsilon, affine }, inputs, inputShapes, weight }) {
    const [height, width, channels] = asMap(only(inputShapes));
    const grouped = kit.node("Reshape", [only(inputs), kit.ints([0, groups, -1])]);
    const plain = [kit.floats(Array(groups).fill(1)), kit.floats(Array(groups).fill(0))];
    const normal = kit.node("InstanceNormalization", [grouped, ...plain], { epsilon: float(epsilon) });
    const map = kit.node("Reshape", [normal, kit.ints([0, channels, height, width])]);
    if (!affine) return map;
    const [gamma, beta] = ["weight", "bias"].map((name) =>
      kit.node("Reshape", [weight(name), kit.ints([channels, 1, 1])]),
    );
    return kit.node("Add", [kit.node("Mul", [map, gamma ?? null]), beta ?? null]);
  },
  torch({ params: { groups, epsilon, affine }, inputShapes }) {
    const sizes = [
      positional("num_groups", groups),
      positional("num_channels", channelsOf(only(inputShapes))),
    ];
    const rest = [named("eps", epsilon, 1e-5), named("affine", affine, true)];
    return torchModule(torchCall("nn.GroupNorm", ...sizes, ...rest));
  },
  fromOnnx: ["GroupNormalization", "Reshape", "Add"].map((operator) => ({ operator, read: readGroupNorm })),
  caption: ({ groups }) => `GN ${groups}`,
  examples: [
    { inputs: [[28, 28, 64]], output: [28, 28, 64], parameters: 128, macs: 0 },
    { params: { groups: 2, epsilon: 0.01 }, inputs: [[4, 3, 6]], output: [4, 3, 6], parameters: 12 },
    { params: { groups: 1, affine: false }, inputs: [[3, 4, 2]], output: [3, 4, 2], parameters: 0 },
  ],
});
