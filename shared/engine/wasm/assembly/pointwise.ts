/** dx = dy where 0 < y < limit, else 0: the gradient of ReLU (limit infinite) and ReLU6. */
export function rectifierGrad(y: usize, dy: usize, dx: usize, length: i32, limit: f32): void {
  const zero = f32x4.splat(0);
  const top = f32x4.splat(limit);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const value = v128.load(y);
    const passes = v128.and(f32x4.gt(value, zero), f32x4.lt(value, top));
    v128.store(dx, v128.and(v128.load(dy), passes));
    y += 16;
    dy += 16;
    dx += 16;
  }
  for (; i < length; i++) {
    const value = load<f32>(y);
    store<f32>(dx, value > 0 && value < limit ? load<f32>(dy) : 0);
    y += 4;
    dy += 4;
    dx += 4;
  }
}

/** y = a + b within [low, high]. */
export function sumClamp(a: usize, b: usize, y: usize, length: i32, low: f32, high: f32): void {
  const bottom = f32x4.splat(low);
  const ceiling = f32x4.splat(high);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const sum = f32x4.add(v128.load(a), v128.load(b));
    v128.store(y, f32x4.min(f32x4.max(sum, bottom), ceiling));
    a += 16;
    b += 16;
    y += 16;
  }
  for (; i < length; i++) {
    store<f32>(y, min<f32>(max<f32>(load<f32>(a) + load<f32>(b), low), high));
    a += 4;
    b += 4;
    y += 4;
  }
}
