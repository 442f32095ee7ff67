import { fault } from "../../base/fault";
import { err, ok } from "../../base/result";
import { POINTWISE_EXAMPLES, pointwise } from "../activation";
import { defineLayer } from "../define";
import { only } from "../kinds";
import { dataInput } from "../node-reader";
import { clipBounds } from "../onnx-ramps";
import { number } from "../params";
import { torchFunction } from "../torch";

/** So far out that it bounds nothing. */
const FAR = 1e9;

export default defineLayer({
  ...pointwise,
  type: "clip",
  title: "Clip",
  summary: "Keeps every number between two bounds.",
  documentation:
    "What is below the lower bound becomes the lower bound, what is above the upper one the upper; where it cuts, no gradient passes. With bounds 0 and 6 it is ReLU6; from -1 to 1 it is a hard tanh.",
  formula: "y = \\min(\\max(l, x), h)",
  source: "Collobert, Large Scale Machine Learning, 2004 (hard tanh)",
  keywords: ["clamp", "hardtanh", "hard tanh", "threshold", "limit", "bound"],
  params: {
    low: number({ label: "Lower bound", help: "No output is below it.", default: -1, min: -FAR, max: FAR }),
    high: number({ label: "Upper bound", help: "No output is above it.", default: 1, min: -FAR, max: FAR }),
  },
  infer({ low, high }, inputs) {
    if (low <= high) return ok(only(inputs));
    return err(
      fault("The lower bound is above the upper one.", "bounds in order", `${low} and ${high}`, {
        label: "Exchange the bounds",
        params: { low: high, high: low },
      }),
    );
  },
  compute: (kit, { params, inputs }) => kit.clip(only(inputs), params.low, params.high),
  toOnnx: (kit, { params: { low, high }, inputs }) =>
    kit.node("Clip", [only(inputs), kit.floats(low), kit.floats(high)]),
  fromOnnx: [
    {
      operator: "Clip",
      read(node) {
        const input = dataInput(node);
        const bounds = clipBounds(node);
        if (!input || !bounds || bounds.low > bounds.high || isRectifier(bounds)) return null;
        const params = { low: Math.max(-FAR, bounds.low), high: Math.min(FAR, bounds.high) };
        return { params, inputs: [input] };
      },
    },
  ],
  torch: ({ params: { low, high } }) => torchFunction(([x]) => `torch.clamp(${x}, ${low}, ${high})`),
  caption: ({ low, high }) => `clip ${low} to ${high}`,
  examples: [
    ...POINTWISE_EXAMPLES,
    { params: { low: -0.5, high: 0.25 }, inputs: [[16, 16, 3]], output: [16, 16, 3], parameters: 0 },
  ],
});

/** What has a layer of its own. */
function isRectifier({ low, high }: { readonly low: number; readonly high: number }): boolean {
  return low === 0 && (high === 6 || high > 1e30);
}
