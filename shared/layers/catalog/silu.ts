import { defineActivation } from "../activation";
import { besideGiver } from "../node-reader";

export default defineActivation({
  type: "silu",
  module: "nn.SiLU",
  title: "SiLU",
  summary: "Multiplies each number by its own sigmoid.",
  documentation:
    "Also known as Swish: smooth, unbounded above, slightly negative below zero. Found by search to beat ReLU in deep networks by a little.",
  formula: "y = \\frac{x}{1 + e^{-x}}",
  source: "Ramachandran, Zoph, Le, Searching for Activation Functions, 2017, arXiv 1710.05941",
  keywords: ["swish"],
  fromOnnx: [
    {
      operator: "Mul",
      read(node) {
        const beside = besideGiver(node, "Sigmoid");
        return beside && beside.giver.inputs[0]?.name === beside.value.name ? { input: beside.value } : null;
      },
    },
  ],
  toOnnx: (kit, x) => kit.node("Mul", [x, kit.node("Sigmoid", [x])]),
});
