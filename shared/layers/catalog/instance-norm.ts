import { err, ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { affineSpecs, affineWeights, imageNormParams, readAffine } from "../image-norm";
import { asMap, needsMap, only } from "../kinds";
import { float } from "../node-kit";
import { mapInput } from "../node-reader";
import { channelsOf, isMap } from "../shape";
import { named, positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "instance-norm",
  title: "Instance normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Gives each channel of each image mean 0 and variance 1.",
  documentation:
    "As batch normalisation, but over one image at a time: no running statistics, the same while training and afterwards, and batches of one do no harm. It takes the contrast out of an image, which is why networks that transfer style use it; classifiers, which need to know how much there is of something, rarely do.",
  formula:
    "y_{n,i,j,c} = \\gamma_c\\, \\frac{x_{n,i,j,c} - \\mu_{n,c}}{\\sqrt{\\sigma_{n,c}^2 + \\epsilon}} + \\beta_c",
  source: "Ulyanov, Vedaldi, Lempitsky, Instance Normalization, 2016, arXiv 1607.08022",
  keywords: ["contrast", "style", "in"],
  params: imageNormParams,
  inputs: ONE_INPUT,
  infer: (_params, [x]) => (x && isMap(x) ? ok(x) : err(needsMap("Instance normalisation", x))),
  weights: ({ affine }, inputs) => affineSpecs(affine, channelsOf(only(inputs))),
  window: () => "global",
  compute(kit, context) {
    const groups = channelsOf(only(context.inputShapes));
    const { epsilon } = context.params;
    return kit.groupNorm(only(context.inputs), affineWeights(context), { groups, epsilon });
  },
  toOnnx(kit, { params, inputs, inputShapes, weight }) {
    const [, , channels] = asMap(only(inputShapes));
    const gamma = params.affine ? weight("weight") : kit.floats(Array(channels).fill(1));
    const beta = params.affine ? weight("bias") : kit.floats(Array(channels).fill(0));
    return kit.node("InstanceNormalization", [only(inputs), gamma, beta], { epsilon: float(params.epsilon) });
  },
  torch({ params: { epsilon, affine }, inputShapes }) {
    const sizes = [positional("num_features", channelsOf(only(inputShapes))), named("eps", epsilon, 1e-5)];
    return torchModule(torchCall("nn.InstanceNorm2d", ...sizes, named("affine", affine, false)));
  },
  fromOnnx: [
    {
      operator: "InstanceNormalization",
      read(node) {
        const input = mapInput(node);
        const affine = input && readAffine(node, input.shape[2]);
        if (!input || !affine) return null;
        const epsilon = node.float("epsilon", 1e-5);
        return { params: { epsilon, affine: affine.affine }, inputs: [input], weights: affine.weights };
      },
    },
  ],
  caption: () => "IN",
  examples: [
    { inputs: [[64, 64, 32]], output: [64, 64, 32], parameters: 64, macs: 0 },
    { params: { epsilon: 0.01 }, inputs: [[4, 3, 5]], output: [4, 3, 5], parameters: 10 },
    { params: { affine: false }, inputs: [[3, 4, 2]], output: [3, 4, 2], parameters: 0 },
  ],
});
