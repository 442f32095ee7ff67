import { channelsOf, isMap, type MapShape, type Shape } from "./shape";
import type { Pads, Pair } from "./window";

/** A constant tensor of a file: a weight, or numbers that say how something is done. */
export interface ReadTensor {
  readonly name: string;
  /** In the file's axis order, which for weights is PyTorch's. */
  readonly shape: readonly number[];
  readonly count: number;
  numbers(): Float32Array | Float64Array;
}

/** What flows into an operator. */
export interface ReadValue {
  /** Of the value, unique in the file. */
  readonly name: string;
  /** Height, width and channels, or features; null where it is neither. */
  readonly shape: Shape | null;
  readonly constant: ReadTensor | null;
}

/** The port through which a layer recognises itself among ONNX's operators. */
export interface ReadNode {
  readonly operator: string;
  readonly opset: number;
  readonly inputs: readonly (ReadValue | null)[];
  int(name: string, otherwise: number): number;
  float(name: string, otherwise: number): number;
  text(name: string, otherwise: string): string;
  ints(name: string): readonly number[] | null;
  floats(name: string): readonly number[] | null;
  /** The operator that gives the input, if one does. */
  giver(input: number): ReadNode | null;
  /** Which of its outputs is looked at. */
  readonly output: number;
  readonly outputs: number;
  /** The shape of what the operator gives, where the file says so. */
  readonly outputShape: Shape | null;
  /** Something earlier of this height and width. */
  sized(size: Pair): ReadValue | null;
}

/** An operator, or several that belong together, as a layer. */
export interface LayerReading<P> {
  /** Those left out take their defaults. */
  readonly params: Partial<P>;
  readonly inputs: readonly ReadValue[];
  /** By the names that `weights` declares. */
  readonly weights?: Readonly<Record<string, ReadTensor>>;
}

export interface LayerReader<P> {
  /** The operator that gives the layer's output. */
  readonly operator: string;
  /** Each of the operator's outputs can be the layer, not the first alone. */
  readonly each?: true;
  /** Null where the layer cannot be what the operator is. */
  read(node: ReadNode): LayerReading<P> | null;
}

/** The input as a map that is computed, or null. */
export function mapInput(node: ReadNode, index = 0): (ReadValue & { readonly shape: MapShape }) | null {
  const value = node.inputs[index];
  return value && !value.constant && value.shape && isMap(value.shape)
    ? (value as ReadValue & { readonly shape: MapShape })
    : null;
}

/** The input as something computed, map or vector, or null. */
export function dataInput(node: ReadNode, index = 0): (ReadValue & { readonly shape: Shape }) | null {
  const value = node.inputs[index];
  return value && !value.constant && value.shape ? (value as ReadValue & { readonly shape: Shape }) : null;
}

/** Every input as something computed, or null if one of them is not. */
export function allData(node: ReadNode): readonly ReadValue[] | null {
  const values = node.inputs.map((_, index) => dataInput(node, index));
  return values.every((value) => value !== null) ? values : null;
}

export function constantInput(node: ReadNode, index: number): ReadTensor | null {
  return node.inputs[index]?.constant ?? null;
}

/** Axes of a tensor with its batch, counted from the front. */
export function axesFromFront(axes: readonly number[], shape: Shape): readonly number[] {
  return axes.map((axis) => (axis < 0 ? axis + shape.length + 1 : axis));
}

/** Whole numbers from an attribute, as older operators have them, or from an input. */
export function intsOf(node: ReadNode, name: string, input: number): readonly number[] | null {
  const constant = constantInput(node, input);
  return constant ? [...constant.numbers()] : node.ints(name);
}

/** Whether the input is there, and what it is only comes out as the network runs. */
export function isComputed(node: ReadNode, index: number): boolean {
  return !!node.inputs[index] && !constantInput(node, index);
}

/** The one number that a constant holds, or null. */
export function scalarInput(node: ReadNode, index: number): number | null {
  const constant = constantInput(node, index);
  return constant && constant.count === 1 ? (constant.numbers()[0] as number) : null;
}

/** A pair of whole numbers, [height, width]; null if it is another number of axes. */
export function pairOf(values: readonly number[] | null, otherwise: Pair | null): Pair | null {
  if (!values) return otherwise;
  return values.length === 2 ? (values as unknown as Pair) : null;
}

/** ONNX's begins and ends as top, right, bottom, left; null if there are other than two axes. */
export function padsOf(values: readonly number[] | null): Pads | null {
  if (!values) return [0, 0, 0, 0];
  const [top, left, bottom, right] = values as readonly [number, number, number, number];
  return values.length === 4 && values.every((pad) => pad >= 0) ? [top, right, bottom, left] : null;
}

/** A constant that another program needs and no one trained: the name that our own files give such. */
export function isNamedConstant({ name }: ReadTensor): boolean {
  return /\/constant_\d+$/.test(name);
}

/** Such a constant in place of a weight, which is one number throughout; anyone may call a weight so. */
export function isFiller(tensor: ReadTensor, value: number): boolean {
  return isNamedConstant(tensor) && tensor.numbers().every((each) => each === value);
}

/** Whether a constant, repeated as operators repeat it, is one number for each channel of the shape. */
export function isByChannel({ count, shape: axes }: ReadTensor, shape: Shape): boolean {
  const channels = channelsOf(shape);
  const ends = isMap(shape) ? axes.slice(-3).join() === `${channels},1,1` : axes.at(-1) === channels;
  return count === channels && ends;
}

/** The two of an operator's inputs, whichever way round, for which `fits` says yes of the second's giver. */
export function besideGiver(
  node: ReadNode,
  operator: string,
): { readonly value: ReadValue; readonly giver: ReadNode } | null {
  for (const [own, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const value = dataInput(node, own);
    const giver = node.giver(other);
    if (value && giver?.operator === operator) return { value, giver };
  }
  return null;
}

/** Whether two numbers are one that went through 32 bits. */
export function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-4 * Math.max(Math.abs(a), Math.abs(b));
}
