import { ok } from "../../base/result";
import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { constantInput, dataInput } from "../node-reader";
import { number } from "../params";
import { positional, torchCall, torchModule } from "../torch";

export default defineLayer({
  type: "dropout",
  title: "Dropout",
  category: "normalisation",
  traits: ["inline"],
  summary: "Zeroes a random share of the numbers while training.",
  documentation:
    "Units cannot rely on particular neighbours, which counters overfitting in the wide dense layers of AlexNet and VGG. What is kept is scaled up, so that nothing needs to change afterwards: outside training this layer does nothing.",
  formula: "y = \\frac{m\\, x}{1 - r}, \\quad m \\sim \\mathrm{Bernoulli}(1 - r)",
  source: "Srivastava et al., Dropout, 2014; Krizhevsky, Sutskever, Hinton, 2012, section 4.2",
  keywords: ["regularisation", "regularization"],
  params: {
    rate: number({
      label: "Rate",
      help: "Share of numbers that become zero.",
      default: 0.5,
      min: 0,
      max: 0.99,
    }),
  },
  inputs: ONE_INPUT,
  infer: (_params, inputs) => ok(only(inputs)),
  compute: (kit, { params, inputs }) => kit.dropout(only(inputs), params.rate),
  // Identity, unless a reader of the file trains on.
  toOnnx: (kit, { params, inputs }) => kit.node("Dropout", [only(inputs), kit.floats(params.rate)]),
  torch: ({ params }) => torchModule(torchCall("nn.Dropout", positional("p", params.rate))),
  fromOnnx: [
    {
      operator: "Dropout",
      read(node) {
        const input = dataInput(node);
        const rate = constantInput(node, 1)?.numbers()[0] ?? node.float("ratio", 0.5);
        return input && rate >= 0 && rate <= 0.99 ? { params: { rate }, inputs: [input] } : null;
      },
    },
  ],
  caption: ({ rate }) => `drop ${rate}`,
  examples: [
    { inputs: [[4096]], output: [4096], parameters: 0, macs: 0 },
    { params: { rate: 0.4 }, inputs: [[3, 3, 4]], output: [3, 3, 4] },
    { params: { rate: 0 }, inputs: [[5]], output: [5] },
  ],
});
