import type { ComputeContext } from "./define";
import { asMap, only } from "./kinds";
import { beginsAndEnds, type NodeKit, type NodeValue, padMap } from "./node-kit";
import type { ParamsOf } from "./params";
import { type Pads, type Pair, windowOf } from "./window";
import type { biasParam, convWindowParams, poolWindowParams } from "./window-params";

type ConvParams = ParamsOf<typeof convWindowParams & { readonly bias: typeof biasParam }>;
type PoolParams = ParamsOf<typeof poolWindowParams>;

/** A convolution with its kernel and, if it has one, its bias. */
export function convNode(
  kit: NodeKit,
  { params, inputs, inputShapes, weight }: ComputeContext<NodeValue, ConvParams>,
  groups: number,
): NodeValue {
  const { pads } = windowOf(params, asMap(only(inputShapes)));
  const bias = params.bias ? [weight("bias")] : [];
  return kit.node("Conv", [only(inputs), weight("weight"), ...bias], {
    kernel_shape: params.kernel,
    strides: params.stride,
    pads: beginsAndEnds(pads),
    dilations: params.dilation,
    group: groups,
  });
}

export function maxPoolNode(kit: NodeKit, context: ComputeContext<NodeValue, PoolParams>): NodeValue {
  const { params, inputs } = context;
  const { kernel, stride } = params;
  const { whole } = reach(context);
  return kit.node("MaxPool", [only(inputs)], {
    kernel_shape: kernel,
    strides: stride,
    pads: beginsAndEnds(whole),
  });
}

export function avgPoolNode(
  kit: NodeKit,
  context: ComputeContext<NodeValue, PoolParams & { readonly countIncludePad: boolean }>,
): NodeValue {
  const { params, inputs } = context;
  const { kernel, stride, countIncludePad } = params;
  const { given, beyond, whole } = reach(context);
  const window = { kernel_shape: kernel, strides: stride };
  if (!countIncludePad) {
    return kit.node("AveragePool", [only(inputs)], { ...window, pads: beginsAndEnds(whole) });
  }
  if (beyond.every((pixels) => pixels === 0)) {
    const pads = beginsAndEnds(given);
    return kit.node("AveragePool", [only(inputs)], { ...window, pads, count_include_pad: 1 });
  }
  // Zeros of the padding count and what lies beyond does not, which one operator cannot say.
  const padded = given.some((pixels) => pixels > 0) ? padMap(kit, only(inputs), given) : only(inputs);
  return kit.node("AveragePool", [padded], { ...window, pads: beginsAndEnds(beyond) });
}

interface Reach {
  readonly given: Pads;
  /** What the last windows see behind the padding, where the number of windows is rounded up. */
  readonly beyond: Pads;
  readonly whole: Pads;
}

/**
 * Pads that give every window whole and the output's size by rounding down. `ceil_mode` is left alone: ONNX, its
 * runtimes and PyTorch differ on whether a window may start behind the map, and on what such windows divide by.
 */
function reach({ params, inputShapes }: ComputeContext<NodeValue, PoolParams>): Reach {
  const [height, width] = asMap(only(inputShapes));
  const { output, pads } = windowOf(params, [height, width, 1]);
  const [top, right, bottom, left] = pads;
  const { kernel, stride } = params;
  const missing = (axis: 0 | 1, size: number): number =>
    Math.max(0, (output[axis] - 1) * stride[axis] + kernel[axis] - size);
  const below = missing(0, height + top + bottom);
  const aside = missing(1, width + left + right);
  return {
    given: pads,
    beyond: [0, aside, below, 0],
    whole: [top, right + aside, bottom + below, left],
  };
}

/** Rows and columns that the transpose of a window lacks at the bottom and right. */
export function transposedExtra(
  input: Pair,
  output: Pair,
  { kernel, stride, pads }: { readonly kernel: Pair; readonly stride: Pair; readonly pads: Pads },
): Pair {
  const [top, right, bottom, left] = pads;
  return [
    output[0] - ((input[0] - 1) * stride[0] + kernel[0] - top - bottom),
    output[1] - ((input[1] - 1) * stride[1] + kernel[1] - left - right),
  ];
}
