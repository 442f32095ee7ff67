import type * as tf from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import type { Pads } from "../../layers/window";
import { type Dimensions, hasSimd, runOr, type SimdKernel, unreachable } from "./heap";
import { threadsInUse } from "./simd";

type PlainConv = Omit<ConvOptions, "groups">;
type WithShape = PlainConv & { readonly shape: Dimensions };
type Shape4 = readonly [number, number, number, number];

/**
 * Ours run on one thread, tfjs's on all: so many have to work to beat ours. Its filter gradients are made of transposed
 * copies and take three times as long as ours.
 */
const THREADS_TO_BEAT = { convolution: 2, filterGradient: 4 } as const;

/** Whether convolutions, or the gradients of their filters, are ours. */
export function convolvesInSimd(what: keyof typeof THREADS_TO_BEAT = "convolution"): boolean {
  return hasSimd() && threadsInUse() < THREADS_TO_BEAT[what];
}

interface Forward extends PlainConv {
  /** Of the filter before it was packed: [kh, kw, in, out]. */
  readonly shape: Dimensions;
  readonly low: number;
  readonly high: number;
  readonly biased: boolean;
}

/** x ⋆ w + bias within [low, high], of a packed filter. */
export const convForward: SimdKernel<"x" | "packed" | "bias", Forward> = {
  name: "BlockwiseConvForward",
  inputs: ["x", "packed", "bias"],
  outputs: ({ x }, conv) => [convolvedShape(x, conv.shape, conv)],
  simd: {
    scratch: ({ x }, conv) => roomBytes(x, convolvedShape(x, conv.shape, conv), conv.shape, conv),
    run(kernels, { inputs: { x, packed, bias }, outputs, shapes, scratch, attributes }) {
      const { shape, low, high, biased } = attributes;
      const size = convolvedShape(shapes.x, shape, attributes);
      const operands = geometry(shapes.x, size, shape, attributes);
      kernels.convolve(x, packed, biased ? bias : 0, outputs[0] as number, scratch, ...operands, low, high);
    },
  },
};

/** A filter as `convForward` reads it. */
export const packForward: SimdKernel<"w", Record<never, never>> = {
  name: "BlockwisePackFilter",
  inputs: ["w"],
  outputs: ({ w }) => [[packedBytes(w, w[3] as number) / 4]],
  simd: {
    run(kernels, { inputs: { w }, outputs, shapes }) {
      const [height, width, ins, outs] = shapes.w as Shape4;
      kernels.packFilter(w, outputs[0] as number, height * width * ins, outs);
    },
  },
};

export function packFilter(w: tf.Tensor): tf.Tensor {
  return runOr(packForward, { w }, {}, unreachable)[0] as tf.Tensor;
}

function convolvedShape(x: Dimensions, w: Dimensions, { stride, pads, dilation }: PlainConv): Dimensions {
  const [top, right, bottom, left] = pads;
  const along = (axis: 0 | 1, padding: number) => {
    const extent = ((w[axis] as number) - 1) * dilation[axis] + 1;
    return Math.floor(((x[axis + 1] as number) + padding - extent) / stride[axis]) + 1;
  };
  return [x[0] as number, along(0, top + bottom), along(1, left + right), w[3] as number];
}

/** x ⋆ w where convolutions are ours. */
export function convolveInSimd(x: tf.Tensor, w: tf.Tensor, conv: PlainConv): tf.Tensor {
  const packed = packFilter(w);
  const attributes = { ...conv, ...UNBOUNDED, shape: w.shape, biased: false };
  const [y] = runOr(convForward, { x, packed, bias: packed }, attributes, unreachable);
  packed.dispose();
  return y as tf.Tensor;
}

const UNBOUNDED = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** Gradient of a convolution's filter of `shape` [kh, kw, in, out]. */
export const convFilterGrad: SimdKernel<"x" | "dy", WithShape> = {
  name: "BlockwiseConvFilterGrad",
  inputs: ["x", "dy"],
  outputs: (_, { shape }) => [shape],
  simd: {
    scratch: ({ x, dy }, conv) => frameBytes(x, dy, conv.shape, conv),
    run(kernels, { inputs, outputs, shapes, scratch, attributes }) {
      kernels.filterGradient(
        inputs.x,
        inputs.dy,
        outputs[0] as number,
        scratch,
        ...geometry(shapes.x, shapes.dy, attributes.shape, attributes),
      );
    },
  },
};

