import {
  constantInput,
  type LayerReading,
  mapInput,
  padsOf,
  pairOf,
  type ReadNode,
  type ReadTensor,
  intsOf as readInts,
} from "./node-reader";
import type { MapShape } from "./shape";
import type { Padding, Pads, Pair } from "./window";

interface ConvParams {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation: Pair;
  readonly bias: boolean;
}

/** What any convolution of two axes has, and its kernel [out, in / groups, height, width]. */
export interface ConvReading {
  readonly params: ConvParams;
  readonly input: NonNullable<ReturnType<typeof mapInput>>;
  readonly kernel: ReadTensor;
  readonly groups: number;
  readonly weights: Readonly<Record<string, ReadTensor>>;
}

/** A convolution, also one whose bias an operator of its own adds. */
export function readConv(node: ReadNode): ConvReading | null {
  return node.operator === "Add" ? readBiased(node) : readPlain(node);
}

function readBiased(sum: ReadNode): ConvReading | null {
  for (const index of [0, 1]) {
    const giver = sum.giver(index);
    const bias = constantInput(sum, 1 - index);
    const conv = giver?.operator === "Conv" ? readPlain(giver) : null;
    const filters = conv?.kernel.shape[0] ?? 0;
    const isByChannel = bias?.count === filters && bias.shape.slice(-3).join() === `${filters},1,1`;
    if (!conv || conv.params.bias || !isByChannel) continue;
    const weights = { ...conv.weights, bias: { ...bias, shape: [filters] } };
    return { ...conv, params: { ...conv.params, bias: true }, weights };
  }
  return null;
}

function readPlain(node: ReadNode): ConvReading | null {
  const input = mapInput(node);
  const kernel = constantInput(node, 1);
  if (!input || kernel?.shape.length !== 4) return null;
  const size = kernel.shape.slice(2) as unknown as Pair;
  const stride = pairOf(node.ints("strides"), [1, 1]);
  const dilation = pairOf(node.ints("dilations"), [1, 1]);
  const padding = readPadding(node, input.shape, size, stride, dilation);
  if (!stride || !dilation || !padding) return null;
  const bias = constantInput(node, 2);
  if (node.inputs[2] && !bias) return null;
  return {
    params: { kernel: size, stride, padding, dilation, bias: bias !== null },
    input,
    kernel,
    groups: node.int("group", 1),
    weights: { weight: kernel, ...(bias ? { bias } : {}) },
  };
}

/** As many groups as channels come in, each channel convolved by itself. */
export function isDepthwise({ input, kernel, groups }: ConvReading): boolean {
  return groups > 1 && groups === input.shape[2] && kernel.shape[1] === 1;
}

/** `auto_pad` is a rule of old files; SAME_LOWER puts the odd pixel in front, where no rule of ours does. */
function readPadding(
  node: ReadNode,
  [height, width]: MapShape,
  kernel: Pair,
  stride: Pair | null,
  dilation: Pair | null,
): Padding | null {
  const rule = node.text("auto_pad", "NOTSET");
  if (rule === "VALID") return "valid";
  if (rule === "SAME_UPPER") return "same";
  if (rule !== "SAME_LOWER") return padsOf(node.ints("pads"));
  if (!stride || !dilation) return null;
  const pads = [height, width].map((size, axis) => {
    const [step, apart, side] = [stride, dilation, kernel].map((pair) => pair[axis] as number) as [
      number,
      number,
      number,
    ];
    const total = Math.max(0, (Math.ceil(size / step) - 1) * step + apart * (side - 1) + 1 - size);
    return { before: Math.ceil(total / 2), after: Math.floor(total / 2) };
  });
  const [rows, columns] = pads as [(typeof pads)[0], (typeof pads)[0]];
  return [rows.before, columns.after, rows.after, columns.before];
}

interface PoolParams {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly rounding: "floor" | "ceil";
}

