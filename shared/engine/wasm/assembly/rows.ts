// A matrix of `rows` × `channels`, channels last: what batch norm, biases and means sum over.

/** Rows that are summed in single precision before they enter a double: few enough to keep six digits. */
const CHUNK: i32 = 256;

/**
 * Σ (x - shift) and Σ (x - shift)² of each channel, in doubles, where shift is the channel's first value: so that the
 * variance of numbers far from 0 keeps its digits.
 */
export function moments(x: usize, sums: usize, squares: usize, rows: i32, channels: i32): void {
  memory.fill(sums, 0, channels << 3);
  memory.fill(squares, 0, channels << 3);
  const stride: usize = channels << 2;
  for (let start = 0; start < rows; start += CHUNK) {
    const count = min(CHUNK, rows - start);
    const chunk = x + <usize>start * stride;
    let c = 0;
    for (; c + 4 <= channels; c += 4) momentsOfFour(x, chunk, sums, squares, count, stride, c);
    for (; c < channels; c++) momentsOfOne(x, chunk, sums, squares, count, stride, c);
  }
}

function momentsOfFour(
  x: usize,
  chunk: usize,
  sums: usize,
  squares: usize,
  count: i32,
  stride: usize,
  c: i32,
): void {
  const shift = v128.load(x + (c << 2));
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let q0 = s0;
  let q1 = s0;
  let q2 = s0;
  let q3 = s0;
  let at = chunk + (c << 2);
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    const a0 = f32x4.sub(v128.load(at), shift);
    const a1 = f32x4.sub(v128.load(at + stride), shift);
    const a2 = f32x4.sub(v128.load(at + stride * 2), shift);
    const a3 = f32x4.sub(v128.load(at + stride * 3), shift);
    s0 = f32x4.add(s0, a0);
    s1 = f32x4.add(s1, a1);
    s2 = f32x4.add(s2, a2);
    s3 = f32x4.add(s3, a3);
    q0 = f32x4.add(q0, f32x4.mul(a0, a0));
    q1 = f32x4.add(q1, f32x4.mul(a1, a1));
    q2 = f32x4.add(q2, f32x4.mul(a2, a2));
    q3 = f32x4.add(q3, f32x4.mul(a3, a3));
    at += stride * 4;
  }
  for (; row < count; row++) {
    const a = f32x4.sub(v128.load(at), shift);
    s0 = f32x4.add(s0, a);
    q0 = f32x4.add(q0, f32x4.mul(a, a));
    at += stride;
  }
  addToDoubles(sums + (c << 3), f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
  addToDoubles(squares + (c << 3), f32x4.add(f32x4.add(q0, q1), f32x4.add(q2, q3)));
}

function momentsOfOne(
  x: usize,
  chunk: usize,
  sums: usize,
  squares: usize,
  count: i32,
  stride: usize,
  c: i32,
): void {
  const shift = load<f32>(x + (c << 2));
  let sum: f64 = 0;
  let square: f64 = 0;
  let at = chunk + (c << 2);
  for (let row = 0; row < count; row++) {
    const a: f64 = load<f32>(at) - shift;
    sum += a;
    square += a * a;
    at += stride;
  }
  store<f64>(sums + (c << 3), load<f64>(sums + (c << 3)) + sum);
  store<f64>(squares + (c << 3), load<f64>(squares + (c << 3)) + square);
}

/** Σ dy and Σ dy · (x - mean) of each channel, in doubles. */
export function products(
  x: usize,
  dy: usize,
  mean: usize,
  sums: usize,
  dots: usize,
  rows: i32,
  channels: i32,
): void {
  memory.fill(sums, 0, channels << 3);
  memory.fill(dots, 0, channels << 3);
  const stride: usize = channels << 2;
  for (let start = 0; start < rows; start += CHUNK) {
    const count = min(CHUNK, rows - start);
    const first = <usize>start * stride;
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      productsOfFour(x + first, dy + first, mean, sums, dots, count, stride, c);
    }
    for (; c < channels; c++) productsOfOne(x + first, dy + first, mean, sums, dots, count, stride, c);
  }
}

