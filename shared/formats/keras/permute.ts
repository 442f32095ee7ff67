import type { MapShape } from "../../layers/shape";
import type { KerasWeight } from "./weights";

/** The same numbers with their axes in another order: `axes[i]` says which of the old ones the new i-th is. */
export function permuted({ shape, data }: KerasWeight, axes: readonly number[]): KerasWeight {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = axes.map((axis) => shape[axis] as number);
  const steps = axes.map((axis) => strides[axis] as number);
  const result = new Float32Array(data.length);
  for (let index = 0; index < result.length; index++) {
    let [rest, from] = [index, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const size = sizes[axis] as number;
      from += (rest % size) * (steps[axis] as number);
      rest = Math.floor(rest / size);
    }
    result[index] = data[from] as number;
  }
  return { shape: sizes, data: result };
}

/** Where each of our features stands among Keras's; null where they stand alike. */
export type FeatureOrder = Int32Array | null;

/** Keras flattens a map pixel by pixel, the channels of each together; we and PyTorch channel by channel. */
export function flattenOrder([height, width, channels]: MapShape): FeatureOrder {
  const pixels = height * width;
  if (pixels === 1 || channels === 1) return null;
  return Int32Array.from(
    { length: pixels * channels },
    (_, ours) => (ours % pixels) * channels + Math.floor(ours / pixels),
  );
}

/** A dense kernel [out, in] has the features in its columns, what a norm has per channel in its only axis. */
export function inOurOrder(array: KerasWeight, order: FeatureOrder): KerasWeight {
  if (!order) return array;
  const { shape, data } = array;
  const result = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += order.length) {
    for (const [ours, theirs] of order.entries()) result[start + ours] = data[start + theirs] as number;
  }
  return { shape, data: result };
}

/** Of features that stand side by side. */
export function joinOrders(parts: readonly { readonly order: FeatureOrder; readonly size: number }[]) {
  if (parts.every(({ order }) => order === null)) return null;
  let offset = 0;
  const all: number[] = [];
  for (const { order, size } of parts) {
    for (let index = 0; index < size; index++) all.push(offset + (order?.[index] ?? index));
    offset += size;
  }
  return Int32Array.from(all);
}
