import { affine, affineOfTwo, moments, products } from "./rows";

/** Room of 4 doubles per channel at `scratch`. */
export function batchNormTrain(
  x: usize,
  gamma: usize,
  beta: usize,
  y: usize,
  mean: usize,
  variance: usize,
  inverse: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
  epsilon: f64,
): void {
  const sums = scratch;
  const squares = sums + (channels << 3);
  const scale = squares + (channels << 3);
  const shift = scale + (channels << 2);
  moments(x, sums, squares, rows, channels);
  for (let c = 0; c < channels; c++) {
    const single: usize = c << 2;
    const double: usize = c << 3;
    // Sums are of the distance from the channel's first value.
    const offset = load<f64>(sums + double) / <f64>rows;
    const average = <f64>load<f32>(x + single) + offset;
    const spread = max<f64>(0, load<f64>(squares + double) / <f64>rows - offset * offset);
    const factor = 1 / sqrt<f64>(spread + epsilon);
    const scaled = factor * <f64>load<f32>(gamma + single);
    store<f32>(mean + single, <f32>average);
    store<f32>(variance + single, <f32>spread);
    store<f32>(inverse + single, <f32>factor);
    store<f32>(scale + single, <f32>scaled);
    store<f32>(shift + single, <f32>(<f64>load<f32>(beta + single) - average * scaled));
  }
  affine(x, y, scale, shift, rows, channels, -Infinity, Infinity);
}

/** Room of 4 doubles per channel at `scratch`. */
export function batchNormGrad(
  x: usize,
  dy: usize,
  gamma: usize,
  mean: usize,
  inverse: usize,
  dx: usize,
  dgamma: usize,
  dbeta: usize,
  scratch: usize,
  rows: i32,
  channels: i32,
): void {
  const sums = scratch;
  const dots = sums + (channels << 3);
  const ofDy = dots + (channels << 3);
  const ofX = ofDy + (channels << 2);
  products(x, dy, mean, sums, dots, rows, channels);
  // The sums have been read where the constants are written.
  const constant = sums;
  for (let c = 0; c < channels; c++) {
    const single: usize = c << 2;
    const double: usize = c << 3;
    const factor: f64 = load<f32>(inverse + single);
    const sum = load<f64>(sums + double);
    const gradient = load<f64>(dots + double) * factor;
    const scale = <f64>load<f32>(gamma + single) * factor;
    const slope = (-scale * factor * gradient) / <f64>rows;
    store<f32>(dgamma + single, <f32>gradient);
    store<f32>(dbeta + single, <f32>sum);
    store<f32>(ofDy + single, <f32>scale);
    store<f32>(ofX + single, <f32>slope);
    store<f32>(constant + single, <f32>((-scale * sum) / <f64>rows - slope * <f64>load<f32>(mean + single)));
  }
  affineOfTwo(x, dy, dx, ofDy, ofX, constant, rows, channels);
}
