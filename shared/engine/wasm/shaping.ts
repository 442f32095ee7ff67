import type { Pair } from "../../layers/window";
import type { Dimensions, HeapKernel } from "./heap";

/** Every stride-th pixel, from the first. */
export const subsample: HeapKernel<"x", { readonly stride: Pair }> = {
  name: "BlockwiseSubsample",
  inputs: ["x"],
  outputs: ({ x }, { stride }) => [
    [
      x[0] as number,
      Math.ceil((x[1] as number) / stride[0]),
      Math.ceil((x[2] as number) / stride[1]),
      x[3] as number,
    ],
  ],
  run({ inputs: { x }, shapes, outputs, attributes: { stride } }) {
    const y = outputs[0] as Float32Array;
    let out = 0;
    forEachSampled(shapes.x, stride, (at, channels) => {
      for (let c = 0; c < channels; c++) y[out++] = x[at + c] as number;
    });
  },
};

/** The other way: dy at every stride-th pixel of `shape`, zeros between. */
export const spread: HeapKernel<"dy", { readonly stride: Pair; readonly shape: Dimensions }> = {
  name: "BlockwiseSpread",
  inputs: ["dy"],
  outputs: (_, { shape }) => [shape],
  run({ inputs: { dy }, outputs, attributes: { stride, shape } }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    let from = 0;
    forEachSampled(shape, stride, (at, channels) => {
      for (let c = 0; c < channels; c++) dx[at + c] = dy[from++] as number;
    });
  },
};

function forEachSampled(
  shape: Dimensions,
  stride: Pair,
  visit: (at: number, channels: number) => void,
): void {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  for (let n = 0; n < batch; n++) {
    for (let row = 0; row < height; row += stride[0]) {
      for (let column = 0; column < width; column += stride[1]) {
        visit(((n * height + row) * width + column) * channels, channels);
      }
    }
  }
}

/**
 * The taps of a filter that one phase of a strided convolution's input gradient uses, flipped and with channels
 * exchanged: [kh, kw, in, out] to [⌈(kh - offset) / stride⌉, …, out, in]. With stride 1: the whole filter.
 */
export const phaseFilter: HeapKernel<"w", { readonly offset: Pair; readonly stride: Pair }> = {
  name: "BlockwisePhaseFilter",
  inputs: ["w"],
  outputs: ({ w }, { offset, stride }) => [
    [tapsOf(w, 0, offset, stride), tapsOf(w, 1, offset, stride), w[3] as number, w[2] as number],
  ],
  run({ inputs: { w }, shapes, outputs, attributes: { offset, stride } }) {
    const flipped = outputs[0] as Float32Array;
    const [, width, ins, outs] = shapes.w as [number, number, number, number];
    const rows = tapsOf(shapes.w, 0, offset, stride);
    const columns = tapsOf(shapes.w, 1, offset, stride);
    let at = 0;
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const tap = ((offset[0] + stride[0] * row) * width + offset[1] + stride[1] * column) * ins * outs;
        for (let o = 0; o < outs; o++) {
          for (let i = 0; i < ins; i++) flipped[at++] = w[tap + i * outs + o] as number;
        }
      }
    }
  },
};

export function tapsOf(shape: Dimensions, axis: 0 | 1, offset: Pair, stride: Pair): number {
  return Math.max(0, Math.ceil(((shape[axis] as number) - offset[axis]) / stride[axis]));
}

/** Writes `part` over every stride-th pixel of `whole`, from `offset`. In place: the result is a dummy. */
export const interleave: HeapKernel<"whole" | "part", { readonly offset: Pair; readonly stride: Pair }> = {
  name: "BlockwiseInterleave",
  inputs: ["whole", "part"],
  outputs: () => [[1]],
  run({ inputs: { whole, part }, shapes, outputs, attributes: { offset, stride } }) {
    const [batch, height, width, channels] = shapes.whole as [number, number, number, number];
    let from = 0;
    for (let n = 0; n < batch; n++) {
      for (let row = offset[0]; row < height; row += stride[0]) {
        for (let column = offset[1]; column < width; column += stride[1]) {
          const at = ((n * height + row) * width + column) * channels;
          for (let c = 0; c < channels; c++) whole[at + c] = part[from++] as number;
        }
      }
    }
    outputs[0]?.fill(0);
  },
};
