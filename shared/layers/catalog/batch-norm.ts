import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT, type WeightSpec } from "../define";
import { only } from "../kinds";
import { float } from "../node-kit";
import { constantInput, dataInput, isFiller } from "../node-reader";
import { boolean, number } from "../params";
import { channelsOf, isMap } from "../shape";
import { named, positional, type TorchHelper, torchCall, torchModule } from "../torch";

/** PyTorch's own has either both factors or none. */
const PARTLY_AFFINE: TorchHelper = {
  name: "PartlyAffineBatchNorm",
  source: `class PartlyAffineBatchNorm(nn.modules.batchnorm._BatchNorm):
    """Batch normalisation with only one of its two factors."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1, scale=True, shift=True):
        super().__init__(num_features, eps, momentum)
        if not scale:
            self.register_parameter("weight", None)
        if not shift:
            self.register_parameter("bias", None)

    def reset_parameters(self):
        self.reset_running_stats()
        if self.weight is not None:
            nn.init.ones_(self.weight)
        if self.bias is not None:
            nn.init.zeros_(self.bias)

    def _check_input_dim(self, x):
        if x.dim() not in (2, 4):
            raise ValueError(f"expected vectors or maps, got {x.dim()} dimensions")`,
};

export default defineLayer({
  type: "batch-norm",
  title: "Batch normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Gives each channel mean 0 and variance 1, then a learned scale and shift.",
  documentation:
    "While training, each channel is normalised by the mean and variance of the batch, and running averages of them are kept; afterwards the running averages are used, so that an image no longer depends on its neighbours. Two numbers per channel are learned; the two running statistics are not parameters, and here they are counted apart.",
  formula: "y = \\gamma\\, \\frac{x - \\mu_c}{\\sqrt{\\sigma_c^2 + \\epsilon}} + \\beta",
  source: "Ioffe, Szegedy, Batch Normalization, 2015, arXiv 1502.03167, section 3",
  keywords: ["bn", "batchnorm", "batch norm"],
  params: {
    epsilon: number({
      label: "Epsilon",
      help: "Added to the variance, so that a constant channel does not divide by zero.",
      default: 1e-5,
      min: 1e-12,
      max: 1,
      advanced: true,
    }),
    momentum: number({
      label: "Momentum",
      help: "Share of each batch that enters the running statistics (PyTorch's meaning).",
      default: 0.1,
      min: 0,
      max: 1,
      advanced: true,
    }),
    scale: boolean({
      label: "Scale",
      help: "Learns a factor per channel (gamma).",
      default: true,
      advanced: true,
    }),
    shift: boolean({
      label: "Shift",
      help: "Learns an offset per channel (beta).",
      default: true,
      advanced: true,
    }),
  },
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  weights({ scale, shift }, inputs) {
    const shape = [channelsOf(only(inputs))];
    const weights: WeightSpec[] = [];
    if (scale) weights.push({ name: "weight", shape, initialiser: "ones", trainable: true });
    if (shift) weights.push({ name: "bias", shape, initialiser: "zeros", trainable: true });
    weights.push({ name: "running_mean", shape, initialiser: "zeros", trainable: false });
    weights.push({ name: "running_var", shape, initialiser: "ones", trainable: false });
    return weights;
  },
  compute(kit, { params, inputs, weight }) {
    const { epsilon, momentum, scale, shift } = params;
    const weights = {
      gamma: scale ? weight("weight") : null,
      beta: shift ? weight("bias") : null,
      mean: weight("running_mean"),
      variance: weight("running_var"),
    };
    return kit.batchNorm(only(inputs), weights, { epsilon, momentum });
  },
  toOnnx(kit, { params, inputs, inputShapes, weight }) {
    const channels = channelsOf(only(inputShapes));
    const gamma = params.scale ? weight("weight") : kit.floats(Array(channels).fill(1));
    const beta = params.shift ? weight("bias") : kit.floats(Array(channels).fill(0));
    const statistics = [weight("running_mean"), weight("running_var")];
    return kit.node("BatchNormalization", [only(inputs), gamma, beta, ...statistics], {
      epsilon: float(params.epsilon),
      // The share that stays, where ours is the share that enters.
      momentum: float(1 - params.momentum),
    });
  },
  torch({ params: { epsilon, momentum, scale, shift }, inputShapes }) {
    const x = only(inputShapes);
    const sizes = [positional("num_features", channelsOf(x))];
    const rates = [named("eps", epsilon, 1e-5), named("momentum", momentum, 0.1)];
    if (scale === shift) {
      const callee = isMap(x) ? "nn.BatchNorm2d" : "nn.BatchNorm1d";
      return torchModule(torchCall(callee, ...sizes, ...rates, named("affine", scale, true)));
    }
    const parts = [named("scale", scale), named("shift", shift)];
    return torchModule(torchCall("PartlyAffineBatchNorm", ...sizes, ...rates, ...parts), [PARTLY_AFFINE]);
  },
  fromOnnx: [
    {
      operator: "BatchNormalization",
      read(node) {
        const input = dataInput(node);
        const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((index) => constantInput(node, index));
        // Either uses the batch's own statistics, or has numbers for each pixel.
        if (node.int("training_mode", 0) !== 0 || node.int("spatial", 1) !== 1) return null;
        if (!input || !gamma || !beta || !mean || !variance) return null;
        const [scale, shift] = [!isFiller(gamma, 1), !isFiller(beta, 0)];
        return {
          params: {
            epsilon: node.float("epsilon", 1e-5),
            momentum: Number((1 - node.float("momentum", 0.9)).toFixed(6)),
            scale,
            shift,
          },
          inputs: [input],
          weights: {
            ...(scale ? { weight: gamma } : {}),
            ...(shift ? { bias: beta } : {}),
            running_mean: mean,
            running_var: variance,
          },
        };
      },
    },
  ],
  caption: () => "BN",
  examples: [
    { inputs: [[112, 112, 64]], output: [112, 112, 64], parameters: 128, macs: 0 },
    { params: { scale: false, epsilon: 0.001 }, inputs: [[4, 3, 5]], output: [4, 3, 5], parameters: 5 },
    { params: { shift: false }, inputs: [[3, 4, 2]], output: [3, 4, 2], parameters: 2 },
    { params: { scale: false, shift: false }, inputs: [[6]], output: [6], parameters: 0 },
    { params: { momentum: 0.5 }, inputs: [[9]], output: [9], parameters: 18 },
  ],
});