function productsOfFour(
  x: usize,
  dy: usize,
  mean: usize,
  sums: usize,
  dots: usize,
  count: i32,
  stride: usize,
  c: i32,
): void {
  const shift = v128.load(mean + (c << 2));
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let q0 = s0;
  let q1 = s0;
  let at: usize = c << 2;
  let row = 0;
  for (; row + 2 <= count; row += 2) {
    const g0 = v128.load(dy + at);
    const g1 = v128.load(dy + at + stride);
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    q0 = f32x4.add(q0, f32x4.mul(g0, f32x4.sub(v128.load(x + at), shift)));
    q1 = f32x4.add(q1, f32x4.mul(g1, f32x4.sub(v128.load(x + at + stride), shift)));
    at += stride * 2;
  }
  for (; row < count; row++) {
    const g = v128.load(dy + at);
    s0 = f32x4.add(s0, g);
    q0 = f32x4.add(q0, f32x4.mul(g, f32x4.sub(v128.load(x + at), shift)));
    at += stride;
  }
  addToDoubles(sums + (c << 3), f32x4.add(s0, s1));
  addToDoubles(dots + (c << 3), f32x4.add(q0, q1));
}

function productsOfOne(
  x: usize,
  dy: usize,
  mean: usize,
  sums: usize,
  dots: usize,
  count: i32,
  stride: usize,
  c: i32,
): void {
  const shift = load<f32>(mean + (c << 2));
  let sum: f64 = 0;
  let dot: f64 = 0;
  let at: usize = c << 2;
  for (let row = 0; row < count; row++) {
    const g: f64 = load<f32>(dy + at);
    sum += g;
    dot += g * <f64>(load<f32>(x + at) - shift);
    at += stride;
  }
  store<f64>(sums + (c << 3), load<f64>(sums + (c << 3)) + sum);
  store<f64>(dots + (c << 3), load<f64>(dots + (c << 3)) + dot);
}

function addToDoubles(at: usize, values: v128): void {
  const high = i8x16.shuffle(values, values, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
  v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(values)));
  v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(high)), 16);
}

/** Σ x of each channel, as singles; `sums` is room for doubles. */
export function sumRows(x: usize, result: usize, sums: usize, rows: i32, channels: i32): void {
  memory.fill(sums, 0, channels << 3);
  const stride: usize = channels << 2;
  for (let start = 0; start < rows; start += CHUNK) {
    const count = min(CHUNK, rows - start);
    const chunk = x + <usize>start * stride;
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let at = chunk + (c << 2);
      let row = 0;
      for (; row + 2 <= count; row += 2) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at + stride));
        at += stride * 2;
      }
      if (row < count) s0 = f32x4.add(s0, v128.load(at));
      addToDoubles(sums + (c << 3), f32x4.add(s0, s1));
    }
    for (; c < channels; c++) {
      let sum: f64 = 0;
      for (let row = 0; row < count; row++) sum += load<f32>(chunk + <usize>row * stride + (c << 2));
      store<f64>(sums + (c << 3), load<f64>(sums + (c << 3)) + sum);
    }
  }
  for (let c = 0; c < channels; c++) store<f32>(result + (c << 2), <f32>load<f64>(sums + (c << 3)));
}

/** y = x · scale + shift within [low, high], both per channel. */
export function affine(
  x: usize,
  y: usize,
  scale: usize,
  shift: usize,
  rows: i32,
  channels: i32,
  low: f32,
  high: f32,
): void {
  const stride: usize = channels << 2;
  const bottom = f32x4.splat(low);
  const ceiling = f32x4.splat(high);
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at: usize = c << 2;
      const scaled = f32x4.mul(v128.load(x + at), v128.load(scale + at));
      const moved = f32x4.add(scaled, v128.load(shift + at));
      v128.store(y + at, f32x4.min(f32x4.max(moved, bottom), ceiling));
    }
    for (; c < channels; c++) {
      const at: usize = c << 2;
      const moved = load<f32>(x + at) * load<f32>(scale + at) + load<f32>(shift + at);
      store<f32>(y + at, min<f32>(max<f32>(moved, low), high));
    }
    x += stride;
    y += stride;
  }
}

/** dx = dy · ofDy + x · ofX + constant, all three per channel. */
export function affineOfTwo(
  x: usize,
  dy: usize,
  dx: usize,
  ofDy: usize,
  ofX: usize,
  constant: usize,
  rows: i32,
  channels: i32,
): void {
  const stride: usize = channels << 2;
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const at: usize = c << 2;
      const sum = f32x4.add(
        f32x4.mul(v128.load(dy + at), v128.load(ofDy + at)),
        f32x4.mul(v128.load(x + at), v128.load(ofX + at)),
      );
      v128.store(dx + at, f32x4.add(sum, v128.load(constant + at)));
    }
    for (; c < channels; c++) {
      const at: usize = c << 2;
      const sum = load<f32>(dy + at) * load<f32>(ofDy + at) + load<f32>(x + at) * load<f32>(ofX + at);
      store<f32>(dx + at, sum + load<f32>(constant + at));
    }
    x += stride;
    dy += stride;
    dx += stride;
  }
}
