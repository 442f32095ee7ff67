import type { Pads } from "./window";

/** The name of a tensor in the file. */
export type NodeValue = string;

/** Whole numbers as they are, text as it is, other numbers by `float`: ONNX tells them apart by type. */
export type NodeAttribute = number | readonly number[] | string | FloatAttribute;
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
