import { defineActivation } from "../activation";
import { dataInput, near, type ReadNode, type ReadValue, scalarInput } from "../node-reader";

export default defineActivation({
  type: "gelu",
  module: "nn.GELU",
  title: "GELU",
  summary: "Weights each number by the chance that a standard normal lies below it.",
  documentation:
    "A smooth relative of ReLU that lets small negative numbers through. This is the exact form with the error function, not the tanh approximation.",
  formula: "y = x\\,\\Phi(x) = \\tfrac{x}{2}\\left(1 + \\operatorname{erf}(x / \\sqrt{2})\\right)",
  source: "Hendrycks, Gimpel, Gaussian Error Linear Units, 2016, arXiv 1606.08415",
  keywords: ["gaussian"],
  fromOnnx: [
    {
      operator: "Gelu",
      read(node) {
        const input = dataInput(node);
        return input && node.text("approximate", "none") === "none" ? { input } : null;
      },
    },
    { operator: "Mul", read: readSpelledOut },
  ],
  toOnnx(kit, x) {
    if (kit.opset >= 20) return kit.node("Gelu", [x]);
    const erf = kit.node("Erf", [kit.node("Mul", [x, kit.floats(Math.SQRT1_2)])]);
    const half = kit.node("Mul", [x, kit.floats(0.5)]);
    return kit.node("Mul", [half, kit.node("Add", [erf, kit.floats(1)])]);
  },
});

/** How files older than the operator have it: (x/2) × (1 + erf) as we write, or (x × (1 + erf)) / 2 as PyTorch does. */
function readSpelledOut(node: ReadNode): { readonly input: ReadValue } | null {
  const half = halved(node);
  const product = half?.giver ?? node;
  for (const [own, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const input = onePlusErf(product.giver(other));
    const value = half ? product.inputs[own] : halved(product.giver(own))?.value;
    if (input && value?.name === input.name) return { input };
  }
  return null;
}

/** What a product by 0.5 halves. */
function halved(
  node: ReadNode | null,
): { readonly value: ReadValue; readonly giver: ReadNode | null } | null {
  if (node?.operator !== "Mul") return null;
  const index = [0, 1].find((each) => near(scalarInput(node, 1 - each) ?? 0, 0.5));
  const value = index === undefined ? null : node.inputs[index];
  return value && index !== undefined ? { value, giver: node.giver(index) } : null;
}

/** The x of 1 + erf(x/√2). */
function onePlusErf(sum: ReadNode | null): ReadValue | null {
  if (sum?.operator !== "Add") return null;
  const index = [0, 1].find((each) => near(scalarInput(sum, 1 - each) ?? 0, 1));
  const erf = index === undefined ? null : sum.giver(index);
  const inner = erf?.operator === "Erf" ? erf.giver(0) : null;
  if (!inner) return null;
  const factor = scalarInput(inner, 1) ?? 0;
  const isRoot = inner.operator === "Mul" ? near(factor, Math.SQRT1_2) : near(factor, Math.SQRT2);
  return isRoot && (inner.operator === "Mul" || inner.operator === "Div") ? dataInput(inner) : null;
}
