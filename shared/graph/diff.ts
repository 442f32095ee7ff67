/** One place of a plain-data tree that changed. `undefined` stands for "not there". */
export interface Change {
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** What differs between two plain-data trees. Subtrees that are the same object are not looked into. */
export function diff(before: unknown, after: unknown): readonly Change[] {
  const changes: Change[] = [];
  collect(before, after, [], changes);
  return changes;
}

/** Applies changes, sharing all that they do not touch. Keys of records carry no order. */
export function applyChanges<T>(tree: T, changes: readonly Change[]): T {
  return changes.reduce((result, change) => write(result, change.path, change.after) as T, tree);
}

export function invertChanges(changes: readonly Change[]): readonly Change[] {
  return changes.map(({ path, before, after }) => ({ path, before: after, after: before })).reverse();
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function collect(before: unknown, after: unknown, path: readonly string[], into: Change[]): void {
  if (Object.is(before, after)) return;
  if (!isTree(before) || !isTree(after)) {
    if (!sameArray(before, after)) into.push({ path, before, after });
    return;
  }
  for (const key of Object.keys(before)) collect(before[key], after[key], [...path, key], into);
  for (const key of Object.keys(after)) {
    if (!(key in before)) into.push({ path: [...path, key], before: undefined, after: after[key] });
  }
}

function sameArray(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b);
}

function write(tree: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const source: Tree = isTree(tree) ? tree : {};
  const written = rest.length === 0 ? value : write(source[key], rest, value);
  if (written !== undefined) return { ...source, [key]: written };
  const { [key]: _removed, ...others } = source;
  return others;
}