export function readPool(node: ReadNode): LayerReading<PoolParams> | null {
  const input = mapInput(node);
  const kernel = pairOf(node.ints("kernel_shape"), null);
  const stride = pairOf(node.ints("strides"), [1, 1]);
  const dilation = pairOf(node.ints("dilations"), [1, 1]);
  if (!input || !kernel || !stride || dilation?.some((apart) => apart !== 1)) return null;
  const padding = readPadding(node, input.shape, kernel, stride, [1, 1]);
  if (!padding) return null;
  const rounding = node.int("ceil_mode", 0) === 1 ? "ceil" : "floor";
  return { params: { kernel, stride, padding, rounding }, inputs: [input] };
}

type MapInput = NonNullable<ReturnType<typeof mapInput>>;

/** Zeros that an operator in front adds, which a pool counts as its padding; null if it adds something else. */
export function readZeroPad(node: ReadNode): {
  readonly input: MapInput;
  readonly pads: Pads;
  readonly channels: number;
} | null {
  const value = node.inputs[2]
    ? (constantInput(node, 2)?.numbers()[0] ?? Number.NaN)
    : node.float("value", 0);
  return value === 0 && node.text("mode", "constant") === "constant" ? readFrame(node) : null;
}

/** A frame of the map's own pixels. */
export function readBorderPad(
  node: ReadNode,
): { readonly input: MapInput; readonly pads: Pads; readonly mode: "reflect" | "edge" } | null {
  const mode = node.text("mode", "constant");
  const frame = mode === "reflect" || mode === "edge" ? readFrame(node) : null;
  return frame?.channels === 0 ? { ...frame, mode: mode as "reflect" | "edge" } : null;
}

/** What `Pad` adds around a map and behind its channels; null where it takes away, or adds elsewhere. */
function readFrame(
  node: ReadNode,
): { readonly input: MapInput; readonly pads: Pads; readonly channels: number } | null {
  const input = mapInput(node);
  const pads = padsOfAxes(node);
  if (!input || !pads || pads.some((pad) => pad < 0)) return null;
  const [batch, before, top, left, batchAfter, after, bottom, right] = pads;
  if (batch !== 0 || batchAfter !== 0 || before !== 0) return null;
  return { input, pads: [top, right, bottom, left], channels: after };
}

type EightPads = readonly [number, number, number, number, number, number, number, number];

/** Begins and ends of the four axes. Since version 18 an operator may name those that it pads. */
function padsOfAxes(node: ReadNode): EightPads | null {
  const constant = constantInput(node, 1);
  const given = constant ? [...constant.numbers()] : node.ints("pads");
  if (!given || (node.inputs[3] && !constantInput(node, 3))) return null;
  const axes = [...(constantInput(node, 3)?.numbers() ?? [0, 1, 2, 3])];
  if (given.length !== 2 * axes.length) return null;
  const pads = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const [index, axis] of axes.entries()) {
    const at = axis < 0 ? axis + 4 : axis;
    pads[at] = given[index] as number;
    pads[at + 4] = given[axes.length + index] as number;
  }
  return pads as unknown as EightPads;
}

/** Every so many pixels from the first on, all channels; null if the operator takes something else. */
export function readSteps(
  node: ReadNode | null,
): { readonly input: NonNullable<ReturnType<typeof mapInput>>; readonly stride: Pair } | null {
  const input = node && mapInput(node);
  if (!node || !input) return null;
  const [starts, ends, axes, steps] = ["starts", "ends", "axes", "steps"].map((name, index) =>
    readInts(node, name, index + 1),
  );
  if (starts?.join() !== "0,0" || axes?.join() !== "2,3" || steps?.length !== 2) return null;
  const isWhole = ends?.every((end, axis) => end >= (input.shape[axis] as number));
  return isWhole && steps.every((step) => step > 0) ? { input, stride: steps as unknown as Pair } : null;
}
