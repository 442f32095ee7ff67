import { entering, type Item, leaving, type Readers } from "./items";
import { kindOf } from "./makes";
import { countWeighted } from "./roles";

const FEWEST_WEIGHTED = 2;
const FEWEST_ALIKE = 3;

export interface Run {
  readonly items: readonly Item[];
  /** Whether it is one of several of its kind, as the layers of a dense block are. */
  readonly isAlike: boolean;
}

/** Chains whose members only the next one reads, for a thicket in which other values are read again later. */
export function straightRuns(items: readonly Item[], readers: Readers): readonly Run[] {
  const runs = runsOf(items, readers);
  const kinds = runs.map((run) => (countWeighted(run) < FEWEST_WEIGHTED ? "" : kindOf(run)));
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return runs.map((run, index) => {
    const kind = kinds[index] as string;
    return { items: run, isAlike: kind !== "" && (counts.get(kind) ?? 0) >= FEWEST_ALIKE };
  });
}

function runsOf(items: readonly Item[], readers: Readers): readonly (readonly Item[])[] {
  const runs: Item[][] = [];
  /** By the value that ends them, where a single reader may go on. */
  const open = new Map<number, Item[]>();
  for (const item of items) {
    const sources = entering(item);
    const [result, other] = leaving(item);
    const before = sources.length === 1 ? open.get(sources[0] as number) : undefined;
    const run = before ?? [];
    if (!before) runs.push(run);
    run.push(item);
    const isJoint = sources.length !== 1 || result === undefined || other !== undefined;
    if (!isJoint && readers.of(result).length === 1) open.set(result, run);
  }
  return runs;
}
