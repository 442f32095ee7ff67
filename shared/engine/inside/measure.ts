import type { MapStatistics } from "../../contracts/inside";

/** Sums of numbers as they go by. */
export interface Tally {
  count: number;
  sum: number;
  squares: number;
  min: number;
  max: number;
  zeros: number;
}

function emptyTally(): Tally {
  return {
    count: 0,
    sum: 0,
    squares: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    zeros: 0,
  };
}

/** One tally per channel of numbers that lie channels last. */
export function tallyChannels(values: Float32Array, channels: number): readonly Tally[] {
  const tallies = Array.from({ length: channels }, emptyTally);
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const value = values[row + channel] as number;
      const tally = tallies[channel] as Tally;
      tally.count++;
      tally.sum += value;
      tally.squares += value * value;
      if (value < tally.min) tally.min = value;
      if (value > tally.max) tally.max = value;
      if (value === 0) tally.zeros++;
    }
  }
  return tallies;
}

export function joinTallies(tallies: readonly Tally[]): Tally {
  const joined = emptyTally();
  for (const { count, sum, squares, min, max, zeros } of tallies) {
    joined.count += count;
    joined.sum += sum;
    joined.squares += squares;
    joined.min = Math.min(joined.min, min);
    joined.max = Math.max(joined.max, max);
    joined.zeros += zeros;
  }
  return joined;
}

export function statisticsOf({ count, sum, squares, min, max, zeros }: Tally): MapStatistics {
  const mean = sum / count;
  return {
    mean,
    std: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    min,
    max,
    zeros: zeros / count,
  };
}

export function isSilent({ count, zeros }: Tally): boolean {
  return zeros === count;
}

/** Counts in `bins` equal steps from `min` to `max`; all in the first where they are the same. */
export function histogramOf(
  values: Float32Array,
  { min, max }: Pick<Tally, "min" | "max">,
  bins: number,
): readonly number[] {
  const counts = new Array<number>(bins).fill(0);
  const scale = max > min ? bins / (max - min) : 0;
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    // What is no number belongs nowhere.
    if (bin >= 0) counts[bin] = (counts[bin] as number) + 1;
  }
  return counts;
}
