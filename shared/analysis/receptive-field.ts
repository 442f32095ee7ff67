import type { LayerWindow } from "../layers/define";
import type { MapShape } from "../layers/shape";
import { extentOf, type Pair, resolveWindow } from "../layers/window";

/**
 * Which pixels of the input one output sees, per axis [height, width]: the extent of its window, the distance between
 * the windows of neighbours, and where the first window starts (negative inside the padding). "global" sees everything.
 */
export type ReceptiveField = "global" | { readonly size: Pair; readonly stride: Pair; readonly offset: Pair };

export const ONE_PIXEL: ReceptiveField = { size: [1, 1], stride: [1, 1], offset: [0, 0] };

/** The field of a sliding window's output, seen from the window's own input; null where it varies from place to place. */
export function fieldOfWindow(window: LayerWindow, input: MapShape): ReceptiveField | null {
  if (window === "global") return "global";
  if (window === "varying") return null;
  const resolved = resolveWindow(window, input);
  if (!resolved.ok) return null;
  const [top, , , left] = resolved.value.pads;
  return {
    size: [extentOf(window, 0), extentOf(window, 1)],
    stride: window.stride,
    offset: [0 - top, 0 - left],
  };
}

/** `inner` is seen from the place whose own field is `outer`. */
export function composeFields(
  outer: ReceptiveField | null,
  inner: ReceptiveField | null,
): ReceptiveField | null {
  if (outer === null || inner === null) return null;
  if (outer === "global" || inner === "global") return "global";
  const axis = (index: 0 | 1) => ({
    size: outer.size[index] + (inner.size[index] - 1) * outer.stride[index],
    stride: outer.stride[index] * inner.stride[index],
    offset: outer.offset[index] + inner.offset[index] * outer.stride[index],
  });
  const vertical = axis(0);
  const horizontal = axis(1);
  return {
    size: [vertical.size, horizontal.size],
    stride: [vertical.stride, horizontal.stride],
    offset: [vertical.offset, horizontal.offset],
  };
}

/** The hull of what several branches see; null where their steps differ, since no one window describes that. */
export function joinFields(fields: readonly (ReceptiveField | null)[]): ReceptiveField | null {
  let joined: ReceptiveField | null = null;
  for (const [index, field] of fields.entries()) {
    if (field === null) return null;
    if (index === 0) joined = field;
    else if (joined === "global" || field === "global") joined = "global";
    else if (joined) joined = hull(joined, field);
    if (joined === null) return null;
  }
  return joined;
}

type Finite = Exclude<ReceptiveField, "global">;

function hull(a: Finite, b: Finite): Finite | null {
  if (a.stride[0] !== b.stride[0] || a.stride[1] !== b.stride[1]) return null;
  const start = (axis: 0 | 1): number => Math.min(a.offset[axis], b.offset[axis]);
  const end = (axis: 0 | 1): number => Math.max(a.offset[axis] + a.size[axis], b.offset[axis] + b.size[axis]);
  return {
    size: [end(0) - start(0), end(1) - start(1)],
    stride: a.stride,
    offset: [start(0), start(1)],
  };
}
