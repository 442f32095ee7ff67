import { bytesPerNumber, isFloatType, numberTypeOf } from "../../../layers/number-types";
import type { RawNode } from "./raw-model";
import { madeTensor, type StoredTensor } from "./tensor";

/** What shape arithmetic reads: constants, and the shapes of what flows. */
export interface Known {
  constant(name: string): StoredTensor | null;
  /** Of what flows, the batch as it stands in computed shapes; null where a size is open. */
  axes(name: string): readonly number[] | null;
}

/** More numbers than any shape arithmetic needs; weights are left alone. */
const MOST_NUMBERS = 4096;

/** The constant that an operator gives, where its inputs decide it: how exporters write sizes. Null for all else. */
export function foldConstant(node: RawNode, known: Known): StoredTensor | null {
  const folding = FOLDINGS[node.operator];
  if (!folding || node.domain !== "") return null;
  return folding(node, {
    ...known,
    input: (index) => {
      const tensor = known.constant(node.inputs[index] ?? "");
      return tensor && tensor.count <= MOST_NUMBERS ? tensor : null;
    },
  });
}

interface Context extends Known {
  /** A small constant. */
  input(index: number): StoredTensor | null;
}

type Folding = (node: RawNode, context: Context) => StoredTensor | null;

const FOLDINGS: Readonly<Record<string, Folding>> = {
  Constant: ({ attributes }) => {
    const value = attributes.get("value") ?? attributes.get("value_float") ?? attributes.get("value_int");
    if (value?.kind === "tensor") return value.value;
    if (value?.kind === "float" || value?.kind === "int")
      return madeTensor([], [value.value], value.kind === "int" ? "int64" : "float");
    const list = attributes.get("value_ints") ?? attributes.get("value_floats");
    if (list?.kind !== "ints" && list?.kind !== "floats") return null;
    return madeTensor([list.value.length], list.value, list.kind === "ints" ? "int64" : "float");
  },
  Shape: (node, { axes, constant }) => {
    const [name = ""] = node.inputs;
    const all = constant(name)?.shape ?? axes(name);
    // Since version 15 a part of them may be asked for.
    const found = all?.slice(intOf(node, "start", 0), intOf(node, "end", all.length));
    return found ? madeTensor([found.length], found, "int64") : null;
  },
  Gather(node, { input }) {
    const [data, indices] = [input(0), input(1)];
    if (!data || !indices || data.shape.length !== 1 || intOf(node, "axis", 0) !== 0) return null;
    const values = data.numbers();
    const taken = [...indices.numbers()].map((index) => values[index < 0 ? index + values.length : index]);
    if (taken.some((value) => value === undefined)) return null;
    return like(data, indices.shape, taken as number[]);
  },
  Unsqueeze(node, { input }) {
    const data = input(0);
    const axes = listOf(node, input(1), "axes");
    return data && axes && like(data, unsqueezed(data.shape, axes), [...data.numbers()]);
  },
  Squeeze(_node, { input }) {
    const data = input(0);
    return data && data.count === 1 ? like(data, [], [...data.numbers()]) : null;
  },
  Reshape(node, { input }) {
    const data = input(0);
    const sizes = listOf(node, input(1), "shape");
    const shape = data && sizes && reshaped(data, sizes);
    return data && shape ? like(data, shape, [...data.numbers()]) : null;
  },
  Identity: (_node, { input }) => input(0),
  Cast(node, { input }) {
    const data = input(0);
    const type = numberTypeOf(intOf(node, "to", 0))?.name;
    if (!data || !type) return null;
    if (isFloatType(type)) return madeTensor(data.shape, [...data.numbers()], "float");
    if (bytesPerNumber(type) === null) return null;
    const change = type === "bool" ? (value: number) => Number(value !== 0) : Math.trunc;
    return madeTensor(data.shape, [...data.numbers()].map(change), type);
  },
  Floor: (_node, { input }) => mapped(input(0), Math.floor),
  Ceil: (_node, { input }) => mapped(input(0), Math.ceil),
  Sqrt: (_node, { input }) => mapped(input(0), Math.sqrt),
  Concat(node, { input }) {
    const parts = node.inputs.map((_, index) => input(index));
    if (parts.some((part) => part === null || part.shape.length !== 1)) return null;
    if (parts.reduce((sum, part) => sum + (part?.count ?? 0), 0) > MOST_NUMBERS) return null;
    const values = parts.flatMap((part) => [...(part as StoredTensor).numbers()]);
    const [first] = parts;
    return first ? like(first, [values.length], values) : null;
  },
  Slice: foldSlice,
  ConstantOfShape({ attributes }, { input }) {
    const shape = [...(input(0)?.numbers() ?? [-1])];
    const count = shape.reduce((product, size) => product * size, 1);
    if (!(count >= 0 && count <= MOST_NUMBERS)) return null;
    const value = attributes.get("value");
    const filling = value?.kind === "tensor" ? value.value : madeTensor([1], [0], "float");
    return like(filling, shape, Array(count).fill(filling.numbers()[0] ?? 0));
  },
  Transpose({ attributes }, { input }) {
    const data = input(0);
    const perm = attributes.get("perm");
    const isTurned = perm === undefined || (perm.kind === "ints" && perm.value.join() === "1,0");
    if (data?.shape.length !== 2 || !isTurned) return null;
    const [rows = 0, columns = 0] = data.shape;
    const values = data.numbers();
    const turned = Array.from(
      values,
      (_, at) => values[(at % rows) * columns + Math.floor(at / rows)] as number,
    );
    return like(data, [columns, rows], turned);
  },
  Add: arithmetic((a, b) => a + b),
  Sub: arithmetic((a, b) => a - b),
  Mul: arithmetic((a, b) => a * b),
  Div: arithmetic((a, b, whole) => (whole ? Math.trunc(a / b) : a / b)),
};

