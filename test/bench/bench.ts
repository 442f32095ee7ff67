/** Milliseconds of many runs, ordered. */
export type Samples = readonly number[];

/** One line of the bench: what was measured, against what, and by how much it has to win. */
export interface BenchRow {
  readonly id: string;
  readonly title: string;
  measure(): Promise<BenchResult>;
}

export interface BenchResult {
  /** Median milliseconds of ours. */
  readonly ms: number;
  /** Median milliseconds of what it is compared with in the same run, and its name; null where a time is the goal. */
  readonly against: { readonly name: string; readonly ms: number } | null;
  readonly goal: string;
  readonly met: boolean;
}

/** Times `run` so often, after warming up. */
export async function sample(
  run: (index: number) => void | Promise<void>,
  { warmups, runs }: { readonly warmups: number; readonly runs: number },
): Promise<Samples> {
  const times: number[] = [];
  for (let index = 0; index < warmups + runs; index++) {
    const start = performance.now();
    await run(index);
    if (index >= warmups) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

export function median(samples: Samples): number {
  const middle = Math.floor(samples.length / 2);
  const upper = samples[middle] ?? Number.NaN;
  return samples.length % 2 === 1 ? upper : (upper + (samples[middle - 1] ?? Number.NaN)) / 2;
}
