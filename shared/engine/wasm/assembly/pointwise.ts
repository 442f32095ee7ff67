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
