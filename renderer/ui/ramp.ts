import { DIVERGING, SEQUENTIAL } from "../app/tokens";

export type RampName = "sequential" | "diverging";

const STEPS = 256;

const ramps = { sequential: build(SEQUENTIAL), diverging: build(DIVERGING) };

/** 256 colours from least to most, three bytes each. */
export function rampOf(name: RampName): Uint8Array {
  return ramps[name];
}

/** The ramp for style sheets, from left to right. */
export function rampGradient(name: RampName): string {
  return `linear-gradient(to right, ${(name === "sequential" ? SEQUENTIAL : DIVERGING).join(", ")})`;
}

/** Where on the ramp a number is; outside the range it is at the nearer end, and what is no number at the start. */
export function stepOf(value: number, min: number, max: number): number {
  if (!(max > min)) return 0;
  const share = (value - min) / (max - min);
  return share > 0 ? Math.min(STEPS - 1, Math.floor(share * STEPS)) : 0;
}

function build(stops: readonly string[]): Uint8Array {
  const colours = stops.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  return Uint8Array.from({ length: STEPS * 3 }, (_, index) => {
    const place = (Math.floor(index / 3) / (STEPS - 1)) * (stops.length - 1);
    const below = Math.min(stops.length - 2, Math.floor(place));
    const [from, to] = [colours[below]?.[index % 3] ?? 0, colours[below + 1]?.[index % 3] ?? 0];
    return Math.round(from + (to - from) * (place - below));
  });
}
