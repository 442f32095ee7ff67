import { unframe } from "./padding";

/** Filters [kh, kw, in, out] by tap in panels of eight inputs, zeros after the last: [kh · kw, ⌈in / 8⌉, out, 8]. */
export function packTransposed(w: usize, packed: usize, taps: i32, ins: i32, outs: i32): void {
  for (let tap = 0; tap < taps; tap++) {
    for (let first = 0; first < ins; first += 8) {
      const count = min(8, ins - first);
      const from = w + ((<usize>((tap * ins + first) * outs)) << 2);
      for (let o = 0; o < outs; o++) {
        for (let i = 0; i < 8; i++) {
          store<f32>(packed + (i << 2), i < count ? load<f32>(from + ((<usize>(i * outs + o)) << 2)) : 0);
        }
        packed += 32;
      }
    }
  }
}

/**
 * Gradient of a convolution's input: each gradient goes back through every tap, added up in a frame whose inside is the
 * result. Any stride: nothing is multiplied by the zeros that a spread gradient has between.
 */
export function inputGradient(
  dy: usize,
  packed: usize,
  dx: usize,
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
  const line = <usize>columns * pixel;
  const panel = (<usize>outs) << 5;
  for (let n = 0; n < batch; n++) {
    memory.fill(framed, 0, <usize>rows * line);
    for (let i = 0; i < outHeight; i++) {
      const gradient = dy + ((<usize>(i * outWidth * outs)) << 2);
      let filter = packed;
      for (let u = 0; u < kernelHeight; u++) {
        for (let v = 0; v < kernelWidth; v++) {
          const target =
            framed + <usize>(i * strideY + u * dilationY) * line + <usize>(v * dilationX) * pixel;
          for (let c = 0; c < channels; c += 8) {
            const count = min(8, channels - c);
            backLine(gradient, filter, target + (c << 2), outWidth, outs, <usize>strideX * pixel, count);
            filter += panel;
          }
        }
      }
    }
    unframe(framed, dx, height, width, channels, rows, columns, top, left);
    dx += <usize>(height * width) * pixel;
    dy += (<usize>(outHeight * outWidth * outs)) << 2;
  }
}

/** A row of gradients through one tap, into eight inputs. */
function backLine(
  dy: usize,
  filter: usize,
  to: usize,
  columns: i32,
  outs: i32,
  step: usize,
  count: i32,
): void {
  const pixel: usize = outs << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let w = filter;
    let i0 = dy;
    let i1 = i0 + pixel;
    let i2 = i1 + pixel;
    let i3 = i2 + pixel;
    for (let o = 0; o < outs; o++) {
      const wa = v128.load(w);
      const wb = v128.load(w, 16);
      let e = v128.load32_splat(i0);
      a0 = f32x4.add(a0, f32x4.mul(e, wa));
      b0 = f32x4.add(b0, f32x4.mul(e, wb));
      e = v128.load32_splat(i1);
      a1 = f32x4.add(a1, f32x4.mul(e, wa));
      b1 = f32x4.add(b1, f32x4.mul(e, wb));
      e = v128.load32_splat(i2);
      a2 = f32x4.add(a2, f32x4.mul(e, wa));
      b2 = f32x4.add(b2, f32x4.mul(e, wb));
      e = v128.load32_splat(i3);
      a3 = f32x4.add(a3, f32x4.mul(e, wa));
      b3 = f32x4.add(b3, f32x4.mul(e, wb));
      w += 32;
      i0 += 4;
      i1 += 4;
      i2 += 4;
      i3 += 4;
    }
    addTo(to, a0, b0, count);
    addTo(to + step, a1, b1, count);
    addTo(to + step * 2, a2, b2, count);
    addTo(to + step * 3, a3, b3, count);
    dy += pixel * 4;
    to += step * 4;
  }
  for (; column < columns; column++) {
    let a = f32x4.splat(0);
    let b = a;
    let w = filter;
    for (let o = 0; o < outs; o++) {
      const e = v128.load32_splat(dy + (o << 2));
      a = f32x4.add(a, f32x4.mul(e, v128.load(w)));
      b = f32x4.add(b, f32x4.mul(e, v128.load(w, 16)));
      w += 32;
    }
    addTo(to, a, b, count);
    dy += pixel;
    to += step;
  }
}

function addTo(at: usize, a: v128, b: v128, count: i32): void {
  if (count === 8) {
    v128.store(at, f32x4.add(v128.load(at), a));
    v128.store(at, f32x4.add(v128.load(at, 16), b), 16);
    return;
  }
  let first = a;
  let rest = count;
  let to = at;
  if (rest >= 4) {
    v128.store(to, f32x4.add(v128.load(to), a));
    first = b;
    rest -= 4;
    to += 16;
  }
  if (rest > 0) store<f32>(to, load<f32>(to) + f32x4.extract_lane(first, 0));
  if (rest > 1) store<f32>(to, load<f32>(to, 4) + f32x4.extract_lane(first, 1), 4);
  if (rest > 2) store<f32>(to, load<f32>(to, 8) + f32x4.extract_lane(first, 2), 8);
}
