import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { sumParts } from "./column-sums";
import type { ConvSizes } from "./conv-sizes";
import { dispatch, output, type Shader } from "./dispatch";

/**
 * Convolutions of narrow groups. What a tile in shared memory would hold is used only a few times there, so threads read
 * for themselves: four channels with one load, neighbouring threads from neighbouring groups, each for four pixels.
 */
export function isNarrow({ ins, outs, filters }: ConvSizes): boolean {
  return ins % 4 === 0 && outs % 4 === 0 && ins <= 16 && outs <= 16 && outs < filters;
}

const SIZES = [
  ...["size", "batch", "height", "width", "channels", "outHeight", "outWidth", "filters", "kernelHeight"],
  ...["kernelWidth", "ins", "outs", "strideY", "strideX", "top", "left", "dilationY", "dilationX"],
];

const THREADS = 64;
const PIXELS = [0, 1, 2, 3];

/** A thread's four pixels and four channels: `place` says where a pixel looks, `at` where a tap of it reads. */
function gather(key: string, from: string, to: string, code: string, product: string, tiles: string): Shader {
  return {
    key,
    threads: THREADS,
    reads: [from, "w"],
    writes: [to],
    vectors: [from, "w", to],
    ints: SIZES,
    code: `
${code}
fn run(tile: i32, lane: i32) {
  let i = tile * ${THREADS} + lane;
  if (i >= u.size) { return; }
  ${tiles}
  ${PIXELS.map((p) => `let place${p} = place(first + ${p}); var sum${p} = vec4<f32>();`).join("\n  ")}
  for (var tapY = 0; tapY < u.kernelHeight; tapY++) {
    for (var tapX = 0; tapX < u.kernelWidth; tapX++) {
      ${PIXELS.map((p) => `let at${p} = at(place${p}, tapY, tapX, group);`).join("\n      ")}
      if (max(max(at0, at1), max(at2, at3)) < 0) { continue; }
      for (var c = 0; c < depth; c++) {
        ${product}
      }
    }
  }
  ${PIXELS.map((p) => `if (first + ${p} < pixels) { ${to}[(first + ${p}) * quads + quad] = sum${p}; }`).join("\n  ")}
}`,
  };
}

const forward: Shader = gather(
  "narrow groups",
  "x",
  "y",
  `
fn place(m: i32) -> vec3<i32> {
  let line = m / u.outWidth;
  let row = (line % u.outHeight) * u.strideY - u.top;
  return vec3<i32>(row, (m % u.outWidth) * u.strideX - u.left, (line / u.outHeight) * u.height * u.width);
}
fn at(place: vec3<i32>, tapY: i32, tapX: i32, group: i32) -> i32 {
  let row = place.x + tapY * u.dilationY;
  let column = place.y + tapX * u.dilationX;
  if (row < 0 || row >= u.height || column < 0 || column >= u.width) { return -1; }
  return ((place.z + row * u.width + column) * u.channels + group * u.ins) / 4;
}`,
  `let weight = ((tapY * u.kernelWidth + tapX) * u.ins + c * 4) * quads + quad;
        let wa = w[weight]; let wb = w[weight + quads]; let wc = w[weight + 2 * quads]; let wd = w[weight + 3 * quads];
        ${PIXELS.map((p) => `if (at${p} >= 0) { let v = x[at${p} + c]; sum${p} += v.x * wa + v.y * wb + v.z * wc + v.w * wd; }`).join("\n        ")}`,
  `let quads = u.filters / 4;
  let quad = i % quads;
  let first = (i / quads) * 4;
  let group = quad * 4 / u.outs;
  let depth = u.ins / 4;
  let pixels = u.batch * u.outHeight * u.outWidth;`,
);

const inputGradient: Shader = gather(
  "narrow groups input gradient",
  "dy",
  "dx",
  `
fn place(m: i32) -> vec3<i32> {
  let line = m / u.width;
  return vec3<i32>(line % u.height + u.top, m % u.width + u.left, (line / u.height) * u.outHeight * u.outWidth);
}
fn at(place: vec3<i32>, tapY: i32, tapX: i32, group: i32) -> i32 {
  let row = place.x - tapY * u.dilationY;
  let column = place.y - tapX * u.dilationX;
  if (row < 0 || column < 0 || row % u.strideY != 0 || column % u.strideX != 0) { return -1; }
  let outRow = row / u.strideY;
  let outColumn = column / u.strideX;
  if (outRow >= u.outHeight || outColumn >= u.outWidth) { return -1; }
  return ((place.z + outRow * u.outWidth + outColumn) * u.filters + group * u.outs) / 4;
}`,
  `let along = u.filters / 4;
        let weight = ((tapY * u.kernelWidth + tapX) * u.ins + quad * 4 % u.ins) * along + group * depth + c;
        let wa = w[weight]; let wb = w[weight + along]; let wc = w[weight + 2 * along]; let wd = w[weight + 3 * along];
        ${PIXELS.map((p) => `if (at${p} >= 0) { let v = dy[at${p} + c]; sum${p} += vec4<f32>(dot(v, wa), dot(v, wb), dot(v, wc), dot(v, wd)); }`).join("\n        ")}`,
  `let quads = u.channels / 4;
  let quad = i % quads;
  let first = (i / quads) * 4;
  let group = quad * 4 / u.ins;
  let depth = u.outs / 4;
  let pixels = u.batch * u.height * u.width;`,
);

