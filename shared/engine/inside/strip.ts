import type { Strip } from "../../contracts/inside";
import { isMap, type Shape } from "../../layers/shape";
import { statisticsOf, type Tally } from "./measure";

/** Pixels along the longer side of a tile, and numbers along a vector's. */
const MAP_SIDE = 32;
const VECTOR_SIDE = 64;

/** Small pictures of the `count` channels of one image that vary most, the first `values` of a batch. */
export function stripOf(values: Float32Array, shape: Shape, tallies: readonly Tally[], count: number): Strip {
  if (!isMap(shape) || shape[0] * shape[1] === 1) return vectorStrip(values, tallies.length);
  const [height, width, channels] = shape;
  const shrink = Math.max(1, Math.max(height, width) / MAP_SIDE);
  const size = [height, width].map((side) => Math.max(1, Math.round(side / shrink)));
  const [rows, columns] = size as [number, number];
  const chosen = mostVaried(tallies, count);
  const tiles = chosen.map((channel) => {
    const at = (y: number, x: number): number => values[(y * width + x) * channels + channel] as number;
    return boxAverage(at, [height, width], [rows, columns]);
  });
  return { width: columns, height: rows, channels: chosen, ...scaled(tiles) };
}

function vectorStrip(values: Float32Array, length: number): Strip {
  const columns = Math.min(VECTOR_SIDE, length);
  const tile = boxAverage((_, x) => values[x] as number, [1, length], [1, columns]);
  return { width: columns, height: 1, channels: [], ...scaled([tile]) };
}

/** Channel numbers, the most varied first; equal ones in their order. */
function mostVaried(tallies: readonly Tally[], count: number): readonly number[] {
  const spreads = tallies.map((tally) => statisticsOf(tally).std);
  return [...tallies.keys()]
    .sort((a, b) => (spreads[b] as number) - (spreads[a] as number) || a - b)
    .slice(0, count);
}

type Size = readonly [rows: number, columns: number];

/** Each pixel of the result is the mean of those that it covers. */
function boxAverage(at: (y: number, x: number) => number, from: Size, to: Size): Float32Array {
  const result = new Float32Array(to[0] * to[1]);
  const edge = (index: number, axis: 0 | 1): number => Math.floor((index * from[axis]) / to[axis]);
  for (let row = 0; row < to[0]; row++) {
    for (let column = 0; column < to[1]; column++) {
      let sum = 0;
      let count = 0;
      for (let y = edge(row, 0); y < edge(row + 1, 0); y++) {
        for (let x = edge(column, 1); x < edge(column + 1, 1); x++) {
          sum += at(y, x);
          count++;
        }
      }
      result[row * to[1] + column] = sum / count;
    }
  }
  return result;
}

/** On the scale of all tiles together, so that strong channels look stronger. */
function scaled(tiles: readonly Float32Array[]): Pick<Strip, "data" | "min" | "max"> {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const tile of tiles) {
    for (const value of tile) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const scale = max > min ? 255 / (max - min) : 0;
  const bytes = tiles.flatMap((tile) => Array.from(tile, (value) => Math.round((value - min) * scale)));
  return { data: Uint8Array.from(bytes), min, max };
}
