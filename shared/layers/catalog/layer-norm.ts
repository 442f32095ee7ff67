import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { affineSpecs, affineWeights, imageNormParams } from "../image-norm";
import { only } from "../kinds";
import type { NodeKit, NodeValue } from "../node-kit";
import { readLayerNorm } from "../onnx-norm-readers";
import { channelsOf, isMap } from "../shape";
import { named, positional, type TorchHelper, torchCall, torchModule } from "../torch";

const CHANNEL_NORM: TorchHelper = {
  name: "ChannelLayerNorm",
  source: `class ChannelLayerNorm(nn.LayerNorm):
    """Normalises the channels of each pixel of N×C×H×W maps."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)`,
};

export default defineLayer({
  type: "layer-norm",
  title: "Layer normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Gives the channels of each pixel, or all features, mean 0 and variance 1.",
  documentation:
    "Every place is normalised by itself, over its channels: nothing depends on the other images, nor on other places. It came from recurrent networks and transformers; ConvNeXt took it over, once to each block, and lost nothing against batch normalisation.",
  formula:
    "y_{i,j,c} = \\gamma_c\\, \\frac{x_{i,j,c} - \\mu_{i,j}}{\\sqrt{\\sigma_{i,j}^2 + \\epsilon}} + \\beta_c",
  source: "Ba, Kiros, Hinton, Layer Normalization, 2016, arXiv 1607.06450",
  keywords: ["ln", "layernorm", "convnext", "transformer"],
  params: imageNormParams,
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  weights: ({ affine }, inputs) => affineSpecs(affine, channelsOf(only(inputs))),
  compute: (kit, context) =>
    kit.layerNorm(only(context.inputs), affineWeights(context), { epsilon: context.params.epsilon }),
  toOnnx(kit, { params: { epsilon, affine }, inputs, inputShapes, weight }) {
    const x = only(inputs);
    const centred = kit.node("Sub", [x, channelMean(kit, x)]);
    const variance = channelMean(kit, kit.node("Mul", [centred, centred]));
    const deviation = kit.node("Sqrt", [kit.node("Add", [variance, kit.floats(epsilon)])]);
    const normal = kit.node("Div", [centred, deviation]);
    if (!affine) return normal;
    const shape = only(inputShapes);
    const [gamma, beta] = ["weight", "bias"].map((name) =>
      isMap(shape) ? kit.node("Reshape", [weight(name), kit.ints([channelsOf(shape), 1, 1])]) : weight(name),
    );
    return kit.node("Add", [kit.node("Mul", [normal, gamma ?? null]), beta ?? null]);
  },
  torch({ params: { epsilon, affine }, inputShapes }) {
    const x = only(inputShapes);
    const sizes = [positional("normalized_shape", channelsOf(x)), named("eps", epsilon, 1e-5)];
    const call = (callee: string) => torchCall(callee, ...sizes, named("elementwise_affine", affine, true));
    return isMap(x)
      ? torchModule(call("ChannelLayerNorm"), [CHANNEL_NORM])
      : torchModule(call("nn.LayerNorm"));
  },
  fromOnnx: ["Add", "Div", "LayerNormalization"].map((operator) => ({
    operator,
    read: readLayerNorm,
  })),
  caption: () => "LN",
  examples: [
    // ConvNeXt-T behind its patches.
    { inputs: [[56, 56, 96]], output: [56, 56, 96], parameters: 192, macs: 0 },
    { params: { epsilon: 0.01 }, inputs: [[4, 3, 5]], output: [4, 3, 5], parameters: 10 },
    { params: { affine: false }, inputs: [[3, 4, 6]], output: [3, 4, 6], parameters: 0 },
    { inputs: [[9]], output: [9], parameters: 18 },
  ],
});

function channelMean(kit: NodeKit, x: NodeValue): NodeValue {
  return kit.opset >= 18
    ? kit.node("ReduceMean", [x, kit.ints([1])])
    : kit.node("ReduceMean", [x], { axes: [1] });
}
