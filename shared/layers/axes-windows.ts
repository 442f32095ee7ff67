import { type Arriving, intOf, intsOf, type RuledNode } from "./axes-arithmetic";
import type { Axis } from "./stated-shape";

/** Convolutions in any number of directions; null where the weights do not fit what comes in. */
export function convolved(node: RuledNode, { axes }: Arriving): readonly Axis[] | null {
  const [from, weights] = [axes(0), axes(1)];
  const [filters, depth, ...kernel] = weights ?? [];
  if (!from || filters === undefined || typeof depth !== "number" || !areNumbers(kernel)) return null;
  const channels = from[1];
  if (typeof channels === "number" && channels !== depth * intOf(node, "group", 1)) return null;
  return slid(node, from, filters, kernel);
}

/** Poolings with a window. */
export function pooledInWindows(node: RuledNode, { axes }: Arriving): readonly Axis[] | null {
  const [from, kernel] = [axes(0), intsOf(node, "kernel_shape")];
  const channels = from?.[1];
  if (!from || !kernel || channels === undefined || intOf(node, "ceil_mode", 0) === 1) return null;
  return slid(node, from, channels, kernel);
}

function slid(
  node: RuledNode,
  from: readonly Axis[],
  channels: Axis,
  kernel: readonly number[],
): readonly Axis[] | null {
  if (from.length !== kernel.length + 2) return null;
  const [strides, dilations, pads] = ["strides", "dilations", "pads"].map((name) => intsOf(node, name));
  const padding = node.attributes.get("auto_pad")?.value;
  const isSame = padding === "SAME_UPPER" || padding === "SAME_LOWER";
  const sizes = kernel.map((size, at): Axis => {
    const whole = from[at + 2];
    if (typeof whole !== "number") return "?";
    const stride = strides?.[at] ?? 1;
    if (isSame) return Math.ceil(whole / stride);
    const padded = whole + (pads?.[at] ?? 0) + (pads?.[at + kernel.length] ?? 0);
    return Math.floor((padded - (size - 1) * (dilations?.[at] ?? 1) - 1) / stride) + 1;
  });
  const fits = sizes.every((size) => typeof size === "string" || size > 0);
  return fits ? [from[0] as Axis, channels, ...sizes] : null;
}

function areNumbers(axes: readonly Axis[]): axes is readonly number[] {
  return axes.every((axis) => typeof axis === "number");
}
