import * as tf from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import type { Pads, Pair } from "../../layers/window";
import { convFilterGrad, convInputGrad, convolveInSimd, convolvesInSimd } from "../wasm/convolution";
import { hasKernel, runOr, unreachable } from "../wasm/heap";
import { interleave, phaseFilter, spread, tapsOf } from "../wasm/shaping";
import { product, runKernel } from "./context";
import { convKernels } from "./conv-kernels";

export type PlainConv = Omit<ConvOptions, "groups">;
type Shape4 = [number, number, number, number];

export function explicitPads([top, right, bottom, left]: Pads): tf.backend_util.ExplicitPadding {
  return [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
}

/** What the library's own description of a convolution says, in our words. */
export function plainConvOf({ strideHeight, strideWidth, padInfo }: tf.backend_util.Conv2DInfo): PlainConv {
  const { top, right, bottom, left } = padInfo;
  return { stride: [strideHeight, strideWidth], dilation: [1, 1], pads: [top, right, bottom, left] };
}

export function convolve(x: tf.Tensor, w: tf.Tensor, { stride, pads, dilation }: PlainConv): tf.Tensor {
  if (convolvesInSimd()) return convolveInSimd(x, w, { stride, pads, dilation });
  // The kernel itself, because the operation refuses stride and dilation together.
  return runKernel(
    "Conv2D",
    { x, filter: w },
    { strides: [...stride], pad: explicitPads(pads), dataFormat: "NHWC", dilations: [...dilation] },
  );
}

/** Stock kernels know no dilation; on WASM they are missing or naive, and convolutions do the work instead. */
function usesConvolutions({ dilation }: PlainConv): boolean {
  return tf.getBackend() === "wasm" || dilation[0] > 1 || dilation[1] > 1;
}

/**
 * Gradient of the filter: the convolution of the transposed input with the transposed output gradient, stride and
 * dilation exchanged.
 */
export function filterGradient(
  x: tf.Tensor,
  dy: tf.Tensor,
  shape: readonly number[],
  conv: PlainConv,
): tf.Tensor {
  if (hasKernel(convKernels.filterGradient)) {
    return runKernel(convKernels.filterGradient.name, { x, dy }, { ...conv, groups: 1, shape });
  }
  const [kernelHeight, kernelWidth, ins, outs] = shape as Shape4;
  if (convolvesInSimd("filterGradient")) {
    return runOr(convFilterGrad, { x, dy }, { ...conv, shape }, unreachable)[0] as tf.Tensor;
  }
  if (!usesConvolutions(conv)) {
    const { stride, pads } = conv;
    return runKernel(
      "Conv2DBackpropFilter",
      { x, dy },
      { strides: [...stride], pad: explicitPads(pads), dataFormat: "NHWC", filterShape: [...shape] },
    );
  }
  const [, height, width] = x.shape as Shape4;
  const [, outHeight, outWidth] = dy.shape as Shape4;
  return tf.tidy(() => {
    if (isPointwise(conv, shape)) {
      const rows = (t: tf.Tensor, channels: number) => tf.reshape(t, [-1, channels]);
      return tf.reshape(product(rows(x, ins), rows(dy, outs), true), [...shape]);
    }
    const { stride, dilation, pads } = conv;
    const [top, , , left] = pads;
    // As much padding as the last tap needs; more input than that is cut off the result.
    const bottom = (kernelHeight - 1) * dilation[0] + (outHeight - 1) * stride[0] + 1 - height - top;
    const right = (kernelWidth - 1) * dilation[1] + (outWidth - 1) * stride[1] + 1 - width - left;
    const result = convolve(tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), {
      stride: dilation,
      dilation: stride,
      pads: [top, Math.max(0, right), Math.max(0, bottom), left],
    });
    const isExact = result.shape[1] === kernelHeight && result.shape[2] === kernelWidth;
    const size: Shape4 = [ins, kernelHeight, kernelWidth, outs];
    const cut = isExact ? result : tf.slice(result as tf.Tensor4D, [0, 0, 0, 0], size);
    return tf.transpose(cut, [1, 2, 0, 3]);
  });
}

export function isPointwise({ stride, pads }: PlainConv, [height, width]: readonly number[]): boolean {
  return height === 1 && width === 1 && stride[0] === 1 && stride[1] === 1 && pads.every((pad) => pad === 0);
}

/** Gradient of the input: the convolution of the spread output gradient with the flipped, transposed filter. */
export function inputGradient(
  dy: tf.Tensor,
  w: tf.Tensor,
  shape: readonly number[],
  conv: PlainConv,
): tf.Tensor {
  if (hasKernel(convKernels.inputGradient)) {
    return runKernel(convKernels.inputGradient.name, { dy, w }, { ...conv, groups: 1, shape });
  }
  const { stride, pads, dilation } = conv;
  if (convolvesInSimd()) {
    return runOr(convInputGrad, { dy, w }, { ...conv, shape }, unreachable)[0] as tf.Tensor;
  }
  if (!usesConvolutions(conv)) {
    return runKernel(
      "Conv2DBackpropInput",
      { dy, filter: w },
      { strides: [...stride], pad: explicitPads(pads), dataFormat: "NHWC", inputShape: [...shape] },
    );
  }
  const dense = stride[0] === 1 && stride[1] === 1;
  const undilated = dilation[0] === 1 && dilation[1] === 1;
  // The spread gradient is mostly zeros; one small convolution per phase of the stride skips them.
  if (!dense && undilated && tf.getBackend() === "wasm") return phasedInputGradient(dy, w, shape, conv);
  return tf.tidy(() => {
    const [batch, outHeight, outWidth, outs] = dy.shape as Shape4;
    const spaced = [batch, (outHeight - 1) * stride[0] + 1, (outWidth - 1) * stride[1] + 1, outs];
    const gradient = dense ? dy : spreadOut(dy, stride, spaced);
    const lead = [0, 1].map((axis) => ((w.shape[axis] as number) - 1) * (dilation[axis] as number)) as [
      number,
      number,
    ];
    return fullConvolution(gradient, flipped(w, [0, 0], [1, 1]), dilation, shape, [
      lead[0] - pads[0],
      lead[1] - pads[3],
    ]);
  });
}

