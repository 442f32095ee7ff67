import { err, ok } from "../../base/result";
import { defineLayer, MANY_INPUTS } from "../define";
import { only } from "../kinds";
import { cannotAdd } from "../merge-faults";
import { allData } from "../node-reader";
import { isMap, type MapShape, type Shape, sameShape } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "add",
  title: "Add",
  category: "merge",
  traits: ["merge", "commutative"],
  summary: "Adds branches of equal shape, number by number.",
  documentation:
    "The end of a residual unit: what the layers computed plus what went around them. Where the best thing to do is nothing, the layers only need to push their output to zero. Gradients pass through unchanged to every branch. A map of one pixel is added at every pixel.",
  formula: "y = \\sum_{b} x^{(b)}",
  source: "He et al., Deep Residual Learning for Image Recognition, 2015, arXiv 1512.03385, equation 1",
  keywords: ["sum", "residual", "skip", "shortcut"],
  params: {},
  inputs: MANY_INPUTS,
  infer(_params, inputs) {
    const whole = inputs.find((shape) => !isPixel(shape)) ?? only(inputs);
    const isAdded = (shape: Shape): boolean =>
      sameShape(shape, whole) || (isMap(whole) && isPixel(shape) && shape[2] === whole[2]);
    const other = inputs.findIndex((shape) => !isAdded(shape));
    return other < 0 ? ok(whole) : err(cannotAdd(inputs, other || inputs.indexOf(whole)));
  },
  compute: (kit, { inputs }) => kit.add(inputs),
  toOnnx: (kit, { inputs }) => kit.node(inputs.length === 2 ? "Add" : "Sum", inputs),
  torch: () => torchFunction((inputs) => inputs.join(" + ")),
  fromOnnx: ["Add", "Sum"].map((operator) => ({
    operator,
    read(node) {
      const inputs = allData(node);
      return inputs && inputs.length > 1 ? { params: {}, inputs } : null;
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
    {
      inputs: [
        [2, 4, 3],
        [1, 1, 3],
      ],
      output: [2, 4, 3],
    },
    { inputs: [[6], [6]], output: [6] },
  ],
});

function isPixel(shape: Shape): shape is MapShape {
  return isMap(shape) && shape[0] === 1 && shape[1] === 1;
}
