import {
  constantInput,
  dataInput,
  isByChannel,
  type LayerReading,
  type ReadNode,
  type ReadTensor,
  type ReadValue,
} from "./node-reader";
import { readGroupNorm, readLayerNorm } from "./onnx-norm-readers";
import { channelsOf, type Shape } from "./shape";

interface ScaleParams {
  readonly scale: boolean;
  readonly shift: boolean;
}

/** a·x + b of one input, where the numbers of each channel are constants. */
interface Affine {
  readonly input: ReadValue & { readonly shape: Shape };
  /** Of the operator's inputs. */
  readonly index: 0 | 1;
  readonly factor: ReadTensor | null;
  readonly offset: ReadTensor | null;
}

/** A product or a quotient, a sum or a difference, or one behind the other. */
export function readChannelScale(node: ReadNode): LayerReading<ScaleParams> | null {
  const outer = affineOf(node);
  // Norms end in such factors, and take them along.
  if (!outer || readLayerNorm(node) || readGroupNorm(node)) return null;
  const giver = node.giver(outer.index);
  const inner = giver && affineOf(giver);
  return readingOf((inner && composed(outer, inner)) ?? outer);
}

function readingOf({ input, factor, offset }: Affine): LayerReading<ScaleParams> {
  return {
    params: { scale: factor !== null, shift: offset !== null },
    inputs: [input],
    weights: { ...(factor ? { weight: factor } : {}), ...(offset ? { bias: offset } : {}) },
  };
}

/** (a·x) + b, or a·(x + b); null for two of a kind, which stay two layers. */
function composed(outer: Affine, inner: Affine): Affine | null {
  if (outer.factor === null && inner.offset === null) return { ...inner, offset: outer.offset };
  if (outer.factor === null || inner.factor !== null || inner.offset === null) return null;
  const [factor, added] = [outer.factor, inner.offset];
  const offset = { ...added, numbers: () => product(factor.numbers(), added.numbers()) };
  return { ...inner, factor, offset };
}

function affineOf(node: ReadNode): Affine | null {
  const { operator } = node;
  const index = node.inputs[0]?.constant ? 1 : 0;
  const input = dataInput(node, index);
  const constant = constantInput(node, 1 - index);
  const isTurned = index === 1 && (operator === "Div" || operator === "Sub");
  const table = input && constant && !isTurned ? byChannel(constant, input.shape) : null;
  if (!input || !table) return null;
  const found = { input, index, factor: null, offset: null } as const;
  if (operator === "Mul") return { ...found, factor: table };
  if (operator === "Div") return { ...found, factor: mapped(table, (value) => 1 / value) };
  if (operator === "Add") return { ...found, offset: table };
  return operator === "Sub" ? { ...found, offset: mapped(table, (value) => -value) } : null;
}

/** The constant as a list of one number for each of several channels. */
function byChannel(constant: ReadTensor, shape: Shape): ReadTensor | null {
  const channels = channelsOf(shape);
  return channels > 1 && isByChannel(constant, shape) ? { ...constant, shape: [channels] } : null;
}

function mapped(tensor: ReadTensor, change: (value: number) => number): ReadTensor {
  return { ...tensor, numbers: () => Float32Array.from(tensor.numbers(), change) };
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): Float32Array {
  return Float32Array.from(a, (value, index) => value * (b[index] as number));
}
