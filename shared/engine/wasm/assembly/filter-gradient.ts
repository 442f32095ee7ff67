import { frame } from "./padding";

/** Bytes of input and gradient that are gone over again and again for all pairs of channels. */
const BLOCK_BYTES: i32 = 98304;

/** dw[u, v, i, o] = Σ x[r·stride + u·dilation, s·stride + v·dilation, i] · dy[r, s, o] over all images. */
export function filterGradient(
  x: usize,
  dy: usize,
  dw: usize,
  framed: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outs: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideY: i32,
  strideX: i32,
  dilationY: i32,
  dilationX: i32,
  top: i32,
  left: i32,
): void {
  const rows = (outHeight - 1) * strideY + (kernelHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (kernelWidth - 1) * dilationX + 1;
  const pixel: usize = channels << 2;
  const whole = top === 0 && left === 0 && rows <= height && columns === width;
  const line = <usize>columns * pixel;
  // Neighbouring taps of a row are neighbours in memory, in x and in dw, unless dilation parts them.
  const runs = dilationX === 1 ? 1 : kernelWidth;
  const run = (dilationX === 1 ? kernelWidth : 1) * channels;
  const gradientLine = (<usize>(outWidth * outs)) << 2;
  const block = max(1, BLOCK_BYTES / (strideY * <i32>line + <i32>gradientLine));
  memory.fill(dw, 0, (<usize>(kernelHeight * kernelWidth * channels * outs)) << 2);
  for (let n = 0; n < batch; n++) {
    const image = x + <usize>(n * height * width) * pixel;
    if (!whole) frame(image, framed, height, width, channels, rows, columns, top, left);
    const source = whole ? image : framed;
    for (let first = 0; first < outHeight; first += block) {
      const count = min(block, outHeight - first);
      const begin = source + <usize>(first * strideY) * line;
      const gradient = dy + <usize>first * gradientLine;
      let target = dw;
      for (let u = 0; u < kernelHeight; u++) {
        for (let v = 0; v < runs; v++) {
          const tap = begin + <usize>(u * dilationY) * line + <usize>(v * dilationX) * pixel;
          gather(
            tap,
            gradient,
            target,
            run,
            outs,
            count,
            outWidth,
            <usize>strideY * line,
            <usize>strideX * pixel,
          );
          target += (<usize>(run * outs)) << 2;
        }
      }
    }
    dy += <usize>outHeight * gradientLine;
  }
}

/** All pairs of `ins` neighbouring inputs and `outs` outputs. */
function gather(
  x: usize,
  dy: usize,
  dw: usize,
  ins: i32,
  outs: i32,
  rows: i32,
  columns: i32,
  lineStep: usize,
  pixelStep: usize,
): void {
  let i = 0;
  for (; i + 4 <= ins; i += 4) {
    let o = 0;
    const from = x + (i << 2);
    const to = dw + ((<usize>(i * outs)) << 2);
    for (; o + 8 <= outs; o += 8) {
      fourByEight(from, dy + (o << 2), to + (o << 2), outs, rows, columns, lineStep, pixelStep);
    }
    for (; o + 4 <= outs; o += 4) {
      for (let k = 0; k < 4; k++) {
        const place = to + ((<usize>(k * outs + o)) << 2);
        oneByFour(from + (k << 2), dy + (o << 2), place, outs, rows, columns, lineStep, pixelStep);
      }
    }
    for (; o < outs; o++) {
      for (let k = 0; k < 4; k++) {
        const place = to + ((<usize>(k * outs + o)) << 2);
        oneByOne(from + (k << 2), dy + (o << 2), place, outs, rows, columns, lineStep, pixelStep);
      }
    }
  }
  for (; i < ins; i++) {
    let o = 0;
    const from = x + (i << 2);
    const to = dw + ((<usize>(i * outs)) << 2);
    for (; o + 4 <= outs; o += 4) {
      oneByFour(from, dy + (o << 2), to + (o << 2), outs, rows, columns, lineStep, pixelStep);
    }
    for (; o < outs; o++) {
      oneByOne(from, dy + (o << 2), to + (o << 2), outs, rows, columns, lineStep, pixelStep);
    }
  }
}

function fourByEight(
  x: usize,
  dy: usize,
  dw: usize,
  outs: i32,
  rows: i32,
  columns: i32,
  lineStep: usize,
  pixelStep: usize,
): void {
  const gradientStep: usize = outs << 2;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let row = 0; row < rows; row++) {
    let from = x + <usize>row * lineStep;
    for (let column = 0; column < columns; column++) {
      const ga = v128.load(dy);
      const gb = v128.load(dy, 16);
      let e = v128.load32_splat(from);
      a0 = f32x4.add(a0, f32x4.mul(e, ga));
      b0 = f32x4.add(b0, f32x4.mul(e, gb));
      e = v128.load32_splat(from, 4);
      a1 = f32x4.add(a1, f32x4.mul(e, ga));
      b1 = f32x4.add(b1, f32x4.mul(e, gb));
      e = v128.load32_splat(from, 8);
      a2 = f32x4.add(a2, f32x4.mul(e, ga));
      b2 = f32x4.add(b2, f32x4.mul(e, gb));
      e = v128.load32_splat(from, 12);
      a3 = f32x4.add(a3, f32x4.mul(e, ga));
      b3 = f32x4.add(b3, f32x4.mul(e, gb));
      from += pixelStep;
      dy += gradientStep;
    }
  }
  addTo(dw, a0, b0);
  addTo(dw + gradientStep, a1, b1);
  addTo(dw + gradientStep * 2, a2, b2);
  addTo(dw + gradientStep * 3, a3, b3);
}

function addTo(at: usize, a: v128, b: v128): void {
  v128.store(at, f32x4.add(v128.load(at), a));
  v128.store(at, f32x4.add(v128.load(at, 16), b), 16);
}

function oneByFour(
  x: usize,
  dy: usize,
  dw: usize,
  outs: i32,
  rows: i32,
  columns: i32,
  lineStep: usize,
  pixelStep: usize,
): void {
  let sum = f32x4.splat(0);
  for (let row = 0; row < rows; row++) {
    let from = x + <usize>row * lineStep;
    for (let column = 0; column < columns; column++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(from), v128.load(dy)));
      from += pixelStep;
      dy += outs << 2;
    }
  }
  v128.store(dw, f32x4.add(v128.load(dw), sum));
}

function oneByOne(
  x: usize,
  dy: usize,
  dw: usize,
  outs: i32,
  rows: i32,
  columns: i32,
  lineStep: usize,
  pixelStep: usize,
): void {
  let sum: f32 = 0;
  for (let row = 0; row < rows; row++) {
    let from = x + <usize>row * lineStep;
    for (let column = 0; column < columns; column++) {
      sum += load<f32>(from) * load<f32>(dy);
      from += pixelStep;
      dy += outs << 2;
    }
  }
  store<f32>(dw, load<f32>(dw) + sum);
}
