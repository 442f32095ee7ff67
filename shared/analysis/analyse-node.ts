import { type Fault, fault } from "../base/fault";
import { unknownIdMessage } from "../base/registry";
import { err, ok, type Result } from "../base/result";
import type { LayerNode } from "../graph/document";
import type { AnyLayerDefinition, OpaqueFacet } from "../layers/define";
import { checkParams, type ParamSpecs, type ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import { type AnyShape, elementsOf, isMap, isShape, type Shape, shapeText } from "../layers/shape";
import { composeFields, fieldOfWindow, joinFields, type ReceptiveField } from "./receptive-field";
import { NO_TOTALS, type Totals } from "./totals";
import type { NodeAnalysis } from "./types";

export interface Arriving {
  readonly shapes: readonly (AnyShape | null)[];
  readonly fields: readonly (ReceptiveField | null)[];
  /** Ports that have an edge, whether or not the shape that comes along it is known. */
  readonly connected: number;
}

/** The numbers of one layer, or what keeps it from having them. */
export function analyseLayer(node: LayerNode, arriving: Arriving): NodeAnalysis {
  const layer = layers.get(node.type);
  if (!layer) return broken(node, arriving, [unknownLayer(node.type)]);
  const faults = checkParams(layer.params, node.params);
  if (faults.length > 0) return broken(node, arriving, faults);
  const miscounted = checkInputs(layer, arriving.connected);
  if (miscounted) return broken(node, arriving, [miscounted]);
  const shapes = known(arriving.shapes);
  // A fault upstream is reported there; here the numbers are merely unknown.
  if (!shapes) return broken(node, arriving, []);
  const params = node.params as ParamsOf<ParamSpecs>;
  const numbers = layer.opaque
    ? opaqueNumbers(layer, layer.opaque, params, shapes)
    : layerNumbers(layer, params, shapes, arriving.fields);
  if (!numbers.ok) return broken(node, arriving, [numbers.error]);
  return { node, inputs: arriving.shapes, problems: [], copies: [], ...numbers.value };
}

type Numbers = Pick<NodeAnalysis, "outputs" | "totals" | "field">;

function layerNumbers(
  layer: AnyLayerDefinition,
  params: ParamsOf<ParamSpecs>,
  shapes: readonly AnyShape[],
  fields: Arriving["fields"],
): Result<Numbers, Fault> {
  if (!shapes.every(isShape)) return err(unreadable(layer, shapes));
  const output = layer.infer(params, shapes);
  if (!output.ok) return output;
  return ok({
    outputs: [output.value],
    totals: layerTotals(layer, params, shapes, output.value),
    field: layerField(layer, params, shapes, fields),
  });
}

/** What is not known does work that nobody counts, and may look anywhere. */
function opaqueNumbers(
  layer: AnyLayerDefinition,
  { infer }: OpaqueFacet<ParamsOf<ParamSpecs>>,
  params: ParamsOf<ParamSpecs>,
  shapes: readonly AnyShape[],
): Result<Numbers, Fault> {
  const output = infer(params, shapes);
  if (!output.ok) return output;
  const totals = { ...layerTotals(layer, params, [], output.value), complete: false };
  return ok({ outputs: [output.value], totals, field: null });
}

function unreadable({ title }: AnyLayerDefinition, shapes: readonly AnyShape[]): Fault {
  const other = shapes.find((shape) => !isShape(shape));
  return fault(
    `${title} reads maps and vectors, and something else came in.`,
    "a map such as 28×28×64, or a vector",
    other ? `a tensor of ${shapeText(other)}` : "a tensor",
  );
}

/** A node without numbers, and the reasons that are its own. */
export function broken(
  node: NodeAnalysis["node"],
  arriving: Arriving,
  faults: readonly Fault[],
): NodeAnalysis {
  return {
    node,
    inputs: arriving.shapes,
    outputs: [null],
    totals: { ...NO_TOTALS, leaves: node.kind === "layer" ? 1 : 0, complete: false },
    field: null,
    problems: faults.map((each) => ({ ...each, path: node.id })),
    copies: [],
  };
}

export function known(shapes: readonly (AnyShape | null)[]): readonly AnyShape[] | null {
  return shapes.includes(null) ? null : (shapes as readonly AnyShape[]);
}

function layerTotals(
  layer: AnyLayerDefinition,
  params: ParamsOf<ParamSpecs>,
  inputs: readonly Shape[],
  output: AnyShape,
): Totals {
  let trainable = 0;
  let buffers = 0;
  for (const weight of layer.weights?.(params, inputs) ?? []) {
    const count = weight.shape.reduce((product, size) => product * size, 1);
    if (weight.trainable) trainable += count;
    else buffers += count;
  }
  const activations = elementsOf(output);
  return {
    params: trainable,
    buffers,
    macs: isShape(output) ? (layer.macs?.(params, inputs, output) ?? 0) : 0,
    activations,
    peakActivations: activations,
    leaves: 1,
    complete: true,
  };
}

function layerField(
  layer: AnyLayerDefinition,
  params: ParamsOf<ParamSpecs>,
  inputs: readonly Shape[],
  fields: readonly (ReceptiveField | null)[],
): ReceptiveField | null {
  const arriving = joinFields(fields);
  const window = layer.window?.(params);
  const [first] = inputs;
  if (!window || !first) return arriving;
  if (!isMap(first)) return window === "global" ? "global" : null;
  return composeFields(arriving, fieldOfWindow(window, first));
}

function checkInputs(layer: AnyLayerDefinition, connected: number): Fault | null {
  const { min, max } = layer.inputs;
  const expected = min === max ? `${min} ${min === 1 ? "input" : "inputs"}` : `${min} to ${max} inputs`;
  if (connected < min) {
    const message =
      connected === 0
        ? `Nothing is connected to this ${layer.title.toLowerCase()}.`
        : `${layer.title} needs more inputs.`;
    return fault(message, expected, `${connected}`);
  }
  if (connected > max) return fault(`${layer.title} takes fewer inputs.`, expected, `${connected}`);
  return null;
}

function unknownLayer(type: string): Fault {
  const known = layers.all.map((layer) => layer.type);
  return fault(unknownIdMessage("layer type", type, known), "a layer type that this version knows", type);
}
