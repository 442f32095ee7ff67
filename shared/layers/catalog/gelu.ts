import { defineActivation } from "../activation";

export default defineActivation({
  type: "gelu",
  module: "nn.GELU",
  title: "GELU",
  summary: "Weights each number by the chance that a standard normal lies below it.",
  documentation:
    "A smooth relative of ReLU that lets small negative numbers through. This is the exact form with the error function, not the tanh approximation.",
  formula: "y = x\\,\\Phi(x) = \\tfrac{x}{2}\\left(1 + \\operatorname{erf}(x / \\sqrt{2})\\right)",
  source: "Hendrycks, Gimpel, Gaussian Error Linear Units, 2016, arXiv 1606.08415",
  keywords: ["gaussian"],
  toOnnx(kit, x) {
    if (kit.opset >= 20) return kit.node("Gelu", [x]);
    const erf = kit.node("Erf", [kit.node("Mul", [x, kit.floats(Math.SQRT1_2)])]);
    const half = kit.node("Mul", [x, kit.floats(0.5)]);
    return kit.node("Mul", [half, kit.node("Add", [erf, kit.floats(1)])]);
  },
});
