import { defineActivation, plainReader } from "../activation";
import { float } from "../node-kit";
import { besideGiver, near } from "../node-reader";

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
  fromOnnx: [
    plainReader("HardSwish"),
    {
      operator: "Mul",
      read(node) {
        const beside = besideGiver(node, "HardSigmoid");
        if (beside?.giver.inputs[0]?.name !== beside?.value.name) return null;
        const isSixth = near(beside?.giver.float("alpha", 0.2) ?? 0, 1 / 6);
        return beside && isSixth && near(beside.giver.float("beta", 0.5), 0.5)
          ? { input: beside.value }
          : null;
      },
    },
  ],
  toOnnx(kit, x) {
    if (kit.opset >= 14) return kit.node("HardSwish", [x]);
    return kit.node("Mul", [x, kit.node("HardSigmoid", [x], { alpha: float(1 / 6), beta: float(0.5) })]);
  },
});
