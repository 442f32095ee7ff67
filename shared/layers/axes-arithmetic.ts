import type { Axis } from "./stated-shape";

/** An operator as the rules look at it. */
export interface RuledNode {
  readonly operator: string;
  readonly domain: string;
  /** Names, "" for what is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, { readonly kind: string; readonly value?: unknown }>;
}

/** What the rules look at: the axes of inputs, in ONNX's order with "N" for the batch, and small constants. */
export interface Arriving {
  axes(index: number): readonly Axis[] | null;
  numbers(index: number): readonly number[] | null;
  /** A constant list of sizes: "N" where the batch stands, "?" where it is part of one. */
  sizes(index: number): readonly Axis[] | null;
  /** The file's batch: sizes that are written for it are meant for any. */
  readonly batch: number | string | null;
}

/** NumPy's broadcasting; null where sizes do not fit. */
export function joined(a: readonly Axis[], b: readonly Axis[]): readonly Axis[] | null {
  const rank = Math.max(a.length, b.length);
  const sizes = Array.from({ length: rank }, (_, axis): Axis | null => {
    const [left, right] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    return typeof left === "number" && typeof right === "number" ? null : "?";
  });
  return sizes.every((size) => size !== null) ? sizes : null;
}

/** The batch goes where a size is copied or left to be found; sizes that cannot be told are "?". */
export function reshaped(
  from: readonly Axis[] | null,
  sizes: readonly Axis[],
  batch: Arriving["batch"],
): readonly Axis[] {
  const copied = sizes.map((size, axis): Axis => {
    if (size === 0) return from?.[axis] ?? "?";
    return axis === 0 && size === batch ? "N" : size;
  });
  const open = copied.indexOf(-1);
  if (open < 0 || !from) return copied.map((size) => (size === -1 ? "?" : size));
  const names = (axes: readonly Axis[]) => axes.filter((axis) => typeof axis === "string");
  const left = names(from).filter((name) => !names(copied).includes(name));
  const whole = numbersIn(from) / -numbersIn(copied);
  const found: Axis = left.length === 0 ? whole : left.length === 1 && whole === 1 ? (left[0] as Axis) : "?";
  return copied.map((size, axis) => (axis === open ? found : size));
}

function numbersIn(axes: readonly Axis[]): number {
  return axes.reduce<number>((all, axis) => (typeof axis === "number" ? all * axis : all), 1);
}

export function product(axes: readonly Axis[]): Axis {
  if (axes.length === 1) return axes[0] as Axis;
  return axes.every((axis) => typeof axis === "number") ? numbersIn(axes) : "?";
}

export function intOf({ attributes }: RuledNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === "int" ? (attribute.value as number) : otherwise;
}

export function intsOf({ attributes }: RuledNode, name: string): readonly number[] | null {
  const attribute = attributes.get(name);
  return attribute?.kind === "ints" ? (attribute.value as readonly number[]) : null;
}

/** An attribute, in older files, or the second input. */
export function listOf(
  node: RuledNode,
  numbers: Arriving["numbers"],
  name: string,
): readonly number[] | null {
  return intsOf(node, name) ?? (node.inputs[1] ? numbers(1) : null);
}

export function fromFront(axis: number, from: readonly Axis[] | null): number {
  return axis < 0 ? axis + (from?.length ?? 0) : axis;
}

/** Sizes of parts that nobody says are "?". */
export function sliced(node: RuledNode, { axes, numbers }: Arriving): readonly Axis[] | null {
  const from = axes(0);
  const list = (name: string, input: number) =>
    intsOf(node, name) ?? (node.inputs[input] ? numbers(input) : null);
  const [starts, ends] = [list("starts", 1), list("ends", 2)];
  const at = list("axes", 3) ?? starts?.map((_, index) => index);
  if (!from || !at || (node.inputs[3] && !numbers(3))) return null;
  const steps = node.inputs[4] ? numbers(4) : at.map(() => 1);
  return from.map((size, axis) => {
    const index = at.findIndex((each) => fromFront(each, from) === axis);
    if (index < 0) return size;
    const [start, end, step] = [starts?.[index], ends?.[index], steps?.[index]];
    if (typeof size !== "number" || start === undefined || end === undefined || !step || step < 0) return "?";
    const place = (each: number) => Math.min(size, Math.max(0, each < 0 ? each + size : each));
    return Math.ceil(Math.max(0, place(end) - place(start)) / step) || "?";
  });
}

export function split(
  node: RuledNode,
  { axes, numbers }: Arriving,
  output: number,
): readonly Axis[] | undefined {
  const from = axes(0);
  const at = fromFront(intOf(node, "axis", 0), from);
  const sizes = listOf(node, numbers, "split");
  const whole = from?.[at];
  const most = typeof whole === "number" ? Math.ceil(whole / node.outputs.length) : 0;
  const equal = typeof whole === "number" && !node.inputs[1] ? Math.min(most, whole - output * most) : "?";
  return from?.map((size, axis) => (axis === at ? (sizes?.[output] ?? equal) : size));
}

/** The places that are read, one of each pair of numbers in the second input. */
export function sampled(_node: RuledNode, { axes }: Arriving): readonly Axis[] | null {
  const [from, grid] = [axes(0), axes(1)];
  if (!from || from.length < 3 || grid?.length !== from.length) return null;
  return [from[0] as Axis, from[1] as Axis, ...grid.slice(1, -1)];
}

/** Each letter of the equation is a size. */
export function einsum(node: RuledNode, { axes }: Arriving): readonly Axis[] | null {
  const equation = node.attributes.get("equation");
  const text = equation?.kind === "text" ? String(equation.value) : "";
  const [from = "", to] = text.replace(/\s/g, "").split("->");
  if (to === undefined || /[^a-z,]/i.test(from + to)) return null;
  const sizes = new Map<string, Axis>();
  for (const [index, letters] of from.split(",").entries()) {
    const own = axes(index);
    if (own?.length !== letters.length) return null;
    for (const [at, letter] of [...letters].entries()) sizes.set(letter, own[at] as Axis);
  }
  return [...to].map((letter) => sizes.get(letter) ?? "?");
}
