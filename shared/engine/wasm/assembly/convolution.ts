import { frame } from "./padding";

/** Bytes of the input that a block of output pixels may read: what stays in the nearer caches. */
const BLOCK_BYTES: i32 = 262144;

/**
 * Filters [kh, kw, in, out] in panels of eight outputs, zeros after the last: [⌈out / 8⌉, kh · kw · in, 8].
 */
export function packFilter(w: usize, packed: usize, depth: i32, outs: i32): void {
  for (let first = 0; first < outs; first += 8) {
    const count = min(8, outs - first);
    let from = w + (first << 2);
    for (let k = 0; k < depth; k++) {
      if (count === 8) {
        v128.store(packed, v128.load(from));
        v128.store(packed, v128.load(from, 16), 16);
      } else {
        for (let o = 0; o < 8; o++) store<f32>(packed + (o << 2), o < count ? load<f32>(from + (o << 2)) : 0);
      }
      packed += 32;
      from += outs << 2;
    }
  }
}

/** The same of the filter that goes back, taps flipped, in and out exchanged: [⌈in / 8⌉, kh · kw · out, 8]. */
export function packFlipped(w: usize, packed: usize, taps: i32, ins: i32, outs: i32): void {
  for (let first = 0; first < ins; first += 8) {
    const count = min(8, ins - first);
    for (let tap = taps - 1; tap >= 0; tap--) {
      const from = w + <usize>((tap * ins + first) * outs) * 4;
      for (let o = 0; o < outs; o++) {
        for (let i = 0; i < 8; i++) {
          store<f32>(packed + (i << 2), i < count ? load<f32>(from + <usize>(i * outs + o) * 4) : 0);
        }
        packed += 32;
      }
    }
  }
}

/**
 * y = x ⋆ w + bias within [low, high], of packed filters. The image is framed first (negative pads cut off), unless it
 * is its own frame. At `places` there is room for an address per output pixel and for the frame.
 */
export function convolve(
  x: usize,
  packed: usize,
  bias: usize,
  y: usize,
  places: usize,
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
  low: f32,
  high: f32,
): void {
  const rows = (outHeight - 1) * strideY + (kernelHeight - 1) * dilationY + 1;
  const columns = (outWidth - 1) * strideX + (kernelWidth - 1) * dilationX + 1;
  const pixel: usize = channels << 2;
  // Rows may be missing at the end of an image that needs no frame; columns may not.
  const whole = top === 0 && left === 0 && rows <= height && columns === width;
  const line = <usize>columns * pixel;
  // Neighbouring taps of a row are neighbours in memory unless dilation parts them.
  const runs = dilationX === 1 ? 1 : kernelWidth;
  const run = (dilationX === 1 ? kernelWidth : 1) * channels;
  const pixels = outHeight * outWidth;
  const block = max(16, (BLOCK_BYTES / (strideY * strideX * channels * 4)) & ~3);
  const panel = (<usize>(kernelHeight * kernelWidth * channels)) << 5;
  const framed = places + ((<usize>pixels) << 2);
  fillPlaces(places, outHeight, outWidth, <usize>strideY * line, <usize>strideX * pixel);
  for (let n = 0; n < batch; n++) {
    const image = x + <usize>(n * height * width) * pixel;
    if (!whole) frame(image, framed, height, width, channels, rows, columns, top, left);
    const source = whole ? image : framed;
    for (let first = 0; first < pixels; first += block) {
      const last = min(pixels, first + block);
      for (let o = 0; o < outs; o += 8) {
        const filter = packed + <usize>(o >> 3) * panel;
        for (let p = first; p < last; p += 4) {
          const p1 = min(p + 1, last - 1);
          const p2 = min(p + 2, last - 1);
          const p3 = min(p + 3, last - 1);
          tile(
            source + load<u32>(places + (p << 2)),
            source + load<u32>(places + (p1 << 2)),
            source + load<u32>(places + (p2 << 2)),
            source + load<u32>(places + (p3 << 2)),
            filter,
            bias ? bias + (o << 2) : 0,
            y + (o << 2),
            <usize>p * (outs << 2),
            <usize>p1 * (outs << 2),
            <usize>p2 * (outs << 2),
            <usize>p3 * (outs << 2),
            kernelHeight,
            runs,
            run,
            <usize>dilationY * line,
            <usize>dilationX * pixel,
            min(8, outs - o),
            low,
            high,
          );
        }
      }
    }
    y += <usize>pixels * (outs << 2);
  }
}

