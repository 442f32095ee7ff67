import { asMaps, combinedInputs, inferCombined, mapNodes, torchMaps } from "../combine";
import { defineLayer, MANY_INPUTS } from "../define";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "multiply",
  title: "Multiply",
  category: "merge",
  traits: ["merge", "commutative"],
  summary: "Multiplies branches number by number; one of them can be a gate for whole channels or pixels.",
  documentation:
    "One branch says how much of the other passes: a gate between 0 and 1, made by a sigmoid. Of one pixel, or a vector, it weighs each channel (squeeze and excitation); of one channel, each pixel (spatial attention). The smaller one is repeated over the larger.",
  formula: "y_{i,j,c} = x_{i,j,c} \\cdot g_{c}",
  source: "Hu, Shen, Sun, Squeeze-and-Excitation Networks, 2017, arXiv 1709.01507, equation 4",
  keywords: ["product", "gate", "attention", "squeeze", "excitation", "scale", "times", "mul"],
  params: {},
  inputs: MANY_INPUTS,
  infer: (_params, inputs) => inferCombined(inputs, "multiplied"),
  compute: (kit, { inputs, inputShapes }) =>
    asMaps(kit, inputs, inputShapes).reduce((product, each) => kit.multiply(product, each)),
  toOnnx: (kit, { inputs, inputShapes }) =>
    mapNodes(kit, inputs, inputShapes).reduce((product, each) => kit.node("Mul", [product, each])),
  torch: ({ inputShapes }) => torchFunction((inputs) => torchMaps(inputs, inputShapes).join(" * ")),
  fromOnnx: [
    {
      operator: "Mul",
      read(node) {
        const inputs = combinedInputs(node);
        return inputs && { params: {}, inputs };
      },
    },
  ],
  caption: () => "×",
  examples: [
    // The gate of SE-ResNet-50's first stage.
    { inputs: [[56, 56, 256], [256]], output: [56, 56, 256], parameters: 0, macs: 0 },
    {
      inputs: [
        [3, 4, 2],
        [1, 1, 2],
      ],
      output: [3, 4, 2],
      parameters: 0,
      macs: 0,
    },
    { inputs: [[2, 4, 3], [3], [2, 4, 1]], output: [2, 4, 3] },
    {
      inputs: [
        [3, 2, 2],
        [3, 2, 2],
      ],
      output: [3, 2, 2],
    },
    { inputs: [[5], [5]], output: [5] },
  ],
});
