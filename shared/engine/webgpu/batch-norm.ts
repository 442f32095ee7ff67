import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { type ColumnSums, columnSums } from "./column-sums";
import { dispatch, output, type Shader } from "./dispatch";
import { byChannel, type Elementwise, elementsOf } from "./elementwise";

/** Sums of differences to the first row, so that large means do not drown the variance. */
const moments: ColumnSums = {
  key: "moments",
  quantities: 2,
  reads: ["x"],
  code: `
fn terms(row: i32, column: i32) -> array<f32, 2> {
  let difference = x[row * u.columns + column] - x[column];
  return array<f32, 2>(difference, difference * difference);
}`,
};

const statistics: Shader = {
  key: "batch statistics",
  threads: 64,
  reads: ["parts", "x"],
  writes: ["mean", "variance", "inverse"],
  ints: ["columns", "count", "rows"],
  floats: ["epsilon"],
  code: `
fn run(tile: i32, lane: i32) {
  let c = tile * 64 + lane;
  if (c >= u.columns) { return; }
  var sum = 0.0;
  var squares = 0.0;
  for (var part = 0; part < u.count; part++) {
    sum += parts[part * 2 * u.columns + c];
    squares += parts[(part * 2 + 1) * u.columns + c];
  }
  let average = sum / f32(u.rows);
  let spread = max(0.0, squares / f32(u.rows) - average * average);
  mean[c] = x[c] + average;
  variance[c] = spread;
  inverse[c] = inverseSqrt(spread + u.epsilon);
}`,
};

const normalise: Elementwise = {
  key: "normalise",
  reads: ["x", "mean", "inverse", "gamma", "beta"],
  writes: ["y"],
  ints: ["channels"],
  code: "let c = i % u.channels; y[i] = (x[i] - mean[c]) * (inverse[c] * gamma[c]) + beta[c];",
};

/** Results as the kernel's of the same name on WASM: y, mean, variance (biased), 1 / √(variance + epsilon). */
export function batchNormTrain(
  backend: WebGPUBackend,
  { x, gamma, beta }: Readonly<Record<"x" | "gamma" | "beta", TensorInfo>>,
  epsilon: number,
): TensorInfo[] {
  const [size, columns] = [elementsOf(x.shape), elementsOf(gamma.shape)];
  const rows = size / columns;
  const [y, mean, variance, inverse] = [x, gamma, gamma, gamma].map(({ shape }) =>
    output(backend, shape),
  ) as [TensorInfo, TensorInfo, TensorInfo, TensorInfo];
  const parts = columnSums(backend, moments, [x], { rows, columns });
  dispatch(backend, {
    shader: statistics,
    reads: [parts, x],
    writes: [mean, variance, inverse],
    numbers: { columns, rows, count: parts.shape[0] as number, epsilon },
    tiles: Math.ceil(columns / 64),
  });
  backend.disposeData(parts.dataId);
  byChannel(backend, normalise, { reads: [x, mean, inverse, gamma, beta], writes: [y], size }, columns);
  return [y, mean, variance, inverse];
}

const gradientSums: ColumnSums = {
  key: "batch norm gradient",
  quantities: 2,
  reads: ["x", "dy", "mean", "inverse"],
  code: `
fn terms(row: i32, column: i32) -> array<f32, 2> {
  let at = row * u.columns + column;
  return array<f32, 2>(dy[at] * (x[at] - mean[column]) * inverse[column], dy[at]);
}`,
};

const gradientTotals: Shader = {
  key: "batch norm gradient totals",
  threads: 64,
  reads: ["parts"],
  writes: ["dgamma", "dbeta"],
  ints: ["columns", "count"],
  code: `
fn run(tile: i32, lane: i32) {
  let c = tile * 64 + lane;
  if (c >= u.columns) { return; }
  var ofGamma = 0.0;
  var ofBeta = 0.0;
  for (var part = 0; part < u.count; part++) {
    ofGamma += parts[part * 2 * u.columns + c];
    ofBeta += parts[(part * 2 + 1) * u.columns + c];
  }
  dgamma[c] = ofGamma;
  dbeta[c] = ofBeta;
}`,
};

const inputGradient: Elementwise = {
  key: "batch norm input gradient",
  reads: ["x", "dy", "gamma", "mean", "inverse", "dgamma", "dbeta"],
  writes: ["dx"],
  ints: ["channels"],
  floats: ["rows"],
  code: `let c = i % u.channels;
  let normal = (x[i] - mean[c]) * inverse[c];
  dx[i] = (dy[i] - (dbeta[c] + normal * dgamma[c]) / u.rows) * (gamma[c] * inverse[c]);`,
};

/** Results: dx, dgamma, dbeta. */
export function batchNormGrad(
  backend: WebGPUBackend,
  { x, dy, gamma, mean, inverse }: Readonly<Record<"x" | "dy" | "gamma" | "mean" | "inverse", TensorInfo>>,
): TensorInfo[] {
  const [size, columns] = [elementsOf(x.shape), elementsOf(gamma.shape)];
  const rows = size / columns;
  const dx = output(backend, x.shape);
  const dgamma = output(backend, gamma.shape);
  const dbeta = output(backend, gamma.shape);
  const parts = columnSums(backend, gradientSums, [x, dy, mean, inverse], { rows, columns });
  dispatch(backend, {
    shader: gradientTotals,
    reads: [parts],
    writes: [dgamma, dbeta],
    numbers: { columns, count: parts.shape[0] as number },
    tiles: Math.ceil(columns / 64),
  });
  backend.disposeData(parts.dataId);
  const reads = [x, dy, gamma, mean, inverse, dgamma, dbeta];
  byChannel(backend, inputGradient, { reads, writes: [dx], size, numbers: { rows } }, columns);
  return [dx, dgamma, dbeta];
}
