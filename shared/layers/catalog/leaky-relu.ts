import { defineSlopedActivation } from "../activation";
import { float } from "../node-kit";
import { dataInput } from "../node-reader";

export default defineSlopedActivation(
  {
    type: "leaky-relu",
    module: "nn.LeakyReLU",
    title: "Leaky ReLU",
    summary: "A ReLU that lets a little of the negative side through.",
    documentation:
      "A small slope below zero keeps a gradient for units that are off, so that they can come back. With slope 0 it is a ReLU.",
    formula: "y = \\begin{cases} x & x > 0 \\\\ \\alpha x & x \\le 0 \\end{cases}",
    source: "Maas, Hannun, Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, 2013",
    keywords: ["rectifier"],
    fromOnnx: [
      {
        operator: "LeakyRelu",
        read(node) {
          const input = dataInput(node);
          return input && { input, slope: node.float("alpha", 0.01) };
        },
      },
    ],
    toOnnx: (kit, x, slope) => kit.node("LeakyRelu", [x], { alpha: float(slope) }),
  },
  { name: "negative_slope", label: "Slope", help: "Factor of negative numbers.", default: 0.01 },
);
