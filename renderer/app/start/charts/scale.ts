/** Where a value stands on an axis, in pixels. */
export interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** Logarithmic, with ticks at 1, 2 and 5 times the powers of ten, or the powers alone where there are many. */
export function logScale(values: readonly number[], { from, to }: Extent): Scale {
  const low = Math.min(...values) / 1.25;
  const high = Math.max(...values) * 1.25;
  const at = (value: number): number =>
    from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const step of [1, 2, 5]) ticks.push(step * 10 ** power);
  }
  const inside = ticks.filter((tick) => tick >= low && tick <= high);
  const room = Math.abs(to - from) / 48;
  return { at, ticks: inside.length <= room ? inside : inside.filter(isPowerOfTen) };
}

/** Powers of two, for depths. */
export function doublingScale(values: readonly number[], { from, to }: Extent): Scale {
  const low = Math.min(...values) / 1.15;
  const high = Math.max(...values) * 1.15;
  const at = (value: number): number =>
    from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
  const ticks: number[] = [];
  for (let tick = 2 ** Math.ceil(Math.log2(low)); tick <= high; tick *= 2) ticks.push(tick);
  return { at, ticks };
}

/** From a little below the least to a little above the most, in round steps. */
export function linearScale(values: readonly number[], { from, to }: Extent): Scale {
  const span = Math.max(1, Math.max(...values) - Math.min(...values));
  const low = Math.min(...values) - span * 0.08;
  const high = Math.max(...values) + span * 0.08;
  const step = [1, 2, 5, 10, 20].find((each) => span / each <= 8) ?? 50;
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  return { at: (value) => from + ((value - low) / (high - low)) * (to - from), ticks };
}

function isPowerOfTen(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}
