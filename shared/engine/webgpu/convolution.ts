import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { ConvOptions } from "../../layers/kit";
import { sumParts } from "./column-sums";
import { convSizes } from "./conv-sizes";
import { dispatch, output } from "./dispatch";
import { gemmShader, type ImplicitGemm, type Tile, tileFor, tilesOf } from "./implicit-gemm";
import { isNarrow, narrowFilterGradient, narrowForward, narrowInputGradient } from "./narrow-groups";

type Shape4 = readonly [number, number, number, number];

const SIZES = [
  ...["rows", "columns", "depth", "height", "width", "channels", "outHeight", "outWidth", "filters"],
  ...["kernelWidth", "ins", "outs", "strideY", "strideX", "top", "left", "dilationY", "dilationX"],
];

/** `m` numbers the pixels of y, `k` the taps and channels of a group, `n` its filters. */
const forward: ImplicitGemm = {
  key: "conv",
  reads: ["x", "w"],
  writes: ["y"],
  ints: SIZES,
  leftAlongDepth: true,
  rightAlongDepth: false,
  code: `
fn depthFrom(slice: i32) -> i32 { return 0; }
fn depthTo(slice: i32) -> i32 { return u.depth; }
fn place(slice: i32, m: i32) -> vec4<i32> {
  let line = m / u.outWidth;
  let image = (line / u.outHeight) * u.height * u.width;
  let row = (line % u.outHeight) * u.strideY - u.top;
  return vec4<i32>(row, (m % u.outWidth) * u.strideX - u.left, image, 0);
}
fn term(slice: i32, k: i32) -> vec4<i32> {
  let tap = k / u.ins;
  let row = (tap / u.kernelWidth) * u.dilationY;
  let column = (tap % u.kernelWidth) * u.dilationX;
  return vec4<i32>(row, column, slice * u.ins + k % u.ins, k * u.filters + slice * u.outs);
}
fn left(place: vec4<i32>, term: vec4<i32>) -> f32 {
  let row = place.x + term.x;
  let column = place.y + term.y;
  if (row < 0 || row >= u.height || column < 0 || column >= u.width) { return 0.0; }
  return x[(place.z + row * u.width + column) * u.channels + term.z];
}
fn right(term: vec4<i32>, n: i32) -> f32 { return w[term.w + n]; }
fn store(slice: i32, m: i32, n: i32, value: f32) { y[m * u.filters + slice * u.outs + n] = value; }`,
};

/**
 * `m` numbers the pixels of x, `k` the taps and filters of a group, `n` its channels. Of a strided convolution every
 * stride-th tap meets a pixel; so pixels go by phases, slices of their own, each with the taps that meet it.
 */
