import { defineActivation, plainReader } from "../activation";

export default defineActivation({
  type: "tanh",
  module: "nn.Tanh",
  title: "Tanh",
  summary: "Squashes each number into the range from -1 to 1.",
  documentation:
    "The unit of LeNet and its time: a sigmoid centred on zero. AlexNet reports that ReLU reaches the same training error six times sooner.",
  formula: "y = \\tanh(x)",
  source: "LeCun et al., Efficient BackProp, 1998, section 4.4",
  keywords: ["hyperbolic tangent"],
  fromOnnx: [plainReader("Tanh")],
  toOnnx: (kit, x) => kit.node("Tanh", [x]),
});
