import type { Profile } from "../../../shared/contracts/inside";

/** One layer's line, its numbers as they are sorted by. */
export interface ProfileRow {
  readonly path: string;
  readonly forwardMs: number;
  readonly backwardMs: number;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  /** Per image. */
  readonly macs: number;
  /** Of the forward pass; null where nothing is counted. */
  readonly gmacsPerSecond: number | null;
  readonly heldBytes: number;
}

export type RowKey = keyof ProfileRow;

export function profileRows({ layers, batch }: Profile): readonly ProfileRow[] {
  const whole = layers.reduce((sum, { forwardMs, backwardMs }) => sum + forwardMs + backwardMs, 0);
  return layers.map(({ path, forwardMs, backwardMs, macs, heldBytes }) => ({
    path,
    forwardMs,
    backwardMs,
    share: whole === 0 ? 0 : (forwardMs + backwardMs) / whole,
    macs,
    gmacsPerSecond: macs === 0 || forwardMs === 0 ? null : (macs * batch) / forwardMs / 1e6,
    heldBytes,
  }));
}

/** Numbers from the largest, names from A, or the other way round. What is not known comes last. */
export function sortRows(
  rows: readonly ProfileRow[],
  key: RowKey,
  isReversed: boolean,
): readonly ProfileRow[] {
  const sign = isReversed ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [left, right] = [a[key], b[key]];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (typeof left === "number" && typeof right === "number") return sign * (right - left);
    return sign * `${left}`.localeCompare(`${right}`, "en", { numeric: true });
  });
}