const inputGradient: ImplicitGemm = {
  key: "conv input gradient",
  reads: ["dy", "w"],
  writes: ["dx"],
  ints: [...SIZES, "batch", "kernelHeight", "phasesY", "phasesX"],
  leftAlongDepth: true,
  rightAlongDepth: true,
  code: `
fn groupOf(slice: i32) -> i32 { return slice / (u.phasesY * u.phasesX); }
fn phaseOf(slice: i32) -> vec2<i32> { return vec2<i32>((slice / u.phasesX) % u.phasesY, slice % u.phasesX); }
fn firstTap(slice: i32) -> vec2<i32> {
  return (phaseOf(slice) + vec2<i32>(u.top, u.left)) % vec2<i32>(u.phasesY, u.phasesX);
}
fn tapsOf(slice: i32) -> vec2<i32> {
  let phases = vec2<i32>(u.phasesY, u.phasesX);
  return max(vec2<i32>(), (vec2<i32>(u.kernelHeight, u.kernelWidth) - firstTap(slice) + phases - 1) / phases);
}
// Image, row and column.
fn pixelOf(slice: i32, m: i32) -> vec3<i32> {
  let phase = phaseOf(slice);
  let width = (u.width - phase.y + u.phasesX - 1) / u.phasesX;
  let height = (u.height - phase.x + u.phasesY - 1) / u.phasesY;
  let line = m / width;
  return vec3<i32>(line / height, (line % height) * u.phasesY + phase.x, (m % width) * u.phasesX + phase.y);
}
fn depthFrom(slice: i32) -> i32 { return 0; }
fn depthTo(slice: i32) -> i32 { return tapsOf(slice).x * tapsOf(slice).y * u.outs; }
fn place(slice: i32, m: i32) -> vec4<i32> {
  let pixel = pixelOf(slice, m);
  if (pixel.x >= u.batch) { return OUTSIDE; }
  return vec4<i32>(pixel.y + u.top, pixel.z + u.left, pixel.x * u.outHeight * u.outWidth, 0);
}
fn term(slice: i32, k: i32) -> vec4<i32> {
  let across = tapsOf(slice).y;
  let tap = vec2<i32>(k / u.outs / across, (k / u.outs) % across) * vec2<i32>(u.phasesY, u.phasesX) + firstTap(slice);
  let maker = groupOf(slice) * u.outs + k % u.outs;
  let weight = (tap.x * u.kernelWidth + tap.y) * u.ins * u.filters + maker;
  return vec4<i32>(-tap.x * u.dilationY, -tap.y * u.dilationX, maker, weight);
}
fn left(place: vec4<i32>, term: vec4<i32>) -> f32 {
  let row = place.x + term.x;
  let column = place.y + term.y;
  if (row < 0 || column < 0) { return 0.0; }
  let outRow = row / STRIDE_Y;
  let outColumn = column / STRIDE_X;
  if (outRow * STRIDE_Y != row || outColumn * STRIDE_X != column) { return 0.0; }
  if (outRow >= u.outHeight || outColumn >= u.outWidth) { return 0.0; }
  return dy[(place.z + outRow * u.outWidth + outColumn) * u.filters + term.z];
}
fn right(term: vec4<i32>, n: i32) -> f32 { return w[term.w + n * u.filters]; }
fn store(slice: i32, m: i32, n: i32, value: f32) {
  let pixel = pixelOf(slice, m);
  if (pixel.x >= u.batch) { return; }
  let at = ((pixel.x * u.height + pixel.y) * u.width + pixel.z) * u.channels;
  dx[at + groupOf(slice) * u.ins + n] = value;
}`,
};

/** Dividing by the usual strides costs nothing where the compiler knows them. */
function inputGradientFor([vertical, horizontal]: ConvOptions["stride"]): ImplicitGemm {
  const known = vertical === horizontal && vertical <= 2;
  const strides = known ? [vertical, horizontal] : ["u.strideY", "u.strideX"];
  const code = inputGradient.code
    .replaceAll("STRIDE_Y", `${strides[0]}`)
    .replaceAll("STRIDE_X", `${strides[1]}`);
  return { ...inputGradient, key: `${inputGradient.key}, stride ${known ? vertical : "any"}`, code };
}

/** `m` numbers the taps and channels of a group, `k` the pixels of dy, `n` the group's filters; the sum is in parts. */
const filterGradient: ImplicitGemm = {
  key: "conv filter gradient",
  reads: ["x", "dy"],
  writes: ["parts"],
  ints: [...SIZES, "groups", "share"],
  leftAlongDepth: false,
  rightAlongDepth: false,
  code: `
fn depthFrom(slice: i32) -> i32 { return (slice / u.groups) * u.share; }
fn depthTo(slice: i32) -> i32 { return min(u.depth, (slice / u.groups + 1) * u.share); }
fn place(slice: i32, m: i32) -> vec4<i32> {
  let tap = m / u.ins;
  let row = (tap / u.kernelWidth) * u.dilationY - u.top;
  let column = (tap % u.kernelWidth) * u.dilationX - u.left;
  return vec4<i32>(row, column, (slice % u.groups) * u.ins + m % u.ins, 0);
}
fn term(slice: i32, k: i32) -> vec4<i32> {
  let line = k / u.outWidth;
  let image = (line / u.outHeight) * u.height * u.width;
  let row = (line % u.outHeight) * u.strideY;
  let column = (k % u.outWidth) * u.strideX;
  return vec4<i32>(row, column, image, k * u.filters + (slice % u.groups) * u.outs);
}
fn left(place: vec4<i32>, term: vec4<i32>) -> f32 {
  let row = place.x + term.x;
  let column = place.y + term.y;
  if (row < 0 || row >= u.height || column < 0 || column >= u.width) { return 0.0; }
  return x[(term.z + row * u.width + column) * u.channels + place.z];
}
fn right(term: vec4<i32>, n: i32) -> f32 { return dy[term.w + n]; }
fn store(slice: i32, m: i32, n: i32, value: f32) {
  let part = (slice / u.groups) * u.rows * u.filters;
  parts[part + m * u.filters + (slice % u.groups) * u.outs + n] = value;
}`,
};

