/**
 * How arrays of a file find their weights. "strict": by name, and all must fit. "name": those whose name and shape agree.
 * "order": each layer takes from the next layer of its shape, whatever names both go by.
 */
export const MATCH_STRATEGIES = ["strict", "name", "order"] as const;
export type MatchStrategy = (typeof MATCH_STRATEGIES)[number];

export interface NamedShape {
  readonly name: string;
  /** In PyTorch's axis order. */
  readonly shape: readonly number[];
}

/** What came of it. Each weight of the network is in one of the first three lists. */
export interface MatchReport {
  readonly strategy: MatchStrategy;
  /** `from` is the array's name in the file. */
  readonly matched: readonly { readonly name: string; readonly from: string }[];
  /** Weights that the file has nothing for. */
  readonly missing: readonly NamedShape[];
  /** Weights whose array is of another shape: `found`. */
  readonly mismatched: readonly (NamedShape & { readonly found: readonly number[] })[];
  /** Arrays that no weight took. */
  readonly unexpected: readonly NamedShape[];
}

/** Whether every weight has its array, and every array its weight. */
export function isWhole({ missing, mismatched, unexpected }: MatchReport): boolean {
  return missing.length + mismatched.length + unexpected.length === 0;
}