/** Where the window of each output pixel begins. */
function fillPlaces(places: usize, outHeight: i32, outWidth: i32, lineStep: usize, pixelStep: usize): void {
  for (let i = 0; i < outHeight; i++) {
    let place = <usize>i * lineStep;
    for (let j = 0; j < outWidth; j++) {
      store<u32>(places, place);
      place += pixelStep;
      places += 4;
    }
  }
}

/** Four pixels by eight outputs, in registers. Pixels may be the same one. */
function tile(
  x0: usize,
  x1: usize,
  x2: usize,
  x3: usize,
  w: usize,
  bias: usize,
  y: usize,
  y0: usize,
  y1: usize,
  y2: usize,
  y3: usize,
  kernelHeight: i32,
  runs: i32,
  run: i32,
  lineStep: usize,
  tapStep: usize,
  count: i32,
  low: f32,
  high: f32,
): void {
  let a0 = f32x4.splat(0);
  let b0 = a0;
  if (bias && count === 8) {
    a0 = v128.load(bias);
    b0 = v128.load(bias, 16);
  } else if (bias) {
    if (count >= 4) a0 = v128.load(bias);
    else a0 = loadSome(bias, count);
    if (count > 4) b0 = loadSome(bias + 16, count - 4);
  }
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b1 = b0;
  let b2 = b0;
  let b3 = b0;
  for (let u = 0; u < kernelHeight; u++) {
    let tap: usize = <usize>u * lineStep;
    for (let v = 0; v < runs; v++) {
      let i0 = x0 + tap;
      let i1 = x1 + tap;
      let i2 = x2 + tap;
      let i3 = x3 + tap;
      let k = run;
      for (; k >= 2; k -= 2) {
        let wa = v128.load(w);
        let wb = v128.load(w, 16);
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
        wa = v128.load(w, 32);
        wb = v128.load(w, 48);
        e = v128.load32_splat(i0, 4);
        a0 = f32x4.add(a0, f32x4.mul(e, wa));
        b0 = f32x4.add(b0, f32x4.mul(e, wb));
        e = v128.load32_splat(i1, 4);
        a1 = f32x4.add(a1, f32x4.mul(e, wa));
        b1 = f32x4.add(b1, f32x4.mul(e, wb));
        e = v128.load32_splat(i2, 4);
        a2 = f32x4.add(a2, f32x4.mul(e, wa));
        b2 = f32x4.add(b2, f32x4.mul(e, wb));
        e = v128.load32_splat(i3, 4);
        a3 = f32x4.add(a3, f32x4.mul(e, wa));
        b3 = f32x4.add(b3, f32x4.mul(e, wb));
        w += 64;
        i0 += 8;
        i1 += 8;
        i2 += 8;
        i3 += 8;
      }
      if (k) {
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
      }
      tap += tapStep;
    }
  }
  write(y + y3, a3, b3, count, low, high);
  write(y + y2, a2, b2, count, low, high);
  write(y + y1, a1, b1, count, low, high);
  write(y + y0, a0, b0, count, low, high);
}

function loadSome(from: usize, count: i32): v128 {
  let values = f32x4.splat(0);
  values = f32x4.replace_lane(values, 0, load<f32>(from));
  if (count > 1) values = f32x4.replace_lane(values, 1, load<f32>(from, 4));
  if (count > 2) values = f32x4.replace_lane(values, 2, load<f32>(from, 8));
  if (count > 3) values = f32x4.replace_lane(values, 3, load<f32>(from, 12));
  return values;
}

function write(y: usize, a: v128, b: v128, count: i32, low: f32, high: f32): void {
  const bottom = f32x4.splat(low);
  const ceiling = f32x4.splat(high);
  const first = f32x4.min(f32x4.max(a, bottom), ceiling);
  const second = f32x4.min(f32x4.max(b, bottom), ceiling);
  if (count === 8) {
    v128.store(y, first);
    v128.store(y, second, 16);
    return;
  }
  if (count >= 4) v128.store(y, first);
  else storeSome(y, first, count);
  if (count > 4) storeSome(y + 16, second, count - 4);
}

function storeSome(y: usize, values: v128, count: i32): void {
  store<f32>(y, f32x4.extract_lane(values, 0));
  if (count > 1) store<f32>(y, f32x4.extract_lane(values, 1), 4);
  if (count > 2) store<f32>(y, f32x4.extract_lane(values, 2), 8);
  if (count > 3) store<f32>(y, f32x4.extract_lane(values, 3), 12);
}
