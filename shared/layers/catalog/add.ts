import { err, ok } from "../../base/result";
import { defineLayer, MANY_INPUTS } from "../define";
import { only } from "../kinds";
import { cannotAdd } from "../merge-faults";
import { allData } from "../node-reader";
import { sameShape } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "add",
  title: "Add",
  category: "merge",
  traits: ["merge"],
  summary: "Adds branches of equal shape, number by number.",
  documentation:
    "The end of a residual unit: what the layers computed plus what went around them. Where the best thing to do is nothing, the layers only need to push their output to zero. Gradients pass through unchanged to every branch.",
  formula: "y = \\sum_{b} x^{(b)}",
  source: "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, equation 1",
  keywords: ["sum", "residual", "skip", "shortcut"],
  params: {},
  inputs: MANY_INPUTS,
  infer(_params, inputs) {
    const first = only(inputs);
    const other = inputs.findIndex((shape) => !sameShape(shape, first));
    return other < 0 ? ok(first) : err(cannotAdd(inputs, other));
  },
  compute: (kit, { inputs }) => kit.add(inputs),
  toOnnx: (kit, { inputs }) => kit.node(inputs.length === 2 ? "Add" : "Sum", inputs),
  torch: () => torchFunction((inputs) => inputs.join(" + ")),
  fromOnnx: ["Add", "Sum"].map((operator) => ({
    operator,
    read(node) {
      const inputs = allData(node);
      if (!inputs || inputs.length < 2) return null;
      const [first] = inputs;
      const fits = inputs.every(({ shape }) => shape && first?.shape && sameShape(shape, first.shape));
      return fits ? { params: {}, inputs } : null;
    },
  })),
  caption: () => "+",
  examples: [
    {
      inputs: [
        [56, 56, 64],
        [56, 56, 64],
      ],
      output: [56, 56, 64],
      parameters: 0,
      macs: 0,
    },
    {
      inputs: [
        [3, 4, 2],
        [3, 4, 2],
        [3, 4, 2],
      ],
      output: [3, 4, 2],
    },
    { inputs: [[6], [6]], output: [6] },
  ],
});
