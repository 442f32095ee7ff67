import { UserError } from "./assert";

export interface Registry<T> {
  readonly all: readonly T[];
  get(id: string): T | undefined;
  /** Throws a readable error that names near misses. */
  require(id: string): T;
}

/** Collects the files of a catalogue and refuses two with one id, or one whose file is named otherwise. */
export function createRegistry<T>(
  what: string,
  files: Readonly<Record<string, T>>,
  idOf: (row: T) => string,
): Registry<T> {
  const byId = new Map<string, T>();
  for (const [file, row] of Object.entries(files)) {
    if (!row) throw new Error(`${file} has no default export`);
    const id = idOf(row);
    if (byId.has(id)) throw new Error(`Two files define the ${what} "${id}"; ${file} is the second`);
    byId.set(id, row);
  }
  return {
    all: [...byId.values()],
    get: (id) => byId.get(id),
    require: (id) => {
      const row = byId.get(id);
      if (row === undefined) throw new UserError(unknownIdMessage(what, id, [...byId.keys()]));
      return row;
    },
  };
}

export function unknownIdMessage(what: string, id: string, known: readonly string[]): string {
  const near = nearest(id, known);
  return `There is no ${what} "${id}".${near ? ` Did you mean "${near}"?` : ` Known: ${known.join(", ")}.`}`;
}

function nearest(id: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(id, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, id.length / 3) ? best.candidate : undefined;
}

/** Levenshtein distance; ids are short. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substituted = (previous[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(
        Math.min(substituted, (previous[column] as number) + 1, (current[column - 1] as number) + 1),
      );
    }
    previous = current;
  }
  return previous[b.length] as number;
}
