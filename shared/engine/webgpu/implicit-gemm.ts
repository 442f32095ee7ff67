import type { Shader } from "./dispatch";

/**
 * A product of two matrices that need not lie in memory as such: out[m, n] = Σ over k of left(m, k) · right(k, n),
 * computed in tiles by way of shared memory. The third axis of tiles, `slice`, is the group and, where the sum is
 * divided among workgroups, the part of it.
 */
export interface ImplicitGemm {
  readonly key: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly ints: readonly string[];
  /** Whether neighbours along k, rather than along m or n, lie beside each other in memory: then threads read them. */
  readonly leftAlongDepth: boolean;
  readonly rightAlongDepth: boolean;
  /**
   * WGSL. `place(slice, m)` and `term(slice, k)` say once for a whole tile, as `vec4<i32>`, where a row and a term of
   * the sum look, so that the many reads divide no numbers; `left(place, term)` and `right(term, n)` read, `store(slice,
   * m, n, value)` writes, and the sum goes from `depthFrom(slice)` to `depthTo(slice)`. Beyond the matrix a place and
   * a term is `OUTSIDE`; with either `left` has to be 0.
   */
  readonly code: string;
}

export interface Tile {
  readonly rows: number;
  readonly columns: number;
}

/** How deep into the sum a tile looks at once. */
const DEPTH = 16;

/** Each thread computes so many rows and columns: three vectors read from shared memory for eight multiplied. */
const OWN_ROWS = 8;
const OWN_COLUMNS = 4;

/** Narrow groups have few columns, and idle threads cost as much as busy ones; few sizes, as each is compiled anew. */
export function tileFor(rows: number, columns: number): Tile {
  const width = columns <= 8 ? 8 : columns <= 16 ? 16 : columns <= 32 ? 32 : 64;
  if (rows <= 64) return { rows: rows <= 32 ? 32 : 64, columns: width };
  return { rows: width <= 16 ? 128 : 64, columns: width };
}

export function tilesOf({ rows, columns }: Tile, height: number, width: number, slices: number): number {
  return Math.ceil(height / rows) * Math.ceil(width / columns) * slices;
}

/** Needs the uniforms `rows` and `columns` among its ints: the size of one slice's result. */
export function gemmShader(gemm: ImplicitGemm, tile: Tile): Shader {
  const across = tile.columns / OWN_COLUMNS;
  const threads = across * (tile.rows / OWN_ROWS);
  const own = Array.from({ length: OWN_ROWS }, (_, row) => row);
  return {
    key: `${gemm.key} ${tile.rows}x${tile.columns}`,
    threads,
    reads: gemm.reads,
    writes: gemm.writes,
    ints: gemm.ints,
    code: `
const OUTSIDE = vec4<i32>(-268435456, 0, 0, 0);
var<workgroup> lefts: array<vec4<f32>, ${(DEPTH * tile.rows) / 4}>;
var<workgroup> rights: array<vec4<f32>, ${(DEPTH * tile.columns) / 4}>;
var<workgroup> places: array<vec4<i32>, ${tile.rows}>;
var<workgroup> terms: array<vec4<i32>, ${DEPTH}>;
${gemm.code}
fn setTerms(slice: i32, depth: i32, depthEnd: i32, lane: i32) {
  for (var e = lane; e < ${DEPTH}; e += ${threads}) {
    if (depth + e < depthEnd) { terms[e] = term(slice, depth + e); } else { terms[e] = OUTSIDE; }
  }
}
fn run(tile: i32, lane: i32) {
  let columnTiles = (u.columns + ${tile.columns - 1}) / ${tile.columns};
  let rowTiles = (u.rows + ${tile.rows - 1}) / ${tile.rows};
  let column0 = (tile % columnTiles) * ${tile.columns};
  let row0 = ((tile / columnTiles) % rowTiles) * ${tile.rows};
  let slice = tile / (columnTiles * rowTiles);
  let depthEnd = depthTo(slice);
  let ownColumn = lane % ${across};
  let ownRow = (lane / ${across}) * ${OWN_ROWS};
  for (var e = lane; e < ${tile.rows}; e += ${threads}) {
    if (row0 + e < u.rows) { places[e] = place(slice, row0 + e); } else { places[e] = OUTSIDE; }
  }
  ${own.map((row) => `var sum${row} = vec4<f32>();`).join(" ")}
  for (var depth = depthFrom(slice); depth < depthEnd; depth += ${DEPTH}) {
    setTerms(slice, depth, depthEnd, lane);
    workgroupBarrier();
    ${fillTile("lefts", tile.rows, threads, gemm.leftAlongDepth, "let there = places[first + i]; four[i] = left(there, t);")}
    ${fillTile("rights", tile.columns, threads, gemm.rightAlongDepth, "four[i] = right(t, column0 + first + i);")}
    workgroupBarrier();
    for (var k = 0; k < ${DEPTH}; k++) {
      let b = rights[k * ${tile.columns / 4} + ownColumn];
      ${own
        .filter((row) => row % 4 === 0)
        .map((row) => multiply(row, tile))
        .join("\n      ")}
    }
  }
  // In a loop, which compiles faster than eight copies.
  var sums = array<vec4<f32>, ${OWN_ROWS}>(${own.map((row) => `sum${row}`).join(", ")});
  for (var r = 0; r < ${OWN_ROWS}; r++) { storeRow(slice, row0 + ownRow + r, column0 + ownColumn * 4, sums[r]); }
}
fn storeRow(slice: i32, row: i32, column: i32, values: vec4<f32>) {
  if (row >= u.rows) { return; }
  for (var i = 0; i < 4; i++) {
    if (column + i < u.columns) { store(slice, row, column + i, values[i]); }
  }
}`,
  };
}

function multiply(row: number, tile: Tile): string {
  const sums = ["x", "y", "z", "w"].map((axis, index) => `sum${row + index} += a${row}.${axis} * b;`);
  return `let a${row} = lefts[k * ${tile.rows / 4} + ownRow / 4 + ${row / 4}]; ${sums.join(" ")}`;
}

/** Four neighbours of the wide axis make a vector; threads go along whichever axis lies in memory. */
function fillTile(name: string, size: number, threads: number, alongDepth: boolean, load: string): string {
  const vectors = size / 4;
  const [depth, vector] = alongDepth
    ? [`e % ${DEPTH}`, `e / ${DEPTH}`]
    : [`e / ${vectors}`, `e % ${vectors}`];
  return `
    for (var e = lane; e < ${DEPTH * vectors}; e += ${threads}) {
      let t = terms[${depth}];
      let first = (${vector}) * 4;
      var four = vec4<f32>();
      for (var i = 0; i < 4; i++) { ${load} }
      ${name}[(${depth}) * ${vectors} + ${vector}] = four;
    }`;
}
