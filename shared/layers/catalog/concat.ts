import { err, ok } from "../../base/result";
import { defineLayer, MANY_INPUTS } from "../define";
import { only } from "../kinds";
import { cannotConcat } from "../merge-faults";
import { allData } from "../node-reader";
import { channelsOf, isMap, type Shape } from "../shape";
import { torchFunction } from "../torch";

export default defineLayer({
  type: "concat",
  title: "Concatenate",
  category: "merge",
  traits: ["merge"],
  summary: "Stacks the channels of branches of equal height and width.",
  documentation:
    "The end of an inception module: every branch keeps its channels, and the next layer chooses among them. The order of the inputs is the order of the channels.",
  formula: "y = \\left[\\, x^{(1)};\\; x^{(2)};\\; \\dots \\,\\right]",
  source: "Szegedy et al., Going Deeper with Convolutions, 2014, arXiv 1409.4842, figure 2",
  keywords: ["concatenation", "filter concatenation", "join", "inception"],
  params: {},
  inputs: MANY_INPUTS,
  infer(_params, inputs) {
    const first = only(inputs);
    const other = inputs.findIndex((shape) => !stacks(shape, first));
    if (other >= 0) return err(cannotConcat(inputs, other));
    const channels = inputs.reduce((sum, shape) => sum + channelsOf(shape), 0);
    return ok(isMap(first) ? ([first[0], first[1], channels] as const) : ([channels] as const));
  },
  compute: (kit, { inputs }) => kit.concat(inputs),
  toOnnx: (kit, { inputs }) => kit.node("Concat", inputs, { axis: 1 }),
  torch: () => torchFunction((inputs) => `torch.cat([${inputs.join(", ")}], 1)`),
  fromOnnx: [
    {
      operator: "Concat",
      read(node) {
        const inputs = allData(node);
        const axis = node.int("axis", 1);
        const last = inputs?.[0]?.shape?.length === 3 ? -3 : -1;
        return inputs && inputs.length > 1 && (axis === 1 || axis === last) ? { params: {}, inputs } : null;
      },
    },
  ],
  caption: () => "concat",
  examples: [
    // GoogLeNet 3a (zoo-facts section 9.2).
    {
      inputs: [
        [28, 28, 64],
        [28, 28, 128],
        [28, 28, 32],
        [28, 28, 32],
      ],
      output: [28, 28, 256],
      parameters: 0,
      macs: 0,
    },
    {
      inputs: [
        [3, 4, 2],
        [3, 4, 1],
      ],
      output: [3, 4, 3],
    },
    { inputs: [[4], [3], [2]], output: [9] },
  ],
});

function stacks(shape: Shape, first: Shape): boolean {
  if (!isMap(shape) || !isMap(first)) return isMap(shape) === isMap(first);
  return shape[0] === first[0] && shape[1] === first[1];
}
