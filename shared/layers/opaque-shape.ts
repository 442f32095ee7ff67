import { type Fault, type Fix, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { Arriving, RuledNode } from "./axes-arithmetic";
import { axesByRule } from "./axes-rules";
import type { NodeAttribute } from "./node-kit";
import { listed, type OpaqueParams } from "./opaque-node";
import { parseAttributes } from "./opaque-operator";
import { statedOf } from "./opaque-params";
import { type AnyShape, isShape } from "./shape";
import {
  type Axis,
  axesOfShape,
  axesText,
  type StatedValue,
  shapeOfAxes,
  statedOrFirst,
} from "./stated-shape";

/** What both an operator and its further outputs say; those have no inputs of their own to follow. */
type Stating = Pick<OpaqueParams, "operator" | "shape" | "arriving" | "type" | "output"> &
  Partial<OpaqueParams>;

/**
 * The output's shape for what comes in: the one that is said, and what follows by ONNX's rules where something else
 * comes in than that was said for. A fault where nothing follows.
 */
export function shapeFor(params: Stating, inputs: readonly AnyShape[]): Result<AnyShape, Fault> {
  if (isAsSaid(params, inputs)) return statedOrFirst(statedOf(params), params.shape, inputs);
  const axes = followed(params, inputs);
  return axes ? ok(shapeOfAxes({ type: params.type, axes })) : err(outdated(params, inputs));
}

/** What a file may be told of the output: no axes that are only taken to be so. */
export function statedFor(params: Stating, inputs: readonly AnyShape[]): StatedValue {
  const { type, shape, arriving } = params;
  if (shape.trim() === "")
    return { type, axes: inputs.length > 0 ? ruledAxes(params, inputs.map(axesOfShape)) : null };
  if (arriving === arrivingText(inputs)) return statedOf(params);
  return { type, axes: arriving.trim() === "" ? null : followed(params, inputs) };
}

/** Shapes in the file's order of axes, one for each connection. */
export function arrivingText(shapes: readonly AnyShape[]): string {
  return shapes.map((shape) => (isShape(shape) ? axesText(axesOfShape(shape) ?? []) : shape.text)).join("; ");
}

function isAsSaid({ shape, arriving }: Stating, inputs: readonly AnyShape[]): boolean {
  const isFree = shape.trim() === "" || shape.trim() === "?" || arriving.trim() === "";
  return isFree || arriving === arrivingText(inputs);
}

/** Only rules that give what is said for what came in are trusted with something else. */
function followed(params: Stating, inputs: readonly AnyShape[]): readonly Axis[] | null {
  const before = params.arriving.split(";").map((text) => axesOfShape({ text: text.trim(), elements: 0 }));
  const said = statedOf(params).axes;
  const then = ruledAxes(params, before);
  if (!said || !then || !agree(said, then)) return null;
  const now = ruledAxes(params, inputs.map(axesOfShape));
  return now?.includes("?") ? null : now;
}

function agree(said: readonly Axis[], ruled: readonly Axis[]): boolean {
  return (
    said.length === ruled.length &&
    said.every((axis, at) => axis === ruled[at] || typeof axis === "string" || ruled[at] === "?")
  );
}

function ruledAxes(
  { operator, domain, attributes, inputs, outputs = "1", output }: Stating,
  arriving: readonly (readonly Axis[] | null)[],
): readonly Axis[] | null {
  const read = parseAttributes(attributes ?? "");
  if (domain === undefined || inputs === undefined || !read.ok) return null;
  const entries = listed(inputs);
  const node: RuledNode = {
    ...{ operator, domain },
    inputs: entries.map(({ from }) => (from === "nothing" ? "" : from)),
    outputs: [...outputs],
    attributes: new Map(Object.entries(read.value).map(([name, value]) => [name, ruledAttribute(value)])),
  };
  return axesByRule(node, output, arrivingAt(entries, arriving)) ?? null;
}

function arrivingAt(
  entries: ReturnType<typeof listed>,
  arriving: readonly (readonly Axis[] | null)[],
): Arriving {
  let next = 0;
  const axes = entries.map((entry) => {
    if (entry.from === "layer") return arriving[next++] ?? null;
    return entry.from === "nothing" ? null : entry.shape;
  });
  const numbers = (index: number) => {
    const entry = entries[index];
    return (entry?.from === "constant" && entry.values) || null;
  };
  return { batch: null, axes: (index) => axes[index] ?? null, numbers, sizes: numbers };
}

function ruledAttribute(value: NodeAttribute): { readonly kind: string; readonly value: unknown } {
  if (typeof value === "number") return { kind: "int", value };
  if (typeof value === "string") return { kind: "text", value };
  return { kind: Array.isArray(value) ? "ints" : "other", value };
}

function outdated({ operator, shape, arriving }: Stating, inputs: readonly AnyShape[]): Fault {
  const now = arrivingText(inputs);
  const likeFirst: readonly Fix[] =
    shape === arriving.split(";")[0]
      ? [{ label: "Give what comes in, as before", params: { shape: "", arriving: "" } }]
      : [];
  return fault(
    `${operator} gives ${shape} for what came in when the file was opened. What it gives for something else is not known here.`,
    arriving,
    now,
    ...likeFirst,
    { label: `Keep ${shape} for it`, params: { arriving: now } },
    { label: "Leave its output open", params: { shape: "?", arriving: "" } },
  );
}
