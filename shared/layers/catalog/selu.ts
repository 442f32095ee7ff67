import { defineActivation } from "../activation";
import { dataInput, near } from "../node-reader";

export default defineActivation({
  type: "selu",
  module: "nn.SELU",
  title: "SELU",
  summary: "A scaled exponential unit that keeps activations near mean 0 and variance 1.",
  documentation:
    "With the right constants and initialisation, activations of deep dense networks normalise themselves, so that no batch normalisation is needed.",
  formula: "y = 1.0507\\,\\begin{cases} x & x > 0 \\\\ 1.6733\\,(e^x - 1) & x \\le 0 \\end{cases}",
  source: "Klambauer et al., Self-Normalizing Neural Networks, 2017, arXiv 1706.02515",
  keywords: ["self-normalising"],
  fromOnnx: [
    {
      operator: "Selu",
      read(node) {
        const input = dataInput(node);
        const isUsual =
          near(node.float("alpha", 1.67326), 1.67326) && near(node.float("gamma", 1.0507), 1.0507);
        return input && isUsual ? { input } : null;
      },
    },
  ],
  toOnnx: (kit, x) => kit.node("Selu", [x]),
});
