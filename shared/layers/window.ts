import type { Fault } from "../base/fault";
import { err, ok, type Result } from "../base/result";
import type { MapShape } from "./shape";

/** [height, width]. */
export type Pair = readonly [number, number];
/** [top, right, bottom, left], in pixels of the input. */
export type Pads = readonly [number, number, number, number];
/** Pads, or a rule that gives them for the input at hand. */
export type Padding = Pads | "same" | "valid";

/** A window that slides over a map: of a convolution or a pool. */
export interface WindowSpec {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly padding: Padding;
  readonly dilation?: Pair;
  /** Whether the last, partly covered window counts (Caffe's pools) or not (PyTorch's and TensorFlow's default). */
  readonly rounding?: "floor" | "ceil";
}

export interface ResolvedWindow {
  readonly output: Pair;
  readonly pads: Pads;
}

/**
 * The one place where the size of a sliding window's output is computed.
 *
 * floor((in + pads - extent) / stride) + 1 with extent = dilation × (kernel - 1) + 1; with "ceil" rounded up, less
 * one where the last window would start behind the input and its leading pad (the rule of Caffe and PyTorch).
 * "same" gives ceil(in / stride), the odd pixel of padding going to the bottom and right (TensorFlow).
 */
export function resolveWindow(window: WindowSpec, input: MapShape): Result<ResolvedWindow, Fault> {
  const vertical = resolveAxis(window, input, 0);
  const horizontal = resolveAxis(window, input, 1);
  if (vertical.output < 1 || horizontal.output < 1) return err(tooSmall(window, input, vertical, horizontal));
  return ok({
    output: [vertical.output, horizontal.output],
    pads: [vertical.before, horizontal.after, vertical.after, horizontal.before],
  });
}

/** Output sizes and pads as they come, for inputs already known to fit. */
export function windowOf(window: WindowSpec, input: MapShape): ResolvedWindow {
  const resolved = resolveWindow(window, input);
  if (!resolved.ok) throw new Error(resolved.error.message);
  return resolved.value;
}

export function extentOf(window: WindowSpec, axis: 0 | 1): number {
  return (window.dilation?.[axis] ?? 1) * (window.kernel[axis] - 1) + 1;
}

interface Axis {
  readonly output: number;
  readonly before: number;
  readonly after: number;
}

function resolveAxis(window: WindowSpec, input: MapShape, axis: 0 | 1): Axis {
  const size = input[axis];
  const stride = window.stride[axis];
  const extent = extentOf(window, axis);
  if (window.padding === "same") {
    const output = Math.ceil(size / stride);
    const total = Math.max((output - 1) * stride + extent - size, 0);
    const before = Math.floor(total / 2);
    return { output, before, after: total - before };
  }
  const [top, right, bottom, left] = window.padding === "valid" ? [0, 0, 0, 0] : window.padding;
  const before = axis === 0 ? top : left;
  const after = axis === 0 ? bottom : right;
  const steps = (size + before + after - extent) / stride;
  if (window.rounding !== "ceil") return { output: Math.floor(steps) + 1, before, after };
  const raised = Math.ceil(steps) + 1;
  const output = (raised - 1) * stride >= size + before ? raised - 1 : raised;
  return { output, before, after };
}

function tooSmall(window: WindowSpec, input: MapShape, vertical: Axis, horizontal: Axis): Fault {
  const extent: Pair = [extentOf(window, 0), extentOf(window, 1)];
  const available: Pair = [
    input[0] + vertical.before + vertical.after,
    input[1] + horizontal.before + horizontal.after,
  ];
  return {
    message: `The ${extent[0]}×${extent[1]} window is larger than its padded input of ${available[0]}×${available[1]}.`,
    expected: `an input of at least ${extent[0]}×${extent[1]} pixels with its padding`,
    received: `${input[0]}×${input[1]} and padding of ${available[0] - input[0]} and ${available[1] - input[1]}`,
    fixes: [
      { label: "Pad to keep the size", params: { padding: "same" } },
      {
        label: `Shrink the kernel to ${Math.max(1, Math.min(window.kernel[0], available[0]))}×${Math.max(1, Math.min(window.kernel[1], available[1]))}`,
        params: {
          kernel: [
            Math.max(1, Math.min(window.kernel[0], available[0])),
            Math.max(1, Math.min(window.kernel[1], available[1])),
          ],
        },
      },
    ],
  };
}
