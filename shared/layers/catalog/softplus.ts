import { defineActivation, plainReader } from "../activation";

export default defineActivation({
  type: "softplus",
  module: "nn.Softplus",
  title: "Softplus",
  summary: "A smooth ReLU whose derivative is the sigmoid.",
  documentation:
    "Never quite zero and never flat for positive numbers; used where an output must be positive.",
  formula: "y = \\ln(1 + e^x)",
  source: "Dugas et al., Incorporating Second-Order Functional Knowledge for Better Option Pricing, 2001",
  fromOnnx: [plainReader("Softplus")],
  toOnnx: (kit, x) => kit.node("Softplus", [x]),
});
