import type { Shape } from "../../../layers/shape";
import type { RawNode, RawValue } from "./raw-model";

/** The batch of a file, whatever it is: in computed shapes it stands as ONNX's "as it was". */
export const OPEN_BATCH = 0;

/** ONNX's axes without the batch as ours, or null where they are neither a map's nor a vector's. */
export function imageShape(axes: readonly (number | null)[] | undefined): Shape | null {
  if (!axes || axes.slice(1).some((size) => size === null)) return null;
  const [, ...sizes] = axes as readonly number[];
  if (sizes.length === 1) return [sizes[0] as number];
  if (sizes.length === 3) return [sizes[1] as number, sizes[2] as number, sizes[0] as number];
  return null;
}

/** What messages call an operator. */
export function nameOf({ name, outputs, operator }: RawNode): string {
  return name || outputs.find((output) => output !== "") || operator;
}

/** The size that open heights and widths are read as. */
export function fixedInput({ name, shape }: RawValue, size: number): readonly (number | null)[] | null {
  if (shape?.length !== 4)
    return shape?.every((each, axis) => axis === 0 || each !== null) ? (shape ?? null) : null;
  const channels = shape[1] ?? null;
  return channels === null || name === ""
    ? null
    : [shape[0] ?? null, channels, shape[2] ?? size, shape[3] ?? size];
}

/** Our shape as ONNX's axes, the batch open. */
export function axesOf(shape: Shape, batch = OPEN_BATCH): readonly number[] {
  return shape.length === 3 ? [batch, shape[2], shape[0], shape[1]] : [batch, shape[0]];
}