function phasedInputGradient(
  dy: tf.Tensor,
  w: tf.Tensor,
  shape: readonly number[],
  conv: PlainConv,
): tf.Tensor {
  const { stride, pads } = conv;
  const [batch, height, width, channels] = shape as Shape4;
  return tf.tidy(() => {
    const dx = tf.zeros([...shape]);
    for (let row = 0; row < Math.min(stride[0], height); row++) {
      for (let column = 0; column < Math.min(stride[1], width); column++) {
        const offset: Pair = [(row + pads[0]) % stride[0], (column + pads[3]) % stride[1]];
        const taps = [tapsOf(w.shape, 0, offset, stride), tapsOf(w.shape, 1, offset, stride)] as const;
        if (taps[0] === 0 || taps[1] === 0) continue;
        const sizes = [
          Math.ceil((height - row) / stride[0]),
          Math.ceil((width - column) / stride[1]),
        ] as const;
        const part = tf.tidy(() =>
          fullConvolution(
            dy,
            flipped(w, offset, stride),
            [1, 1],
            [batch, ...sizes, channels],
            [
              taps[0] - 1 - (row + pads[0] - offset[0]) / stride[0],
              taps[1] - 1 - (column + pads[3] - offset[1]) / stride[1],
            ],
          ),
        );
        runOr(interleave, { whole: dx, part }, { offset: [row, column], stride }, unreachable);
        part.dispose();
      }
    }
    return dx;
  });
}

/** A convolution of stride 1 whose leading pads may be negative, and whose result has just `shape`. */
function fullConvolution(
  x: tf.Tensor,
  w: tf.Tensor,
  dilation: Pair,
  shape: readonly number[],
  lead: readonly [number, number],
): tf.Tensor {
  const trail = [0, 1].map((axis) => {
    const extent = ((w.shape[axis] as number) - 1) * (dilation[axis] as number);
    return (shape[axis + 1] as number) + extent - (lead[axis] as number) - (x.shape[axis + 1] as number);
  }) as [number, number];
  const pads: Pads = [lead[0], trail[1], trail[0], lead[1]];
  // Pixels that no window reaches: there is nothing left to convolve.
  if (cutOff(x, 1, pads[0], pads[2]) || cutOff(x, 2, pads[3], pads[1])) return tf.zeros([...shape]);
  return convolve(crop(x, pads), w, {
    stride: [1, 1],
    dilation,
    pads: pads.map((pad) => Math.max(0, pad)) as unknown as Pads,
  });
}

/** Whether negative pads leave nothing of an axis. */
function cutOff(x: tf.Tensor, axis: 1 | 2, before: number, after: number): boolean {
  return (x.shape[axis] as number) + Math.min(0, before) + Math.min(0, after) <= 0;
}

/** Cuts off what negative pads say. */
function crop(x: tf.Tensor, pads: Pads): tf.Tensor {
  if (pads.every((pad) => pad >= 0)) return x;
  const [top, right, bottom, left] = pads.map((pad) => Math.max(0, -pad)) as unknown as Pads;
  const [batch, height, width, channels] = x.shape as Shape4;
  return tf.slice(
    x as tf.Tensor4D,
    [0, top, left, 0],
    [batch, height - top - bottom, width - left - right, channels],
  );
}

function flipped(w: tf.Tensor, offset: Pair, stride: Pair): tf.Tensor {
  const [result] = runOr(phaseFilter, { w }, { offset, stride }, () => [
    tf.transpose(tf.reverse(w as tf.Tensor4D, [0, 1]), [0, 1, 3, 2]),
  ]);
  return result as tf.Tensor;
}

/** dy at every stride-th pixel of `shape`, zeros between. */
export function spreadOut(dy: tf.Tensor, stride: Pair, shape: readonly number[]): tf.Tensor {
  const [result] = runOr(spread, { dy }, { stride, shape }, () => [spreadByPadding(dy, stride, shape)]);
  return result as tf.Tensor;
}

function spreadByPadding(dy: tf.Tensor, stride: Pair, shape: readonly number[]): tf.Tensor {
  const [batch, outHeight, outWidth, channels] = dy.shape as Shape4;
  const [, height, width] = shape as Shape4;
  const columns = tf.pad(tf.reshape(dy, [batch * outHeight * outWidth, 1, channels]), [
    [0, 0],
    [0, stride[1] - 1],
    [0, 0],
  ]);
  const wide = outWidth * stride[1] * channels;
  const rows = tf.pad(tf.reshape(columns, [batch * outHeight, 1, wide]), [
    [0, 0],
    [0, stride[0] - 1],
    [0, 0],
  ]);
  const full = tf.reshape(rows, [
    batch,
    outHeight * stride[0],
    outWidth * stride[1],
    channels,
  ]) as tf.Tensor4D;
  return tf.slice(full, [0, 0, 0, 0], [batch, height, width, channels]);
}
