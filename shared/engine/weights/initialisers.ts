import type { Random } from "../../base/random";
import type { InitialiserKind } from "../../contracts/run";

/** Fills a fresh kernel of that shape, in the order of files. */
type Fill = (data: Float32Array, shape: readonly number[], random: Random) => Float32Array;

/** How kernels are drawn, by the names of their papers. Fans are counted as PyTorch counts them. */
export const INITIALISERS: Readonly<Record<InitialiserKind, Fill>> = {
  /** He et al. 2015: a normal distribution of √(2 / fan-in). */
  "he-normal": (data, shape, random) => fillNormal(data, Math.sqrt(2 / fans(shape).in), random),
  /** Glorot and Bengio 2010, equation 16: evenly within ±√(6 / (fan-in + fan-out)). */
  "glorot-uniform": (data, shape, random) => {
    const bound = Math.sqrt(6 / (fans(shape).in + fans(shape).out));
    return data.map(() => bound * (2 * random.next() - 1));
  },
  /** A normal distribution of 0.01, whatever the fan-in. */
  gaussian: (data, _shape, random) => fillNormal(data, 0.01, random),
  alexnet: (data, _shape, random) => fillNormal(data, 0.01, random),
};

/** What one output sums over, and what one input is part of, in kernels [out, in / groups, height, width] or [out, in]. */
function fans([outs = 1, ins = 1, ...window]: readonly number[]): {
  readonly in: number;
  readonly out: number;
} {
  const pixels = window.reduce((product, size) => product * size, 1);
  return { in: Math.max(1, ins * pixels), out: Math.max(1, outs * pixels) };
}

function fillNormal(data: Float32Array, scale: number, random: Random): Float32Array {
  for (let i = 0; i < data.length; i += 2) {
    // Box-Muller gives two at a time; large nets have a hundred million weights.
    const radius = scale * Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    data[i] = radius * Math.cos(angle);
    if (i + 1 < data.length) data[i + 1] = radius * Math.sin(angle);
  }
  return data;
}
