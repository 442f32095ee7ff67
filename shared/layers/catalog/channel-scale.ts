import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT, type WeightSpec } from "../define";
import { only } from "../kinds";
import { readChannelScale } from "../onnx-channel-scale";
import { boolean } from "../params";
import { channelsOf, isMap } from "../shape";
import { named, positional, type TorchHelper, torchCall, torchModule } from "../torch";

const CHANNEL_SCALE: TorchHelper = {
  name: "ChannelScale",
  source: `class ChannelScale(nn.Module):
    """A learned factor and a learned offset for each channel."""

    def __init__(self, channels, scale=True, shift=True):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels)) if scale else None
        self.bias = nn.Parameter(torch.zeros(channels)) if shift else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        axes = (-1,) + (1,) * (x.dim() - 2)
        if self.weight is not None:
            x = x * self.weight.view(axes)
        if self.bias is not None:
            x = x + self.bias.view(axes)
        return x`,
};

export default defineLayer({
  type: "channel-scale",
  title: "Scale per channel",
  category: "normalisation",
  traits: ["inline"],
  summary: "Multiplies each channel by a learned factor and adds a learned offset.",
  documentation:
    "What is left of a batch normalisation whose statistics stand still, as in detectors that were trained from a frozen backbone. ConvNeXt ends its blocks with the factors alone (layer scale), which begin near zero, so that a deep network starts as a shallow one; with constants it takes the mean off pixels of each colour and divides by their deviation.",
  formula: "y_{i,j,c} = a_c\\, x_{i,j,c} + b_c",
  source:
    "Touvron et al., Going Deeper with Image Transformers, 2021, arXiv 2103.17239, section 2 (LayerScale)",
  keywords: ["affine", "layer scale", "frozen batch norm", "gamma", "beta", "mean", "deviation"],
  params: {
    scale: boolean({ label: "Scale", help: "Learns a factor for each channel.", default: true }),
    shift: boolean({ label: "Shift", help: "Learns an offset for each channel.", default: true }),
  },
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  weights({ scale, shift }, inputs) {
    const shape = [channelsOf(only(inputs))];
    const weights: WeightSpec[] = [];
    if (scale) weights.push({ name: "weight", shape, initialiser: "ones", trainable: true });
    if (shift) weights.push({ name: "bias", shape, initialiser: "zeros", trainable: true });
    return weights;
  },
  compute(kit, { params, inputs, weight }) {
    const x = only(inputs);
    const scaled = params.scale ? kit.scaleChannels(x, weight("weight")) : x;
    return params.shift ? kit.addBias(scaled, weight("bias")) : scaled;
  },
  toOnnx(kit, { params, inputs, inputShapes, weight }) {
    const x = only(inputShapes);
    const table = (name: string) =>
      isMap(x) ? kit.node("Reshape", [weight(name), kit.ints([channelsOf(x), 1, 1])]) : weight(name);
    const scaled = params.scale ? kit.node("Mul", [only(inputs), table("weight")]) : only(inputs);
    return params.shift ? kit.node("Add", [scaled, table("bias")]) : scaled;
  },
  torch({ params: { scale, shift }, inputShapes }) {
    const sizes = [positional("channels", channelsOf(only(inputShapes)))];
    const parts = [named("scale", scale, true), named("shift", shift, true)];
    return torchModule(torchCall("ChannelScale", ...sizes, ...parts), [CHANNEL_SCALE]);
  },
  fromOnnx: ["Mul", "Div", "Add", "Sub"].map((operator) => ({ operator, read: readChannelScale })),
  caption: ({ scale, shift }) => (scale && shift ? "a·x + b" : scale ? "a·x" : shift ? "x + b" : "x"),
  examples: [
    // The layer scale of ConvNeXt-T's first stage.
    { params: { shift: false }, inputs: [[56, 56, 96]], output: [56, 56, 96], parameters: 96, macs: 0 },
    { inputs: [[4, 3, 5]], output: [4, 3, 5], parameters: 10 },
    { params: { scale: false }, inputs: [[3, 4, 2]], output: [3, 4, 2], parameters: 2 },
    { inputs: [[9]], output: [9], parameters: 18 },
  ],
});
