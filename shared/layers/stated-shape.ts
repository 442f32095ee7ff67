import { type Fault, fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import { isFloatType, type NumberType } from "./number-types";
import { type AnyShape, isShape } from "./shape";

/** A file's axis: a number, or the name of a size that is left open; "N" is the batch, "?" says nothing. */
export type Axis = number | string;

/** What a file says of a value. */
export interface StatedValue {
  readonly type: NumberType;
  /** Null where it says nothing of them. */
  readonly axes: readonly Axis[] | null;
}

const SCALAR = "one number";

/** Axes as people write them, in the file's order: "N×64×56×56", "197, 768". Empty means that nothing is said. */
export function parseAxes(text: string): readonly Axis[] | null {
  const trimmed = text.trim();
  if (trimmed === SCALAR) return [];
  if (trimmed === "" || trimmed === "?") return null;
  return trimmed.split(/\s*[×,]\s*|\s+/).map((part) => (/^\d+$/.test(part) ? Number(part) : part || "?"));
}

export function axesText(axes: readonly Axis[]): string {
  const parts = axes.map((axis) => (typeof axis === "number" ? axis : axis.replace(/[\s×,]+/g, "_") || "?"));
  return parts.length === 0 ? SCALAR : parts.join("×");
}

/** Our shape, where the axes are those of maps or vectors of numbers and the first may be the batch; else as it is said. */
export function shapeOfAxes({ type, axes }: StatedValue): AnyShape {
  const isFloat = isFloatType(type);
  const [batch, ...sizes] = axes ?? [];
  const prefix = isFloat ? "" : `${type} `;
  if (!axes) return { text: `${prefix}?`, elements: 0 };
  const numbers = sizes.filter((size) => typeof size === "number");
  if (isFloat && typeof batch === "string" && numbers.length === sizes.length) {
    const [first, second, third] = numbers;
    if (numbers.length === 1) return [first as number];
    if (numbers.length === 3) return [second as number, third as number, first as number];
  }
  return {
    text: prefix + axesText(axes),
    elements: numbers.reduce((product, size) => product * size, 1),
  };
}

/** The other way round: axes in ONNX's order, or null where nothing is known of them. */
export function axesOfShape(shape: AnyShape): readonly Axis[] | null {
  if (!isShape(shape)) return parseAxes(shape.text.replace(/^(u?int\d+|bool|string) /, ""));
  return shape.length === 3 ? ["N", shape[2], shape[0], shape[1]] : ["N", shape[0]];
}

/** The shape that a layer states for its output, or that of its first input where it states none. */
export function statedOrFirst(
  stated: StatedValue,
  text: string,
  inputs: readonly AnyShape[],
): Result<AnyShape, Fault> {
  if (text.trim() !== "") return ok(shapeOfAxes(stated));
  const [first] = inputs;
  if (first) return ok(first);
  return err(
    fault(
      "The shape of the output is not said, and there is no input to take it from.",
      'axes such as N×64×56×56, N for the batch; "?" if nobody knows',
      "nothing",
    ),
  );
}
