import type { Shape } from "../../../layers/shape";
import type { RawNode } from "./raw-model";
import type { StoredTensor } from "./tensor";
import { axesOf, imageShape } from "./values";

/** Operators that only rearrange: each image has as many numbers behind them as in front. */
export const REARRANGING: readonly string[] = ["Flatten", "Reshape", "Squeeze"];

/** The shape behind operators that only rearrange, where constants decide it; `batch` is what the file calls it. */
export function rearranged(
  { operator, attributes, inputs }: RawNode,
  shape: Shape,
  batch: number | string | null,
  constant: (index: number) => StoredTensor | null,
): Shape | null {
  const count = shape.reduce<number>((product, side) => product * side, 1);
  if (operator === "Flatten") {
    const axis = attributes.get("axis");
    return axis === undefined || (axis.kind === "int" && axis.value === 1) ? [count] : null;
  }
  if (operator === "Squeeze") {
    return shape.length === 3 &&
      shape[0] === 1 &&
      shape[1] === 1 &&
      squeezesPixels(attributes, inputs, constant)
      ? [shape[2]]
      : null;
  }
  const attribute = attributes.get("shape");
  const given =
    operator === "Reshape"
      ? (constant(1)?.numbers() ?? (attribute?.kind === "ints" ? attribute.value : null))
      : null;
  if (!given) return null;
  // Any other number parts the batch, or mixes its images.
  const own = typeof batch === "number" && batch > 0 ? batch : 1;
  if (![0, -1, own].includes(given[0] ?? 0)) return null;
  const before = axesOf(shape);
  const sizes = [...given].map((side, axis) => (side === 0 ? (before[axis] ?? 0) : side));
  const open = sizes.indexOf(-1);
  const rest = sizes.slice(1).reduce((product, side) => product * (side === -1 ? 1 : side), 1);
  const filled = sizes.map((side, axis) => (axis === open && axis > 0 ? count / rest : side));
  return isOfCount(filled.slice(1), count) ? imageShape(filled) : null;
}

function isOfCount(sizes: readonly number[], count: number): boolean {
  return sizes.every(Number.isInteger) && sizes.reduce((product, side) => product * side, 1) === count;
}

function squeezesPixels(
  attributes: RawNode["attributes"],
  inputs: readonly string[],
  constant: (index: number) => StoredTensor | null,
): boolean {
  const attribute = attributes.get("axes");
  const axes = attribute?.kind === "ints" ? attribute.value : inputs[1] ? constant(1)?.numbers() : null;
  if (!axes) return true;
  return (
    [...axes]
      .map((axis) => (axis < 0 ? axis + 4 : axis))
      .toSorted((a, b) => a - b)
      .join() === "2,3"
  );
}
