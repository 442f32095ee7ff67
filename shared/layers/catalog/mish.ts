import { defineActivation, plainReader } from "../activation";
import type { ReadNode, ReadValue } from "../node-reader";
import { besideGiver } from "../node-reader";

export default defineActivation({
  type: "mish",
  module: "nn.Mish",
  title: "Mish",
  summary: "A relative of SiLU whose gate is the tanh of a softplus.",
  documentation:
    "Smooth, unbounded above, slightly negative below zero, as SiLU is; YOLOv4's backbone uses it. It takes two exponentials and a logarithm where ReLU takes a comparison.",
  formula: "y = x\\,\\tanh\\!\\left(\\ln(1 + e^x)\\right)",
  source: "Misra, Mish, 2019, arXiv 1908.08681",
  keywords: ["yolo"],
  fromOnnx: [plainReader("Mish"), { operator: "Mul", read: readSpelledOut }],
  toOnnx(kit, x) {
    if (kit.opset >= 18) return kit.node("Mish", [x]);
    return kit.node("Mul", [x, kit.node("Tanh", [kit.node("Softplus", [x])])]);
  },
});

function readSpelledOut(node: ReadNode): { readonly input: ReadValue } | null {
  const beside = besideGiver(node, "Tanh");
  const inner = beside?.giver.giver(0);
  return beside && inner?.operator === "Softplus" && inner.inputs[0]?.name === beside.value.name
    ? { input: beside.value }
    : null;
}
