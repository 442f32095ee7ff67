import { defineActivation } from "../activation";
import { dataInput } from "../node-reader";
import { clipBounds } from "../onnx-ramps";

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
  fromOnnx: [
    {
      operator: "Clip",
      read(node) {
        const input = dataInput(node);
        const bounds = clipBounds(node);
        return input && bounds?.low === 0 && bounds.high === 6 ? { input } : null;
      },
    },
  ],
  toOnnx: (kit, x) => kit.node("Clip", [x, kit.floats(0), kit.floats(6)]),
});
