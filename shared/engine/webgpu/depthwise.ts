import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import { type ColumnSums, columnSums, sumParts } from "./column-sums";
import { dispatch, output, type Shader } from "./dispatch";
import { elementsOf } from "./elementwise";

type Options = Omit<ConvOptions, "groups">;
type Shape4 = readonly [number, number, number, number];

const SIZES = [
  ...["height", "width", "channels", "outHeight", "outWidth", "multiplier", "kernelHeight", "kernelWidth"],
  ...["strideY", "strideX", "top", "left", "dilationY", "dilationX"],
];

const THREADS = 128;

/** A thread gathers what reached one number of x. */
const inputGradient: Shader = {
  key: "depthwise input gradient",
  threads: THREADS,
  reads: ["dy", "w"],
  writes: ["dx"],
  ints: ["size", ...SIZES],
  code: `
fn run(tile: i32, lane: i32) {
  let i = tile * ${THREADS} + lane;
  if (i >= u.size) { return; }
  let channel = i % u.channels;
  let pixel = i / u.channels;
  let line = pixel / u.width;
  let row0 = line % u.height + u.top;
  let column0 = pixel % u.width + u.left;
  let filters = u.channels * u.multiplier;
  var sum = 0.0;
  for (var tapY = 0; tapY < u.kernelHeight; tapY++) {
    let row = row0 - tapY * u.dilationY;
    if (row < 0 || row % u.strideY != 0 || row / u.strideY >= u.outHeight) { continue; }
    for (var tapX = 0; tapX < u.kernelWidth; tapX++) {
      let column = column0 - tapX * u.dilationX;
      if (column < 0 || column % u.strideX != 0 || column / u.strideX >= u.outWidth) { continue; }
      let out = ((line / u.height) * u.outHeight + row / u.strideY) * u.outWidth + column / u.strideX;
      for (var m = 0; m < u.multiplier; m++) {
        let maker = channel * u.multiplier + m;
        sum += dy[out * filters + maker] * w[(tapY * u.kernelWidth + tapX) * filters + maker];
      }
    }
  }
  dx[i] = sum;
}`,
};

export function depthwiseInputGrad(
  backend: WebGPUBackend,
  dy: TensorInfo,
  w: TensorInfo,
  options: Options & { readonly shape: readonly number[] },
): TensorInfo {
  const dx = output(backend, options.shape);
  const size = elementsOf(options.shape);
  const numbers = { size, ...sizesOf(options.shape, w.shape, dy.shape, options) };
  const tiles = Math.ceil(size / THREADS);
  dispatch(backend, { shader: inputGradient, reads: [dy, w], writes: [dx], numbers, tiles });
  return dx;
}

/** A table of one row per pixel of dy and one column per number of the filter: its column sums are the gradient. */
const filterTerms: ColumnSums = {
  key: "depthwise filter gradient",
  quantities: 1,
  reads: ["x", "dy"],
  ints: SIZES,
  code: `
fn terms(pixel: i32, weight: i32) -> array<f32, 1> {
  let filters = u.channels * u.multiplier;
  let maker = weight % filters;
  let tap = weight / filters;
  let line = pixel / u.outWidth;
  let row = (line % u.outHeight) * u.strideY + (tap / u.kernelWidth) * u.dilationY - u.top;
  let column = (pixel % u.outWidth) * u.strideX + (tap % u.kernelWidth) * u.dilationX - u.left;
  if (row < 0 || row >= u.height || column < 0 || column >= u.width) { return array<f32, 1>(0.0); }
  let at = (((line / u.outHeight) * u.height + row) * u.width + column) * u.channels;
  return array<f32, 1>(x[at + maker / u.multiplier] * dy[pixel * filters + maker]);
}`,
};

/** Gradient of the filter [kh, kw, in, multiplier]. */
export function depthwiseFilterGrad(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  options: Options & { readonly shape: readonly number[] },
): TensorInfo {
  const [batch, outHeight, outWidth] = dy.shape as unknown as Shape4;
  const numbers = sizesOf(x.shape, options.shape, dy.shape, options);
  const table = { rows: batch * outHeight * outWidth, columns: elementsOf(options.shape), ...numbers };
  return sumParts(backend, columnSums(backend, filterTerms, [x, dy], table), options.shape);
}

function sizesOf(
  x: readonly number[],
  w: readonly number[],
  y: readonly number[],
  { stride, pads, dilation }: Options,
) {
  const [, height, width, channels] = x as unknown as Shape4;
  const [kernelHeight, kernelWidth, , multiplier] = w as unknown as Shape4;
  const [, outHeight, outWidth] = y as unknown as Shape4;
  const [top, , , left] = pads;
  return {
    ...{ height, width, channels, outHeight, outWidth, multiplier, kernelHeight, kernelWidth, top, left },
    ...{ strideY: stride[0], strideX: stride[1], dilationY: dilation[0], dilationX: dilation[1] },
  };
}
