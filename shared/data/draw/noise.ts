import { createRandom, shuffledIndices } from "../../base/random";
import { cosTurns, type Field, sinTurns } from "./math";

// One lattice serves every picture; a picture takes its own window of it, so that no table is made per sample.
const period = 256;
const lattice = createRandom(20_121);
const order = shuffledIndices(period, lattice);
const across = Float64Array.from({ length: period }, () => lattice.next());
const down = Float64Array.from({ length: period }, () => lattice.next());
const gradientX = Float64Array.from(across, (turns) => cosTurns(turns));
const gradientY = Float64Array.from(across, (turns) => sinTurns(turns));

function cell(column: number, row: number): number {
  return order[((order[column & 255] as number) + row) & 255] as number;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function slope(index: number, x: number, y: number): number {
  return (gradientX[index] as number) * x + (gradientY[index] as number) * y;
}

/** Gradient noise (Perlin 2002), about −1 to 1, one feature per unit. */
export function perlin(x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - column;
  const dy = y - row;
  const u = fade(dx);
  const a = slope(cell(column, row), dx, dy);
  const b = slope(cell(column + 1, row), dx - 1, dy);
  const c = slope(cell(column, row + 1), dx, dy - 1);
  const d = slope(cell(column + 1, row + 1), dx - 1, dy - 1);
  const top = a + (b - a) * u;
  const bottom = c + (d - c) * u;
  return 1.5 * (top + (bottom - top) * fade(dy));
}

/** Fractal sum of `octaves` of noise, each twice as fine and half as strong; about −1 to 1. */
export function fractal(x: number, y: number, octaves: number): number {
  let sum = 0;
  let strength = 1;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += strength * perlin(x * scale + 17 * octave, y * scale - 31 * octave);
    strength /= 2;
    scale *= 2;
  }
  return sum / (2 - 2 * strength);
}

/** What cellular noise (Worley 1996) knows about a point. */
export interface CellView {
  /** Distances to the nearest seed and to the second nearest. */
  nearest: number;
  second: number;
  /** From the nearest seed to the point. */
  dx: number;
  dy: number;
  /** A number for that seed, 0 to 255. */
  id: number;
}

/** Looks a point up among seeds, one per unit square, moved from its middle by up to `jitter`/2. Fills `view`. */
export function lookUpCell(x: number, y: number, jitter: number, view: CellView): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  let nearest = 1e9;
  let second = 1e9;
  for (let j = row - 1; j <= row + 1; j++) {
    for (let i = column - 1; i <= column + 1; i++) {
      const id = cell(i, j);
      const dx = x - i - 0.5 - jitter * ((across[id] as number) - 0.5);
      const dy = y - j - 0.5 - jitter * ((down[id] as number) - 0.5);
      const square = dx * dx + dy * dy;
      if (square < nearest) {
        second = nearest;
        nearest = square;
        view.dx = dx;
        view.dy = dy;
        view.id = id;
      } else if (square < second) second = square;
    }
  }
  view.nearest = Math.sqrt(nearest);
  view.second = Math.sqrt(second);
}

export function emptyCellView(): CellView {
  return { nearest: 0, second: 0, dx: 0, dy: 0, id: 0 };
}

/** Noise seen through a window of its own: moved by `x`, `y` and finer by `scale`. */
export function noiseWindow(x: number, y: number, scale: number, octaves = 1): Field {
  return (px, py) => fractal(x + px * scale, y + py * scale, octaves);
}
