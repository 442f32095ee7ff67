/** Bins of powers of ten by halves, from 10^MAGNITUDE_FROM on: what lies below is in the first, what lies above in the last. */
export const MAGNITUDE_FROM = -10;
export const MAGNITUDES_PER_DECADE = 2;
export const MAGNITUDE_BINS = 24;

/** Bins from the most negative to the most positive number, zero in the middle one. */
export const SIGNED_BINS = 31;

/** How kernels move, layer by layer. */
export interface LayerReport {
  readonly kind: "layers";
  readonly step: number;
  /** Trained kernels alone, in the order in which data goes through. */
  readonly layers: readonly LayerStatistics[];
}

export interface LayerStatistics {
  readonly path: string;
  /** Of the loss, without weight decay and before clipping. */
  readonly gradient: Spread;
  /** Before the step. */
  readonly weight: Spread;
  /** Root mean square of what the step changed. */
  readonly update: number;
}

/** Where numbers lie. */
export interface Spread {
  /** Root mean square over all of them. Times the root of their count it is their norm. */
  readonly rms: number;
  /** Shares by magnitude; a layer with many numbers is sampled. */
  readonly magnitudes: readonly number[];
  /** Shares by value, from `-reach` to `reach`. */
  readonly signed: readonly number[];
  readonly reach: number;
}

export function spreadOf(values: ArrayLike<number>, rms: number): Spread {
  const magnitudes = new Array<number>(MAGNITUDE_BINS).fill(0);
  const signed = new Array<number>(SIGNED_BINS).fill(0);
  let reach = 0;
  for (let index = 0; index < values.length; index++)
    reach = Math.max(reach, Math.abs(values[index] as number));
  const share = 1 / Math.max(1, values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    add(
      magnitudes,
      Math.floor((Math.log10(Math.abs(value)) - MAGNITUDE_FROM) * MAGNITUDES_PER_DECADE),
      share,
    );
    const place = reach === 0 ? 0.5 : (value / reach + 1) / 2;
    add(signed, Math.floor(place * SIGNED_BINS), share);
  }
  return { rms, magnitudes, signed, reach };
}

function add(bins: number[], at: number, share: number): void {
  const bin = Math.min(bins.length - 1, Math.max(0, at));
  bins[bin] = (bins[bin] ?? 0) + share;
}
