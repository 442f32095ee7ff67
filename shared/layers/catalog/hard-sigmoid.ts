import { POINTWISE_EXAMPLES, pointwise } from "../activation";
import { defineLayer } from "../define";
import { only } from "../kinds";
import { float } from "../node-kit";
import { near } from "../node-reader";
import { hardSigmoidOf } from "../onnx-ramps";
import { number } from "../params";
import { torchCall, torchFunction, torchModule } from "../torch";

const PYTORCH_REACH = 3;

export default defineLayer({
  type: "hard-sigmoid",
  title: "Hard sigmoid",
  ...pointwise,
  summary: "A sigmoid made of straight pieces: 0, a ramp, 1.",
  documentation:
    "A gate that costs no exponential. Below minus the reach it is shut, above the reach fully open, and it has no gradient in either place. MobileNetV3 uses it in its squeeze-and-excitation gates.",
  formula: "y = \\min\\left(\\max\\left(0, \\frac{x}{2 r} + \\frac{1}{2}\\right), 1\\right)",
  source: "Howard et al., Searching for MobileNetV3, 2019, arXiv 1905.02244, section 5.2",
  keywords: ["gate", "hsigmoid", "mobilenet"],
  params: {
    reach: number({
      label: "Reach",
      help: "Where the ramp ends on either side of 0: 3 in PyTorch, 2.5 in Keras and TensorFlow.",
      default: PYTORCH_REACH,
      min: 0.001,
      max: 1000,
    }),
  },
  compute: (kit, { params, inputs }) => kit.clip(kit.scale(only(inputs), 0.5 / params.reach, 0.5), 0, 1),
  toOnnx: (kit, { params, inputs }) =>
    kit.node("HardSigmoid", [only(inputs)], { alpha: float(0.5 / params.reach), beta: float(0.5) }),
  fromOnnx: ["HardSigmoid", "Mul", "Div"].map((operator) => ({
    operator,
    read(node) {
      const ramp = hardSigmoidOf(node);
      return ramp && { params: { reach: Number(ramp.reach.toPrecision(6)) }, inputs: [ramp.input] };
    },
  })),
  torch({ params: { reach } }) {
    if (near(reach, PYTORCH_REACH)) return torchModule(torchCall("nn.Hardsigmoid"));
    return torchFunction(([x]) => `torch.clamp(${x} / ${2 * reach} + 0.5, 0, 1)`);
  },
  caption: () => "Hard sigmoid",
  examples: [
    ...POINTWISE_EXAMPLES,
    { params: { reach: 0.5 }, inputs: [[16, 16, 3]], output: [16, 16, 3], parameters: 0 },
    { params: { reach: 2.5 }, inputs: [[3, 3, 2]], output: [3, 3, 2], parameters: 0 },
  ],
});
