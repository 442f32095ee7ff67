/**
 * y = x · scale^-¾, scale = bias + alpha · Σ x² over the channels from c - before to c + after, of each row. At `squares`
 * there is room for a row with `before` zeros in front and after + 4 behind.
 */
export function localResponse(
  x: usize,
  y: usize,
  squares: usize,
  rows: i32,
  channels: i32,
  before: i32,
  after: i32,
  alpha: f32,
  bias: f32,
): void {
  const window = before + after + 1;
  const inside = squares + (before << 2);
  const factor = f32x4.splat(alpha);
  const offset = f32x4.splat(bias);
  const one = f32x4.splat(1);
  memory.fill(squares, 0, (<usize>(channels + before + after) + 4) << 2);
  for (let row = 0; row < rows; row++) {
    let c = 0;
    for (; c + 4 <= channels; c += 4) {
      const value = v128.load(x + (c << 2));
      v128.store(inside + (c << 2), f32x4.mul(value, value));
    }
    for (; c < channels; c++) {
      const value = load<f32>(x + (c << 2));
      store<f32>(inside + (c << 2), value * value);
    }
    for (c = 0; c < channels; c += 4) {
      const at: usize = c << 2;
      let sum = v128.load(squares + at);
      for (let k = 1; k < window; k++) sum = f32x4.add(sum, v128.load(squares + at + (k << 2)));
      const root = f32x4.sqrt(f32x4.add(offset, f32x4.mul(factor, sum)));
      const power = f32x4.div(one, f32x4.mul(root, f32x4.sqrt(root)));
      if (c + 4 <= channels) {
        v128.store(y + at, f32x4.mul(v128.load(x + at), power));
      } else {
        store<f32>(y + at, load<f32>(x + at) * f32x4.extract_lane(power, 0));
        if (c + 1 < channels) store<f32>(y + at, load<f32>(x + at, 4) * f32x4.extract_lane(power, 1), 4);
        if (c + 2 < channels) store<f32>(y + at, load<f32>(x + at, 8) * f32x4.extract_lane(power, 2), 8);
      }
    }
    x += channels << 2;
    y += channels << 2;
  }
}