/** Numbers of a list, or rows of a table, in steps of either direction. */
function foldSlice(node: RawNode, { input }: Context): StoredTensor | null {
  const data = input(0);
  const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name, index) =>
    listOf(node, input(index + 1), name),
  );
  const [start, end, axis = 0, step = 1] = [starts?.[0], ends?.[0], axes?.[0], steps?.[0]];
  if (!data || start === undefined || end === undefined || starts?.length !== 1) return null;
  const [size = 0, width = 1] = data.shape;
  if (data.shape.length > 2 || data.shape.length === 0 || axis !== 0 || step === 0) return null;
  const place = (at: number, least: number, most: number): number =>
    Math.min(Math.max(at < 0 ? at + size : at, least), most);
  const [from, to] =
    step > 0
      ? [place(start, 0, size), place(end, 0, size)]
      : // What is far below zero stands for all down to the first.
        [place(start, -1, size - 1), end < -size ? -1 : place(end, -1, size - 1)];
  const count = Math.max(0, Math.ceil((to - from) / step));
  const rows = Array.from({ length: count }, (_, index) => from + index * step);
  const values = data.numbers();
  const taken = rows.flatMap((row) => [...values.slice(row * width, (row + 1) * width)]);
  return like(data, [count, ...data.shape.slice(1)], taken);
}

/** On single numbers and lists of one length. */
function arithmetic(compute: (a: number, b: number, whole: boolean) => number): Folding {
  return (_node, { input }) => {
    const [a, b] = [input(0), input(1)];
    if (!a || !b || (a.count !== 1 && b.count !== 1 && a.count !== b.count)) return null;
    const whole = a.isWhole && b.isWhole;
    const larger = a.count >= b.count ? a : b;
    const [left, right] = [a.numbers(), b.numbers()];
    const count = Math.max(a.count, b.count);
    const values = Array.from({ length: count }, (_, index) => {
      const [x, y] = [left[a.count === 1 ? 0 : index], right[b.count === 1 ? 0 : index]] as [number, number];
      return compute(x, y, whole);
    });
    return values.every(Number.isFinite) ? like(whole === a.isWhole ? a : b, larger.shape, values) : null;
  };
}

/** Of the same type of numbers. */
function like({ type }: StoredTensor, shape: readonly number[], values: readonly number[]): StoredTensor {
  return madeTensor(shape, values, type ?? "float");
}

function unsqueezed(shape: readonly number[], axes: readonly number[]): readonly number[] {
  const rank = shape.length + axes.length;
  const added = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
  const rest = [...shape];
  return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : (rest.shift() ?? 1)));
}

/** Null where the numbers do not fit. */
function reshaped({ shape, count }: StoredTensor, sizes: readonly number[]): readonly number[] | null {
  const copied = sizes.map((size, axis) => (size === 0 ? (shape[axis] ?? 0) : size));
  const known = copied.reduce((product, size) => product * (size === -1 ? 1 : size), 1);
  const filled = copied.map((size) => (size === -1 ? count / known : size));
  return filled.reduce((product, size) => product * size, 1) === count && filled.every(Number.isInteger)
    ? filled
    : null;
}

function mapped(data: StoredTensor | null, change: (value: number) => number): StoredTensor | null {
  return data && like(data, data.shape, [...data.numbers()].map(change));
}

function intOf({ attributes }: RawNode, name: string, otherwise: number): number {
  const attribute = attributes.get(name);
  return attribute?.kind === "int" ? attribute.value : otherwise;
}

function listOf({ attributes }: RawNode, input: StoredTensor | null, name: string): readonly number[] | null {
  if (input) return [...input.numbers()];
  const attribute = attributes.get(name);
  return attribute?.kind === "ints" ? attribute.value : null;
}