/** x: N×H×W×C; w: [kh, kw, C / groups, filters]. Any stride, padding, dilation and number of groups, in one dispatch. */
export function convForward(
  backend: WebGPUBackend,
  x: TensorInfo,
  w: TensorInfo,
  shape: readonly number[],
  options: ConvOptions,
): TensorInfo {
  const y = output(backend, shape);
  const sizes = convSizes(x.shape, w.shape, shape, options);
  const rows = pixelsOf(shape);
  const numbers = { ...sizes, rows, columns: sizes.outs, depth: sizes.taps * sizes.ins };
  if (isNarrow(sizes)) narrowForward(backend, [x, w], y, sizes);
  else run(backend, forward, [x, w], y, numbers, options.groups);
  return y;
}

/** Gradient of x, whose shape is given. */
export function convInputGradient(
  backend: WebGPUBackend,
  dy: TensorInfo,
  w: TensorInfo,
  shape: readonly number[],
  options: ConvOptions,
): TensorInfo {
  const dx = output(backend, shape);
  const sizes = convSizes(shape, w.shape, dy.shape, options);
  const { stride, dilation, groups } = options;
  // Dilated taps do not take turns like that.
  const [phasesY, phasesX] = dilation[0] === 1 && dilation[1] === 1 ? stride : [1, 1];
  const [batch, height, width] = shape as unknown as Shape4;
  const rows = batch * Math.ceil(height / phasesY) * Math.ceil(width / phasesX);
  const numbers = { ...sizes, rows, columns: sizes.ins, depth: 0, phasesY, phasesX };
  if (isNarrow(sizes)) narrowInputGradient(backend, [dy, w], dx, sizes);
  else run(backend, inputGradientFor(stride), [dy, w], dx, numbers, groups * phasesY * phasesX);
  return dx;
}

/** Workgroups that keep a large GPU busy; a filter is small and its sums are long, so they are divided till then. */
const BUSY = 512;

/** Pixels that a part of a sum has at least, or adding up the parts costs more than it gains. */
const LEAST_SHARE = 256;

/** Gradient of w, whose shape is given. */
export function convFilterGradient(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  shape: readonly number[],
  options: ConvOptions,
): TensorInfo {
  const sizes = convSizes(x.shape, shape, dy.shape, options);
  if (isNarrow(sizes)) return narrowFilterGradient(backend, [x, dy], shape, sizes);
  const [rows, columns, depth] = [sizes.taps * sizes.ins, sizes.outs, pixelsOf(dy.shape)];
  const { groups } = options;
  const tiles = tilesOf(tileFor(rows, columns), rows, columns, groups);
  const parts = Math.max(1, Math.min(Math.ceil(BUSY / tiles), Math.floor(depth / LEAST_SHARE)));
  const share = Math.ceil(depth / parts);
  const sums = output(backend, [parts, ...shape]);
  run(
    backend,
    filterGradient,
    [x, dy],
    sums,
    { ...sizes, rows, columns, depth, groups, share },
    groups * parts,
  );
  return sumParts(backend, sums, shape);
}

function run(
  backend: WebGPUBackend,
  gemm: ImplicitGemm,
  reads: readonly TensorInfo[],
  result: TensorInfo,
  numbers: Readonly<Record<string, number>> & { readonly rows: number; readonly columns: number },
  slices: number,
): void {
  const { rows, columns } = numbers;
  const tile: Tile = tileFor(rows, columns);
  const tiles = tilesOf(tile, rows, columns, slices);
  dispatch(backend, { shader: gemmShader(gemm, tile), reads, writes: [result], numbers, tiles });
}

function pixelsOf([batch, height, width]: readonly number[]): number {
  return (batch as number) * (height as number) * (width as number);
}
