import { type Fault, fault } from "../../base/fault";
import { err } from "../../base/result";
import { defineLayer } from "../define";
import { factsOf, foreignOf, layersAmong, listed, type OpaqueParams } from "../opaque-node";
import { parseAttributes, parseInputs } from "../opaque-operator";
import { givenParam, outputParam, statedParams } from "../opaque-params";
import { heldOr, notRun } from "../opaque-refusals";
import { shapeFor, statedFor } from "../opaque-shape";
import { freeText, integer } from "../params";
import type { AnyShape } from "../shape";
import { opaqueModule } from "../torch-opaque";

export default defineLayer({
  type: "opaque",
  title: "Unknown operator",
  category: "reshape",
  summary: "An operator of a file that is no layer here: kept as it is, and not run.",
  documentation:
    "Files may hold operators that no layer here stands for. They stay in the network with their attributes, constants and shapes, can be moved and connected, and are written to ONNX again as they were. What they compute is not known here: a network that holds one cannot be trained or run, its multiply-adds are not counted, and its totals are at least what they say.",
  formula: "y = f(x_1, x_2, \\dots)",
  source: "ONNX, Operator Schemas, onnx.ai/onnx/operators",
  keywords: ["ONNX", "operator", "custom"],
  params: {
    operator: freeText({
      label: "Operator",
      help: "Its name in the file.",
      default: "Identity",
      maxLength: 200,
    }),
    ...statedParams,
    attributes: freeText({
      label: "Attributes",
      help: 'What the operator is told beside its inputs, as JSON: whole numbers, texts and lists as they are, others as {"float": 0.5}. What has no plain form is kept as bytes.',
      default: "{}",
      maxLength: 4_000_000,
      long: true,
      advanced: true,
    }),
    inputs: freeText({
      label: "Inputs",
      help: 'In the order of the operator, as JSON: "layer" is the next connection, null an input left out, the rest weights and constants.',
      default: '["layer"]',
      maxLength: 4_000_000,
      long: true,
      advanced: true,
    }),
    output: outputParam,
    outputs: givenParam,
    domain: freeText({
      label: "Domain",
      help: "Whose operator it is; empty for ONNX's own.",
      default: "",
      maxLength: 200,
      advanced: true,
    }),
    version: integer({
      label: "Version",
      help: "Of the domain's operators, as the file has them.",
      default: 17,
      min: 1,
      max: 1_000_000,
      advanced: true,
    }),
  },
  inputs: { min: 0, max: 1000 },
  infer: (params, inputs) => heldOr(inferred(params, inputs)),
  weights: ({ inputs }) =>
    listed(inputs).flatMap((input) =>
      input.from === "weight"
        ? [
            {
              name: input.weight,
              shape: input.shape,
              initialiser: input.trainable ? "zeros" : "given",
              trainable: input.trainable,
              type: input.type,
            },
          ]
        : [],
    ),
  compute: (_kit, { params }) => notRun(params.operator),
  toOnnx: (kit, { params, inputs, weight }) => kit.foreign(foreignOf(kit, params, inputs, weight)),
  torch: ({ params }) => opaqueModule(params, listed(params.inputs)),
  fromOnnx: [],
  opaque: {
    name: ({ operator }) => operator,
    inputs: ({ inputs }) => layersAmong(listed(inputs)),
    infer: inferred,
    stated: statedFor,
    facts: factsOf,
  },
  caption: ({ operator, shape }) =>
    `${operator.slice(0, 15)} · ${shape.trim() === "" ? "shape assumed" : "unknown"}`,
  examples: [
    {
      params: {
        operator: "LpNormalization",
        attributes: '{"axis": 1, "p": 2}',
        inputs: '["layer"]',
        shape: "N×8×5×5",
        arriving: "N×8×5×5",
        type: "float",
        output: 0,
        outputs: "1",
        domain: "",
        version: 17,
      },
      inputs: [[5, 5, 8]],
      output: [5, 5, 8],
      parameters: 0,
      macs: 0,
    },
    {
      params: {
        operator: "Einsum",
        attributes: '{"equation": "bf,of->bo"}',
        inputs: '["layer", {"weight": "weight", "shape": [3, 6]}]',
        shape: "N×3",
      },
      inputs: [[6]],
      output: [3],
      parameters: 18,
    },
    {
      params: { operator: "Hardmax", shape: "N×6", arriving: "N×6" },
      inputs: [[4]],
      output: [4],
    },
    { params: { operator: "Erf" }, inputs: [[4]], output: [4] },
  ],
});

function inferred(params: OpaqueParams, shapes: readonly AnyShape[]) {
  const attributes = parseAttributes(params.attributes);
  if (!attributes.ok) return attributes;
  const inputs = parseInputs(params.inputs);
  if (!inputs.ok) return inputs;
  const wanted = layersAmong(inputs.value);
  if (wanted !== shapes.length) return err(miscounted(params.operator, wanted, shapes.length));
  return shapeFor(params, shapes);
}

function miscounted(operator: string, wanted: number, given: number): Fault {
  return fault(
    `${operator} reads ${wanted} ${wanted === 1 ? "value" : "values"}, and ${given} ${given === 1 ? "is" : "are"} connected.`,
    `${wanted} ${wanted === 1 ? "connection" : "connections"}`,
    `${given}`,
  );
}
