import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { dataInput, scalarInput } from "../node-reader";
import { number } from "../params";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "scale",
  title: "Scale",
  category: "normalisation",
  traits: ["inline"],
  summary: "Multiplies every number by one constant.",
  documentation:
    "Inception-ResNet makes its residuals smaller before it adds them: beyond a thousand filters the networks otherwise died early in training, their last layers giving nothing but zeros. Factors from 0.1 to 0.3 kept them stable, where lower learning rates and more normalisation did not.",
  formula: "y = a\\, x",
  source: "Szegedy, Ioffe, Vanhoucke, Alemi, Inception-v4, 2016, arXiv 1602.07261, section 3.3",
  keywords: ["multiply", "residual scaling", "constant"],
  params: {
    factor: number({
      label: "Factor",
      help: "What every number is multiplied by; it is not learned.",
      default: 0.2,
      min: -1000,
      max: 1000,
    }),
  },
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  compute: (kit, { params, inputs }) => kit.scale(only(inputs), params.factor),
  toOnnx: (kit, { params, inputs }) => kit.node("Mul", [only(inputs), kit.floats(params.factor)]),
  torch: ({ params }) => torchFunction(([x]) => `${params.factor} * ${x}`),
  fromOnnx: ["Mul", "Div"].map((operator) => ({
    operator,
    read(node) {
      const [x, y] = operator === "Mul" && node.inputs[0]?.constant ? [1, 0] : [0, 1];
      const input = dataInput(node, x);
      const number = scalarInput(node, y);
      if (!input || number === null || (operator === "Div" && number === 0)) return null;
      return { params: { factor: operator === "Mul" ? number : 1 / number }, inputs: [input] };
    },
  })),
  caption: ({ factor }) => `× ${factor}`,
  examples: [
    { inputs: [[8, 8, 20]], output: [8, 8, 20], parameters: 0, macs: 0 },
    { params: { factor: 0.17 }, inputs: [[3, 4, 2]], output: [3, 4, 2] },
    { params: { factor: -2 }, inputs: [[5]], output: [5] },
  ],
});
