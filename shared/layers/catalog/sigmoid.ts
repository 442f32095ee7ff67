import { defineActivation, plainReader } from "../activation";

export default defineActivation({
  type: "sigmoid",
  module: "nn.Sigmoid",
  title: "Sigmoid",
  summary: "Squashes each number into the range from 0 to 1.",
  documentation:
    "The classic unit, read as a probability. Its gradient fades on both sides, so deep networks use it only for gates and for independent yes-or-no outputs.",
  formula: "y = \\frac{1}{1 + e^{-x}}",
  source: "Rumelhart, Hinton, Williams, Learning Representations by Back-Propagating Errors, 1986",
  keywords: ["logistic"],
  fromOnnx: [plainReader("Sigmoid")],
  toOnnx: (kit, x) => kit.node("Sigmoid", [x]),
});
