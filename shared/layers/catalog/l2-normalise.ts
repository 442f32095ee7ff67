import { ok } from "../../base/result";
import { expandsWithin } from "../combine";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { axesFromFront, dataInput, intsOf, type ReadNode } from "../node-reader";
import { clipBounds } from "../onnx-ramps";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "l2-normalise",
  title: "L2 normalisation",
  category: "normalisation",
  traits: ["inline"],
  summary: "Scales a vector of features to length one, so that only its direction counts.",
  documentation:
    "Features of a network that go on into a linear classifier do better at one length: bright and busy pictures no longer outweigh the rest. Chatfield et al. found it worth about five points of mean average precision on VOC 2007. On a map, the channels of each pixel are one vector. A vector of zeros stays one.",
  formula: "y = \\frac{x}{\\max(\\lVert x \\rVert_2,\\, 10^{-12})}",
  source:
    "Chatfield, Simonyan, Vedaldi, Zisserman, Return of the Devil in the Details, 2014, arXiv 1405.3531",
  keywords: ["l2 normalization", "unit length", "features"],
  params: {},
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  compute: (kit, { inputs }) => kit.l2Normalise(only(inputs)),
  toOnnx: (kit, { inputs }) => kit.node("LpNormalization", [only(inputs)], { axis: 1, p: 2 }),
  fromOnnx: [
    {
      operator: "LpNormalization",
      read(node) {
        const input = dataInput(node);
        const axis = node.int("axis", -1);
        const isOurs = axis === 1 || (axis === -1 && input?.shape.length === 1);
        return input && isOurs && node.int("p", 2) === 2 ? { params: {}, inputs: [input] } : null;
      },
    },
    { operator: "Div", read: readQuotient },
  ],
  torch: () => torchFunction(([x]) => `F.normalize(${x})`),
  caption: () => "L2",
  examples: [
    { inputs: [[12]], output: [12], parameters: 0, macs: 0 },
    { inputs: [[3, 2, 5]], output: [3, 2, 5] },
  ],
});

/** x over its length, which PyTorch keeps from being zero and spreads over the channels. */
function readQuotient(node: ReadNode) {
  const input = dataInput(node);
  let length = node.giver(1);
  if (input && length?.operator === "Expand") {
    length = expandsWithin(length, input.shape) ? length.giver(0) : null;
  }
  if (length?.operator === "Clip") length = (clipBounds(length)?.low ?? 1) <= 1e-6 ? length.giver(0) : null;
  if (!input || length?.operator !== "ReduceL2" || length.inputs[0]?.name !== input.name) return null;
  const axes = intsOf(length, "axes", 1);
  const isByChannel = axes !== null && axesFromFront(axes, input.shape).join() === "1";
  return isByChannel && length.int("keepdims", 1) === 1 ? { params: {}, inputs: [input] } : null;
}
