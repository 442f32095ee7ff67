import type { NumberType } from "./number-types";
import type { Pads } from "./window";

/** The name of a tensor in the file. */
export type NodeValue = string;

/** Whole numbers as they are, text as it is, other numbers by `float`: ONNX tells them apart by type. */
export type NodeAttribute =
  | number
  | readonly number[]
  | string
  | FloatAttribute
  | { readonly floats: readonly number[] }
  | { readonly strings: readonly string[] }
  /** An AttributeProto as it stood in a file, its name included: what has no plain form. */
  | { readonly message: Uint8Array };
export interface FloatAttribute {
  readonly float: number;
}
export type NodeAttributes = Readonly<Record<string, NodeAttribute>>;

/**
 * The port through which a layer writes itself in ONNX's operators (onnx.ai/onnx/operators). Tensors have the batch
 * first, its size left open, maps as N×C×H×W and vectors as N×F; weights stand in PyTorch's axis order.
 */
export interface NodeKit {
  /** Version of the operators that the file asks for, 13 to 21. */
  readonly opset: number;
  /** Adds a node of one output. Trailing inputs may be left out, others given as null. */
  node(operator: string, inputs: readonly (NodeValue | null)[], attributes?: NodeAttributes): NodeValue;
  /** A constant list of 64-bit whole numbers. */
  ints(values: readonly number[]): NodeValue;
  /** A constant of 32-bit numbers: one number is a scalar, a list a vector. */
  floats(values: number | readonly number[]): NodeValue;
  /** A constant of any type, in little-endian bytes. */
  constant(type: NumberType, shape: readonly number[], bytes: Uint8Array): NodeValue;
  /** Adds an operator that is not known here, and gives one of its outputs. */
  foreign(operator: ForeignOperator): NodeValue;
  /** Another output of the operator that gives `value`. */
  otherOutput(value: NodeValue, output: number): NodeValue;
}

/** An operator as it stood in a file. */
export interface ForeignOperator {
  readonly operator: string;
  /** "" is ONNX's own. */
  readonly domain: string;
  /** Of the domain's operators, as the file has them. */
  readonly version: number;
  readonly attributes: NodeAttributes;
  readonly inputs: readonly (NodeValue | null)[];
  /** What graphs inside the attributes read, under their names there. */
  readonly captured: readonly { readonly name: string; readonly value: NodeValue }[];
  /** The one that is read. */
  readonly output: number;
  /** Whether it gives each of its outputs, in order; others are left out. */
  readonly outputs: readonly boolean[];
}

export function float(value: number): FloatAttribute {
  return { float: value };
}

/** ONNX lists what begins before what ends: top, left, bottom, right. */
export function beginsAndEnds([top, right, bottom, left]: Pads): readonly number[] {
  return [top, left, bottom, right];
}

/** Zeros around the height and width of a map. */
export function padMap(kit: NodeKit, x: NodeValue, [top, right, bottom, left]: Pads): NodeValue {
  return kit.node("Pad", [x, kit.ints([0, 0, top, left, 0, 0, bottom, right]), kit.floats(0)]);
}
