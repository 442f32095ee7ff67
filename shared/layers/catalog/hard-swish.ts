import { defineActivation, plainReader } from "../activation";
import { float } from "../node-kit";
import { near, type ReadNode, type ReadValue } from "../node-reader";
import { clippedRamp, constantFactor, hardSigmoidOf } from "../onnx-ramps";

export default defineActivation({
  type: "hard-swish",
  module: "nn.Hardswish",
  title: "Hard swish",
  summary: "SiLU made of straight pieces.",
  documentation:
    "Replaces the sigmoid by a ramp from -3 to 3, which costs no exponential and loses next to nothing.",
  formula: "y = x\\,\\frac{\\min(\\max(0, x + 3), 6)}{6}",
  source: "Howard et al., Searching for MobileNetV3, 2019, arXiv 1905.02244, section 5.2",
  keywords: ["hswish"],
  fromOnnx: [
    plainReader("HardSwish"),
    {
      operator: "Mul",
      read: (node) => readProduct(node) ?? readScaled(node),
    },
    { operator: "Div", read: readScaled },
  ],
  toOnnx(kit, x) {
    if (kit.opset >= 14) return kit.node("HardSwish", [x]);
    return kit.node("Mul", [x, kit.node("HardSigmoid", [x], { alpha: float(1 / 6), beta: float(0.5) })]);
  },
});

const REACH = 3;

/** x times its own hard sigmoid. */
function readProduct(node: ReadNode): { readonly input: ReadValue } | null {
  return ownFactor(node, (giver) => {
    const ramp = hardSigmoidOf(giver);
    return ramp && near(ramp.reach, REACH) ? ramp.input : null;
  });
}

/** (x times x + 3 between 0 and 6), over 6. */
function readScaled(node: ReadNode): { readonly input: ReadValue } | null {
  const factor = constantFactor(node);
  const product = factor && near(factor.factor, 1 / (2 * REACH)) ? node.giver(factor.index) : null;
  if (product?.operator !== "Mul") return null;
  return ownFactor(product, (giver) => {
    const ramp = clippedRamp(giver);
    return ramp && near(ramp.reach, REACH) ? ramp.input : null;
  });
}

/** What a product multiplies by something made of itself. */
function ownFactor(
  product: ReadNode,
  source: (giver: ReadNode) => ReadValue | null,
): { readonly input: ReadValue } | null {
  for (const [own, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const giver = product.giver(other);
    const input = giver && source(giver);
    if (input && input.name === product.inputs[own]?.name) return { input };
  }
  return null;
}
