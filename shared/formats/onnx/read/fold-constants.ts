import type { Shape } from "../../../layers/shape";
import type { RawNode } from "./raw-model";
import { madeTensor, type StoredTensor } from "./tensor";
import { axesOf } from "./values";

/** What shape arithmetic reads: constants, and the shapes of what flows. */
export interface Known {
  constant(name: string): StoredTensor | null;
  shape(name: string): Shape | null;
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
      return madeTensor([], [value.value], value.kind === "int");
    const list = attributes.get("value_ints") ?? attributes.get("value_floats");
    if (list?.kind !== "ints" && list?.kind !== "floats") return null;
    return madeTensor([list.value.length], list.value, list.kind === "ints");
  },
  Shape: ({ inputs }, { shape, constant }) => {
    const [name = ""] = inputs;
    const found = shape(name);
    const axes = found ? axesOf(found) : constant(name)?.shape;
    return axes ? madeTensor([axes.length], axes, true) : null;
  },
  Gather(node, { input }) {
    const [data, indices] = [input(0), input(1)];
    if (!data || !indices || data.shape.length !== 1 || intOf(node, "axis", 0) !== 0) return null;
    const values = data.numbers();
    const taken = [...indices.numbers()].map((index) => values[index < 0 ? index + values.length : index]);
    if (taken.some((value) => value === undefined)) return null;
    return madeTensor(indices.shape, taken as number[], data.isWhole);
  },
  Unsqueeze: (_node, { input }) => flat(input(0)),
  Squeeze(_node, { input }) {
    const data = input(0);
    return data && data.count === 1 ? madeTensor([], [...data.numbers()], data.isWhole) : null;
  },
  Reshape: (_node, { input }) => flat(input(0)),
  Identity: (_node, { input }) => input(0),
  Cast: (_node, { input }) => input(0),
  Floor: (_node, { input }) => mapped(input(0), Math.floor),
  Ceil: (_node, { input }) => mapped(input(0), Math.ceil),
  Sqrt: (_node, { input }) => mapped(input(0), Math.sqrt),
  Concat(node, { input }) {
    const parts = node.inputs.map((_, index) => input(index));
    if (parts.some((part) => part === null || part.shape.length !== 1)) return null;
    const values = parts.flatMap((part) => [...(part as StoredTensor).numbers()]);
    return madeTensor(
      [values.length],
      values,
      parts.every((part) => part?.isWhole),
    );
  },
  Slice(node, { input }) {
    const data = input(0);
    const start = listOf(node, input(1), "starts");
    const end = listOf(node, input(2), "ends");
    const step = input(4)?.numbers()[0] ?? 1;
    if (data?.shape.length !== 1 || start?.length !== 1 || end?.length !== 1 || step !== 1) return null;
    const values = [...data.numbers()].slice(start[0], end[0]);
    return madeTensor([values.length], values, data.isWhole);
  },
  Add: arithmetic((a, b) => a + b),
  Sub: arithmetic((a, b) => a - b),
  Mul: arithmetic((a, b) => a * b),
  Div: arithmetic((a, b, whole) => (whole ? Math.trunc(a / b) : a / b)),
};

/** On single numbers and lists of one length; the batch is not to be computed with. */
function arithmetic(compute: (a: number, b: number, whole: boolean) => number): Folding {
  return (_node, { input }) => {
    const [a, b] = [input(0), input(1)];
    if (!a || !b || (a.count !== 1 && b.count !== 1 && a.count !== b.count)) return null;
    const whole = a.isWhole && b.isWhole;
    const [left, right] = [a.numbers(), b.numbers()];
    const count = Math.max(a.count, b.count);
    const values = Array.from({ length: count }, (_, index) => {
      const [x, y] = [left[a.count === 1 ? 0 : index], right[b.count === 1 ? 0 : index]] as [number, number];
      return compute(x, y, whole);
    });
    return values.every(Number.isFinite)
      ? madeTensor(a.count >= b.count ? a.shape : b.shape, values, whole)
      : null;
  };
}

function flat(data: StoredTensor | null): StoredTensor | null {
  return data && madeTensor([data.count], [...data.numbers()], data.isWhole);
}

function mapped(data: StoredTensor | null, change: (value: number) => number): StoredTensor | null {
  return data && madeTensor(data.shape, [...data.numbers()].map(change), data.isWhole);
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
