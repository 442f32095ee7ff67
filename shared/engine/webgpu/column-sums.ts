import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import { dispatch, output, type Shader } from "./dispatch";

/** Neighbouring threads take neighbouring columns, so that they read memory together; several rows go side by side. */
const COLUMNS = 32;
const LINES = 8;

/** Rows that a workgroup sums at least before more of them share the columns. */
const LEAST_ROWS = 512;

/** Workgroups that keep a large GPU busy. */
const BUSY = 512;

/**
 * Sums of several quantities down the rows of a table, in parts: result [parts, quantities, columns]. `terms` is WGSL
 * that gives the quantities at `row`, `column` as `array<f32, quantities>`, in a function `terms(row, column)`.
 */
export interface ColumnSums {
  readonly key: string;
  readonly quantities: number;
  readonly reads: readonly string[];
  readonly ints?: readonly string[];
  readonly code: string;
}

function shaderOf({ key, quantities, reads, ints = [], code }: ColumnSums): Shader {
  const each = (line: (q: number) => string) =>
    Array.from({ length: quantities }, (_, q) => line(q)).join(" ");
  return {
    key: `column sums of ${key}`,
    threads: COLUMNS * LINES,
    reads,
    writes: ["parts"],
    ints: ["rows", "columns", "share", ...ints],
    code: `
${code}
var<workgroup> shared_sums: array<array<f32, ${quantities}>, ${COLUMNS * LINES}>;
fn run(tile: i32, lane: i32) {
  let columnTiles = (u.columns + ${COLUMNS - 1}) / ${COLUMNS};
  let part = tile / columnTiles;
  let column = (tile % columnTiles) * ${COLUMNS} + lane % ${COLUMNS};
  var sums = array<f32, ${quantities}>();
  if (column < u.columns) {
    let end = min(u.rows, (part + 1) * u.share);
    for (var row = part * u.share + lane / ${COLUMNS}; row < end; row += ${LINES}) {
      let values = terms(row, column);
      ${each((q) => `sums[${q}] += values[${q}];`)}
    }
  }
  shared_sums[lane] = sums;
  workgroupBarrier();
  if (lane < ${COLUMNS} && column < u.columns) {
    for (var line = 1; line < ${LINES}; line++) {
      ${each((q) => `sums[${q}] += shared_sums[line * ${COLUMNS} + lane][${q}];`)}
    }
    ${each((q) => `parts[(part * ${quantities} + ${q}) * u.columns + column] = sums[${q}];`)}
  }
}`,
  };
}

/** Result [parts, quantities, columns]; the caller disposes of it. */
export function columnSums(
  backend: WebGPUBackend,
  sums: ColumnSums,
  reads: readonly TensorInfo[],
  { rows, columns, ...more }: { readonly rows: number; readonly columns: number } & Record<string, number>,
): TensorInfo {
  const columnTiles = Math.ceil(columns / COLUMNS);
  const parts = Math.max(1, Math.min(Math.ceil(BUSY / columnTiles), Math.floor(rows / LEAST_ROWS)));
  const share = Math.ceil(rows / parts);
  const result = output(backend, [parts, sums.quantities, columns]);
  const numbers = { ...more, rows, columns, share };
  dispatch(backend, { shader: shaderOf(sums), reads, writes: [result], numbers, tiles: columnTiles * parts });
  return result;
}

const addParts: Shader = {
  key: "add parts",
  threads: 64,
  reads: ["parts"],
  writes: ["whole"],
  ints: ["size", "count"],
  code: `
fn run(tile: i32, lane: i32) {
  let i = tile * 64 + lane;
  if (i >= u.size) { return; }
  var sum = 0.0;
  for (var part = 0; part < u.count; part++) { sum += parts[part * u.size + i]; }
  whole[i] = sum;
}`,
};

/** Adds up [parts, ...shape] along the first axis, and frees it. */
export function sumParts(backend: WebGPUBackend, parts: TensorInfo, shape: readonly number[]): TensorInfo {
  const [count = 1] = parts.shape;
  if (count === 1) return { ...parts, shape: [...shape] };
  const size = shape.reduce((product, each) => product * each, 1);
  const whole = output(backend, shape);
  const numbers = { size, count };
  dispatch(backend, {
    shader: addParts,
    reads: [parts],
    writes: [whole],
    numbers,
    tiles: Math.ceil(size / 64),
  });
  backend.disposeData(parts.dataId);
  return whole;
}

const plain: ColumnSums = {
  key: "x",
  quantities: 1,
  reads: ["x"],
  code: "fn terms(row: i32, column: i32) -> array<f32, 1> { return array<f32, 1>(x[row * u.columns + column]); }",
};

/** Sum over all axes but the last. */
export function sumRows(backend: WebGPUBackend, x: TensorInfo): TensorInfo {
  const columns = x.shape.at(-1) ?? 1;
  const rows = x.shape.slice(0, -1).reduce((product, each) => product * each, 1);
  return sumParts(backend, columnSums(backend, plain, [x], { rows, columns }), [columns]);
}