/** Gradient of a convolution's input of `shape` N×H×W×C. */
export const convInputGrad: SimdKernel<"dy" | "w", WithShape> = {
  name: "BlockwiseConvInputGrad",
  inputs: ["dy", "w"],
  outputs: (_, { shape }) => [shape],
  simd: {
    scratch({ dy, w }, conv) {
      const back = backwards(conv.shape, w, conv);
      const frame = back ? roomBytes(dy, conv.shape, w, back) : frameBytes(conv.shape, dy, w, conv);
      return frame + packedBytes(w, w[2] as number);
    },
    run(kernels, { inputs, outputs, shapes: { dy, w }, scratch, attributes }) {
      const { shape } = attributes;
      const [kernelHeight, kernelWidth, ins, outs] = w as Shape4;
      const taps = kernelHeight * kernelWidth;
      const frame = scratch + packedBytes(w, ins);
      const back = backwards(shape, w, attributes);
      const [target] = outputs as [number];
      if (back) {
        kernels.packFlipped(inputs.w, scratch, taps, ins, outs);
        const flipped = [kernelHeight, kernelWidth, outs, ins];
        kernels.convolve(
          inputs.dy,
          scratch,
          0,
          target,
          frame,
          ...geometry(dy, shape, flipped, back),
          UNBOUNDED.low,
          UNBOUNDED.high,
        );
      } else {
        kernels.packTransposed(inputs.w, scratch, taps, ins, outs);
        kernels.inputGradient(inputs.dy, scratch, target, frame, ...geometry(shape, dy, w, attributes));
      }
    },
  },
};

/** The convolution of the output gradient that a dense convolution's input gradient is; null where it strides. */
function backwards([, height, width]: Dimensions, w: Dimensions, conv: PlainConv): PlainConv | null {
  const { stride, dilation, pads } = conv;
  if (stride[0] !== 1 || stride[1] !== 1) return null;
  const lead = [0, 1].map((axis) => ((w[axis] as number) - 1) * (dilation[axis] as number));
  const [down, across] = lead as [number, number];
  const [top, right, bottom, left] = pads;
  if (!height || !width) return null;
  const turned: Pads = [down - top, across - right, down - bottom, across - left];
  return { stride, dilation, pads: turned };
}

/** What the kernels want to know, in their order: from the batch to the pads. */
export function geometry(
  [batch, height, width, channels]: Dimensions,
  [, outHeight, outWidth, outs]: Dimensions,
  [kernelHeight, kernelWidth]: Dimensions,
  { stride, dilation, pads }: PlainConv,
): readonly number[] {
  const image = [batch, height, width, channels, outHeight, outWidth, outs] as number[];
  const window = [kernelHeight, kernelWidth, ...stride, ...dilation] as number[];
  return [...image, ...window, pads[0], pads[3]];
}

/** Bytes of one image with all pixels that windows reach. */
export function frameBytes(
  [, , , channels]: Dimensions,
  [, outHeight, outWidth]: Dimensions,
  [kernelHeight, kernelWidth]: Dimensions,
  { stride, dilation }: PlainConv,
): number {
  const extent = (count: number, kernel: number, axis: 0 | 1) =>
    (count - 1) * stride[axis] + (kernel - 1) * dilation[axis] + 1;
  const rows = extent(outHeight as number, kernelHeight as number, 0);
  const columns = extent(outWidth as number, kernelWidth as number, 1);
  return 4 * rows * columns * (channels as number);
}

/** The same and an address per output pixel. */
function roomBytes(x: Dimensions, y: Dimensions, w: Dimensions, conv: PlainConv): number {
  return frameBytes(x, y, w, conv) + 4 * (y[1] as number) * (y[2] as number);
}

/** Bytes of a filter in panels of eight of its `width` channels. */
function packedBytes(w: Dimensions, width: number): number {
  const rest = w.reduce((product, size) => product * size, 1) / width;
  return 32 * Math.ceil(width / 8) * rest;
}
