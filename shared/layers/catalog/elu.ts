import { defineSlopedActivation } from "../activation";
import { float } from "../node-kit";
import { dataInput } from "../node-reader";

export default defineSlopedActivation(
  {
    type: "elu",
    module: "nn.ELU",
    title: "ELU",
    summary: "A ReLU that bends smoothly to a negative floor.",
    documentation:
      "Negative outputs pull the mean activation towards zero, which speeds learning; the floor keeps them from running away.",
    formula: "y = \\begin{cases} x & x > 0 \\\\ \\alpha\\,(e^x - 1) & x \\le 0 \\end{cases}",
    source:
      "Clevert, Unterthiner, Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, 2015, arXiv 1511.07289",
    keywords: ["exponential"],
    fromOnnx: [
      {
        operator: "Elu",
        read(node) {
          const input = dataInput(node);
          return input && { input, slope: node.float("alpha", 1) };
        },
      },
    ],
    toOnnx: (kit, x, slope) => kit.node("Elu", [x], { alpha: float(slope) }),
  },
  { name: "alpha", label: "Floor", help: "How far below zero the output may go.", default: 1 },
);
