import type { Proceed } from "../../contracts/inside";

/** Between two words of progress, in milliseconds. */
const PACE_MS = 100;

/** Asks no more often than somebody can read, so that asking costs nothing. */
export function paced(proceed: Proceed): Proceed {
  let last = Number.NEGATIVE_INFINITY;
  return async (done, total) => {
    const now = performance.now();
    if (done < total && now - last < PACE_MS) return true;
    last = now;
    return proceed(done, total);
  };
}
