import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { dataInput } from "../node-reader";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "softmax",
  title: "Softmax",
  category: "activation",
  traits: ["probabilities"],
  summary: "Turns scores into probabilities that add up to 1.",
  documentation:
    "The last layer of a classifier. Training reads the scores in front of it, because cross-entropy and softmax together have a simple, stable gradient. On a map, each pixel's channels add up to 1.",
  formula: "y_o = \\frac{e^{x_o}}{\\sum_{k} e^{x_k}}",
  source: "Bridle, Probabilistic Interpretation of Feedforward Classification Network Outputs, 1990",
  keywords: ["probabilities", "classifier"],
  params: {},
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  compute: (kit, { inputs }) => kit.softmax(only(inputs)),
  toOnnx: (kit, { inputs }) => kit.node("Softmax", [only(inputs)], { axis: 1 }),
  torch: () => torchFunction(([x]) => `F.softmax(${x}, 1)`),
  fromOnnx: [
    {
      operator: "Softmax",
      read(node) {
        const input = dataInput(node);
        // Before version 13 the axes from the given one on were taken together, which for a map is something else.
        const axis = node.int("axis", node.opset < 13 ? 1 : -1);
        const isOurs =
          input?.shape.length === 1
            ? axis === 1 || axis === -1
            : node.opset < 13
              ? node.text("channels", "") === "last"
              : axis === 1 || axis === -3;
        return input && isOurs ? { params: {}, inputs: [input] } : null;
      },
    },
  ],
  caption: () => "softmax",
  examples: [
    { inputs: [[1000]], output: [1000], parameters: 0, macs: 0 },
    { inputs: [[3, 2, 5]], output: [3, 2, 5] },
  ],
});
