import { defineActivation } from "../activation";
import { float } from "../node-kit";

export default defineActivation({
  type: "hard-swish",
  module: "nn.Hardswish",
  title: "Hard swish",
  summary: "SiLU made of straight pieces.",
  documentation:
    "Replaces the sigmoid by a ramp from -3 to 3, which costs no exponential and loses next to nothing.",
  formula: "y = x\\,\\frac{\\min(\\max(0, x + 3), 6)}{6}",
  source: "Howard et al., Searching for MobileNetV3, 2019, arXiv 1905.02244, section 5.2",
  keywords: ["hswish"],
  toOnnx(kit, x) {
    if (kit.opset >= 14) return kit.node("HardSwish", [x]);
    return kit.node("Mul", [x, kit.node("HardSigmoid", [x], { alpha: float(1 / 6), beta: float(0.5) })]);
  },
});
