/** How one axis is resized: each pixel of the result takes one given pixel, or is mixed of two neighbours. */
export interface Sampling {
  readonly mode: "nearest" | "bilinear";
  /**
   * Where places of the result lie among the given ones: "centres" keeps the edges of the outer pixels, "corners" the
   * centres of the outer pixels, "origin" the top left corner of the first one. Nearest always goes by the origin.
   */
  readonly align: "centres" | "corners" | "origin";
}

/** The given pixels that a place of the result is made of, and the share of the second. */
export interface Sample {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/** As PyTorch's `interpolate` does it (and, by the origin, TensorFlow 1). */
export function samplesAlong(given: number, wanted: number, { mode, align }: Sampling): readonly Sample[] {
  return Array.from({ length: wanted }, (_, index) => {
    if (mode === "nearest") {
      const first = Math.floor((index * given) / wanted);
      return { first, second: first, share: 0 };
    }
    const place = Math.min(Math.max(0, placeOf(index, given, wanted, align)), given - 1);
    const first = Math.floor(place);
    return { first, second: Math.min(first + 1, given - 1), share: place - first };
  });
}

function placeOf(index: number, given: number, wanted: number, align: Sampling["align"]): number {
  if (align === "corners") return wanted > 1 ? (index * (given - 1)) / (wanted - 1) : 0;
  if (align === "origin") return (index * given) / wanted;
  return ((index + 0.5) * given) / wanted - 0.5;
}

/** What a frame around a map repeats: its outermost pixels, or what lies before them, as in a mirror. */
export type BorderMode = "reflect" | "edge";

/** The given pixels along one axis with so many before and behind them; a mirror reaches less far than the axis is long. */
export function bordered(given: number, before: number, after: number, mode: BorderMode): readonly Sample[] {
  return Array.from({ length: before + given + after }, (_, index) => {
    const place = index - before;
    const clamped = Math.min(Math.max(place, 0), given - 1);
    const first = mode === "edge" ? clamped : 2 * clamped - place;
    return { first, second: first, share: 0 };
  });
}
