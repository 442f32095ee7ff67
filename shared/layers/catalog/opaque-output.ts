import { defineLayer, ONE_INPUT } from "../define";
import { only } from "../kinds";
import { outputParam, statedParams } from "../opaque-params";
import { heldOr, notRun } from "../opaque-refusals";
import { shapeFor, statedFor } from "../opaque-shape";
import { freeText } from "../params";
import { torchFunctionOf } from "../torch-opaque";

export default defineLayer({
  type: "opaque-output",
  title: "Further output",
  category: "reshape",
  summary: "Another value that the unknown operator in front gives.",
  documentation:
    "Operators of a file may give several values, such as the largest numbers and where they stand. The unknown operator gives the first that is read; each of these gives one more. It computes nothing: in ONNX it is another output of the operator that it is connected to.",
  formula: "y = f_k(x_1, x_2, \\dots)",
  source: "ONNX, Operator Schemas, onnx.ai/onnx/operators",
  keywords: ["ONNX", "operator", "output"],
  params: {
    operator: freeText({
      label: "Operator",
      help: "Whose output it is.",
      default: "Identity",
      maxLength: 200,
    }),
    ...statedParams,
    output: { ...outputParam, default: 1, advanced: false },
  },
  inputs: ONE_INPUT,
  infer: (params, inputs) => heldOr(shapeFor(params, inputs)),
  compute: (_kit, { params }) => notRun(params.operator),
  toOnnx: (kit, { params, inputs }) => kit.otherOutput(only(inputs), params.output),
  torch: ({ params }) => torchFunctionOf(params.operator, params.output),
  fromOnnx: [],
  opaque: {
    name: ({ operator }) => operator,
    inputs: () => 1,
    infer: shapeFor,
    stated: statedFor,
  },
  caption: ({ operator, output }) => `${operator.slice(0, 15)} · output ${output + 1}`,
  examples: [
    {
      params: { operator: "TopK", output: 1, shape: "N×5", arriving: "N×5", type: "float" },
      inputs: [[5]],
      output: [5],
      parameters: 0,
      macs: 0,
    },
  ],
});