/** A thread sums for one tap the products of four channels and four filters, down some lines of dy. */
const filterGradient: Shader = {
  key: "narrow groups filter gradient",
  threads: THREADS,
  reads: ["x", "dy"],
  writes: ["parts"],
  vectors: ["x", "dy", "parts"],
  ints: [...SIZES, "share", "lines"],
  code: `
fn run(tile: i32, lane: i32) {
  let i = tile * ${THREADS} + lane;
  if (i >= u.size) { return; }
  let quads = u.filters / 4;
  let quad = i % quads;
  let inQuad = (i / quads) % (u.ins / 4);
  let tap = (i / quads / (u.ins / 4)) % (u.kernelHeight * u.kernelWidth);
  let part = i / quads / (u.ins / 4) / (u.kernelHeight * u.kernelWidth);
  let channel = (quad * 4 / u.outs) * (u.ins / 4) + inQuad;
  let along = u.channels / 4;
  let offset = (tap % u.kernelWidth) * u.dilationX - u.left;
  var suma = vec4<f32>(); var sumb = vec4<f32>(); var sumc = vec4<f32>(); var sumd = vec4<f32>();
  let end = min(u.lines, (part + 1) * u.share);
  for (var line = part * u.share; line < end; line++) {
    let row = (line % u.outHeight) * u.strideY + (tap / u.kernelWidth) * u.dilationY - u.top;
    if (row < 0 || row >= u.height) { continue; }
    let inLine = ((line / u.outHeight) * u.height + row) * u.width;
    for (var out = 0; out < u.outWidth; out++) {
      let column = out * u.strideX + offset;
      if (column < 0 || column >= u.width) { continue; }
      let v = x[(inLine + column) * along + channel];
      let g = dy[(line * u.outWidth + out) * quads + quad];
      suma += v.x * g; sumb += v.y * g; sumc += v.z * g; sumd += v.w * g;
    }
  }
  let at = ((part * u.kernelHeight * u.kernelWidth + tap) * u.ins + inQuad * 4) * quads + quad;
  parts[at] = suma; parts[at + quads] = sumb; parts[at + 2 * quads] = sumc; parts[at + 3 * quads] = sumd;
}`,
};

/** Writes y. */
export function narrowForward(
  backend: WebGPUBackend,
  [x, w]: readonly [TensorInfo, TensorInfo],
  y: TensorInfo,
  sizes: ConvSizes,
): void {
  const size = Math.ceil((sizes.batch * sizes.outHeight * sizes.outWidth) / 4) * (sizes.filters / 4);
  run(backend, forward, [x, w], y, { ...sizes, size });
}

/** Writes dx. */
export function narrowInputGradient(
  backend: WebGPUBackend,
  [dy, w]: readonly [TensorInfo, TensorInfo],
  dx: TensorInfo,
  sizes: ConvSizes,
): void {
  const size = Math.ceil((sizes.batch * sizes.height * sizes.width) / 4) * (sizes.channels / 4);
  run(backend, inputGradient, [dy, w], dx, { ...sizes, size });
}

/** Threads that keep a large GPU busy. */
const BUSY = 32_768;

/** Pixels of a part of a sum, at least. */
const LEAST_SHARE = 128;

export function narrowFilterGradient(
  backend: WebGPUBackend,
  [x, dy]: readonly [TensorInfo, TensorInfo],
  shape: readonly number[],
  sizes: ConvSizes,
): TensorInfo {
  const sums = (sizes.taps * sizes.ins * sizes.filters) / 16;
  const lines = sizes.batch * sizes.outHeight;
  const most = Math.floor((lines * sizes.outWidth) / LEAST_SHARE);
  const share = Math.ceil(lines / Math.max(1, Math.min(Math.ceil(BUSY / sums), most, lines)));
  const count = Math.ceil(lines / share);
  const parts = output(backend, [count, ...shape]);
  run(backend, filterGradient, [x, dy], parts, { ...sizes, size: sums * count, share, lines });
  return sumParts(backend, parts, shape);
}

function run(
  backend: WebGPUBackend,
  shader: Shader,
  reads: readonly TensorInfo[],
  result: TensorInfo,
  numbers: Readonly<Record<string, number>> & { readonly size: number },
): void {
  const tiles = Math.ceil(numbers.size / THREADS);
  dispatch(backend, { shader, reads, writes: [result], numbers, tiles });
}
