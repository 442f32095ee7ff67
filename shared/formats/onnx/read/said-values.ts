import { codeOf, numberTypeOf } from "../../../layers/number-types";
import { type AnyShape, isShape } from "../../../layers/shape";
import { type Axis, axesText, type StatedValue } from "../../../layers/stated-shape";
import type { RawGraph, RawNode, RawValue } from "./raw-model";
import { axesOf } from "./values";

/** What is put down of a value that an unknown operator gives. `shape` is "" where it is taken to be the first input's. */
export interface Said {
  readonly shape: string;
  readonly type: StatedValue["type"];
}

/** What a file calls its batch: a size, or a name. */
export function batchOf(graph: RawGraph): number | string | null {
  const input = graph.inputs.find(({ axes }) => axes?.length === 4);
  return input?.axes?.[0] ?? null;
}

/** Operators whose output is of other numbers than their input; where the file says nothing, at least this is known. */
const TYPES: Readonly<Record<string, StatedValue["type"]>> = {
  ArgMax: "int64",
  ArgMin: "int64",
  And: "bool",
  Equal: "bool",
  Greater: "bool",
  GreaterOrEqual: "bool",
  ConvInteger: "int32",
  IsInf: "bool",
  IsNaN: "bool",
  Less: "bool",
  LessOrEqual: "bool",
  MatMulInteger: "int32",
  NonMaxSuppression: "int64",
  NonZero: "int64",
  Not: "bool",
  Or: "bool",
  Shape: "int64",
  Size: "int64",
  Xor: "bool",
};

interface Known {
  /** By the file. */
  readonly said: RawValue | undefined;
  readonly batch: number | string | null;
  /** What follows from the inputs' axes; null where that cannot be told, undefined where nothing is known of it. */
  readonly ruled: readonly Axis[] | null | undefined;
  /** Of the numbers of an input. */
  typeOf(index: number): Said["type"];
  /** The first input's. */
  readonly from: AnyShape | null;
}

/** What is known of one output of an operator: what the file says, else what follows, else what the input suggests. */
export function saidOf(node: RawNode, output: number, known: Known): Said {
  const { said, batch, ruled, from } = known;
  const type = typeOf(node, output, known);
  const axes = (said?.axes ?? ruled)?.map((axis, at) => (at === 0 && axis === batch ? "N" : axis || "?"));
  if (axes && !(type === "float" && from && isOpenCopy(axes, from))) return { shape: axesText(axes), type };
  // Of other outputs than the first, and of whole numbers, the input's shape says little.
  const isLike = output === 0 && type === "float" && from && ruled === undefined;
  return { shape: isLike ? "" : "?", type };
}

/** Whether the sizes that are said are those of the shape and the others are open: with the images' own, as it were. */
function isOpenCopy(axes: readonly (number | string)[], shape: AnyShape): boolean {
  if (!isShape(shape) || !axes.slice(1).some((axis) => typeof axis === "string")) return false;
  const sizes = axesOf(shape);
  return (
    sizes.length === axes.length &&
    typeof axes[0] === "string" &&
    axes.slice(1).every((axis, at) => typeof axis === "string" || axis === sizes[at + 1])
  );
}

function typeOf(node: RawNode, output: number, { said, typeOf: typeOfInput }: Known): Said["type"] {
  const code = said?.type || codeGiven(node);
  const own = numberTypeOf(code);
  if (own) return own.isFloat ? "float" : own.name;
  if (node.domain !== "") return "float";
  if (output > 0) return node.operator === "TopK" ? "int64" : typeOfInput(0);
  return TYPES[node.operator] ?? typeOfInput(TYPED_BY.get(node.operator) ?? 0);
}

/** The input whose numbers are of the output's type, where that is not the first. */
const TYPED_BY: ReadonlyMap<string, number> = new Map([
  ["DequantizeLinear", 1],
  ["OneHot", 2],
  ["QLinearConv", 7],
  ["QLinearMatMul", 7],
  ["QuantizeLinear", 2],
  ["Where", 1],
]);

/** ONNX's number of a type that an attribute gives; 0 if none does. */
function codeGiven({ attributes, operator }: RawNode): number {
  const named = attributes.get(operator === "Cast" ? "to" : "dtype");
  if (named?.kind === "int") return named.value;
  const value = operator === "ConstantOfShape" ? attributes.get("value") : undefined;
  if (value?.kind === "tensor") return value.value.type ? codeOf(value.value.type) : 0;
  return operator === "ConstantOfShape" || operator.startsWith("Random") ? FLOAT : 0;
}

const FLOAT = 1;
