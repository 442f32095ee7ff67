import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { dataInput, type ReadNode } from "../node-reader";
import { constantFactor, constantOffset } from "../onnx-ramps";
import { number } from "../params";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "scale",
  title: "Scale",
  category: "normalisation",
  traits: ["inline"],
  summary: "Multiplies every number by one constant and adds another.",
  documentation:
    "Inception-ResNet makes its residuals smaller before it adds them: beyond a thousand filters the networks otherwise died early in training, their last layers giving nothing but zeros. Factors from 0.1 to 0.3 kept them stable, where lower learning rates and more normalisation did not. With an offset it brings pixels to the range that a network was trained on.",
  formula: "y = a\\, x + b",
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
    offset: number({
      label: "Offset",
      help: "What is added afterwards; it is not learned either.",
      default: 0,
      min: -1000000,
      max: 1000000,
    }),
  },
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  compute: (kit, { params, inputs }) => kit.scale(only(inputs), params.factor, params.offset),
  toOnnx(kit, { params: { factor, offset }, inputs }) {
    const scaled = kit.node("Mul", [only(inputs), kit.floats(factor)]);
    return offset === 0 ? scaled : kit.node("Add", [scaled, kit.floats(offset)]);
  },
  torch: ({ params: { factor, offset } }) =>
    torchFunction(([x]) => (offset === 0 ? `${factor} * ${x}` : `(${factor} * ${x} + ${offset})`)),
  fromOnnx: [
    { operator: "Mul", read: readFactor },
    { operator: "Div", read: readFactor },
    { operator: "Add", read: readOffset },
    { operator: "Sub", read: readOffset },
  ],
  caption: ({ factor, offset }) =>
    [
      ...(factor === 1 && offset !== 0 ? [] : [`× ${factor}`]),
      ...(offset === 0 ? [] : [signed(offset)]),
    ].join(" "),
  examples: [
    { inputs: [[8, 8, 20]], output: [8, 8, 20], parameters: 0, macs: 0 },
    { params: { factor: 0.17 }, inputs: [[3, 4, 2]], output: [3, 4, 2] },
    { params: { factor: -2 }, inputs: [[5]], output: [5] },
    { params: { factor: 0.5, offset: -1 }, inputs: [[3, 2, 2]], output: [3, 2, 2] },
  ],
});

function signed(offset: number): string {
  return offset < 0 ? `− ${-offset}` : `+ ${offset}`;
}

/** a·x, or a·(x + b): the inner constant goes along. */
function readFactor(node: ReadNode) {
  const found = constantFactor(node);
  if (!found) return null;
  const { index, factor } = found;
  const inner = node.giver(index);
  const moved = inner && constantOffset(inner);
  const within = moved && inner && dataInput(inner, moved.index);
  if (within) {
    return { params: { factor: factor * moved.factor, offset: factor * moved.offset }, inputs: [within] };
  }
  const input = dataInput(node, index);
  return input && { params: { factor }, inputs: [input] };
}

/** x + b, or a·x + b: the inner factor goes along. */
function readOffset(node: ReadNode) {
  const found = constantOffset(node);
  if (!found) return null;
  const { index, factor, offset } = found;
  const inner = node.giver(index);
  const scaled = inner && constantFactor(inner);
  const within = scaled && inner && dataInput(inner, scaled.index);
  if (within) return { params: { factor: factor * scaled.factor, offset }, inputs: [within] };
  const input = dataInput(node, index);
  return input && { params: { factor, offset }, inputs: [input] };
}
