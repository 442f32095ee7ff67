import { defineActivation } from "../activation";

export default defineActivation({
  type: "relu6",
  module: "nn.ReLU6",
  title: "ReLU6",
  summary: "A ReLU that stops at 6.",
  documentation:
    "Bounding the output keeps it representable in a few bits, which is why networks for phones use it.",
  formula: "y = \\min(\\max(0, x), 6)",
  source: "Howard et al., MobileNets, 2017, arXiv 1704.04861 (Keras implementation)",
  keywords: ["rectifier", "mobilenet"],
  toOnnx: (kit, x) => kit.node("Clip", [x, kit.floats(0), kit.floats(6)]),
});
