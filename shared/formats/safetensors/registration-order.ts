interface NamedModule {
  readonly name: string;
  readonly arrays: ReadonlyMap<string, string>;
}

/** The layer that an array belongs to: "layer1.0.conv1" of "layer1.0.conv1.weight". */
export function moduleOf(fullName: string): string {
  const end = fullName.lastIndexOf(".");
  return end < 0 ? "" : fullName.slice(0, end);
}

/**
 * Layers in the order in which PyTorch came to know them. That is the order of a `state_dict`, but the usual writer of
 * safetensors sorts arrays by name, so where they stand sorted the order is told from the names as people give them:
 * numbers count as numbers, conv1 and bn1 go before conv2, and names without a number ("downsample", "fc") come last.
 */
export function inRegistrationOrder<M extends NamedModule>(
  modules: readonly M[],
  dimensions: (array: string) => number,
): readonly M[] {
  const names = modules.map(({ name }) => name);
  if (!isSorted(names)) return modules;
  const ranks = new Map(modules.map(({ name, arrays }) => [name, rankOf([...arrays.values()], dimensions)]));
  const rank = (path: string): number => ranks.get(path) ?? LAST_RANK;
  return [...modules].sort((a, b) => comparePaths(a.name.split("."), b.name.split("."), rank));
}

/** Containers come after the layers that share their number: conv1, bn1, layer1. */
const LAST_RANK = 2;

function rankOf(arrays: readonly string[], dimensions: (array: string) => number): number {
  return Math.max(...arrays.map(dimensions)) > 2 ? 0 : 1;
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, index) => index === 0 || (names[index - 1] as string) <= name);
}

function comparePaths(a: readonly string[], b: readonly string[], rank: (path: string) => number): number {
  const shared = a.findIndex((segment, index) => segment !== b[index]);
  if (shared < 0) return a.length - b.length;
  const [left, right] = [a[shared], b[shared]];
  if (left === undefined || right === undefined) return a.length - b.length;
  const [number, other] = [numberIn(left), numberIn(right)];
  if (number !== other) return number < other ? -1 : 1;
  const ranks = rank(a.slice(0, shared + 1).join(".")) - rank(b.slice(0, shared + 1).join("."));
  return ranks !== 0 ? ranks : left.localeCompare(right, "en", { numeric: true });
}

/** The only number in a name, at its end: 1 of "conv1", "10" and not of "Mixed_5b". */
function numberIn(segment: string): number {
  const match = /^\D*(\d+)$/.exec(segment);
  return match ? Number(match[1]) : Number.POSITIVE_INFINITY;
}
