/** Milliseconds of many runs, ordered. */
export type Samples = readonly number[];

/** One line of the bench: what was measured, against what, and by how much it has to win. */
export interface BenchRow {
  readonly id: string;
  readonly title: string;
  measure(): Promise<BenchResult | MissingResult>;
}

export interface BenchResult {
  /** Ours: the median of its runs, or what `unit` says. */
  readonly value: number;
  readonly unit: "ms" | "MiB";
  /** What it is compared with in the same run. */
  readonly rivals?: readonly (Rival | MissingRival)[];
  /** Goals that are no comparison. */
  readonly limits?: readonly Limit[];
}

export interface MissingResult {
  /** Why it was not measured. */
  readonly missing: string;
}

export interface Rival {
  readonly name: string;
  /** In the row's own unit. */
  readonly value: number;
  /** Ours may take so many times as much as the rival: 1/40 asks for forty times as fast. */
  readonly goal: number;
}

export interface MissingRival {
  readonly name: string;
  /** Why it was not measured. */
  readonly missing: string;
}

export interface Limit {
  /** "under 10 ms". */
  readonly text: string;
  readonly met: boolean;
}

export interface Runs {
  readonly warmups: number;
  readonly runs: number;
}

export type Job = (index: number) => unknown;

/** Times `run` so often, after warming up. */
export async function sample(run: Job, runs: Runs): Promise<Samples> {
  const [times = []] = await race([run], runs);
  return times;
}

/** Times several jobs turn by turn, so that whatever else the machine does meets all alike. */
export async function race(jobs: readonly Job[], { warmups, runs }: Runs): Promise<readonly Samples[]> {
  const times: number[][] = jobs.map(() => []);
  for (let index = 0; index < warmups + runs; index++) {
    for (const [which, job] of jobs.entries()) {
      const start = performance.now();
      await job(index);
      if (index >= warmups) times[which]?.push(performance.now() - start);
    }
  }
  return times.map(sorted);
}

export function sorted(times: readonly number[]): Samples {
  return [...times].sort((a, b) => a - b);
}

export function median(samples: Samples): number {
  const middle = Math.floor(samples.length / 2);
  const upper = samples[middle] ?? Number.NaN;
  return samples.length % 2 === 1 ? upper : (upper + (samples[middle - 1] ?? Number.NaN)) / 2;
}
