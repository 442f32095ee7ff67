import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { dataInput, intsOf, mapInput, type ReadNode } from "../node-reader";
import { elementsOf, isMap } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "flatten",
  title: "Flatten",
  category: "reshape",
  summary: "Lays a map out as one long vector.",
  documentation:
    "The numbers stay the same; only the order is agreed on: channel by channel, each row by row, as PyTorch does, so that the weights of a dense layer behind it fit. A vector passes through.",
  formula: "y_{(c H + i) W + j} = x_{i,j,c}",
  source: "LeCun et al., Gradient-Based Learning Applied to Document Recognition, 1998, section II-B",
  keywords: ["reshape", "vector"],
  params: {},
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok([elementsOf(only(inputs))] as const),
  compute: (kit, { inputs, inputShapes }) =>
    isMap(only(inputShapes)) ? kit.flatten(only(inputs)) : only(inputs),
  toOnnx: (kit, { inputs }) => kit.node("Flatten", [only(inputs)], { axis: 1 }),
  torch: () => torchFunction(([x]) => `torch.flatten(${x}, 1)`),
  fromOnnx: ["Flatten", "Reshape", "Squeeze"].map((operator) => ({
    operator,
    read(node) {
      const input = dataInput(node) ?? squeezedBefore(node);
      // Whatever the operator is: all that is left of an image is one row.
      const isRow =
        input && (!dataInput(node) || node.outputShape?.join() === String(elementsOf(input.shape)));
      return isRow ? { params: {}, inputs: [input] } : null;
    },
  })),
  caption: () => "flatten",
  examples: [
    { inputs: [[6, 6, 256]], output: [9216], parameters: 0, macs: 0 },
    { inputs: [[2, 3, 4]], output: [24] },
    { inputs: [[5]], output: [5] },
  ],
});

/** A map of one pixel that loses its axes one after the other. */
function squeezedBefore(node: ReadNode) {
  const giver = node.operator === "Squeeze" ? node.giver(0) : null;
  const input = giver?.operator === "Squeeze" ? mapInput(giver) : null;
  const [first, second] = [giver, node].map((each) => (each && intsOf(each, "axes", 1)?.join()) ?? "");
  const isBoth = ["3 2", "2 2", "-1 -1", "3 -1", "-1 2", "-2 -1", "-2 2"].includes(`${first} ${second}`);
  return input && isBoth && input.shape[0] === 1 && input.shape[1] === 1 ? input : null;
}
