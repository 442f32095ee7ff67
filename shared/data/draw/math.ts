/**
 * Only + − × ÷, `Math.sqrt`, `Math.floor` and comparisons are the same to the last bit in every JavaScript engine, so
 * the drawing code takes its circular functions from here. Angles are in turns: 1 is a full circle, which makes the
 * reduction of the argument exact.
 */

/** A number for each point of the plane: a signed distance, a tone from 0 to 1, a noise. */
export type Field = (x: number, y: number) => number;

export function sinTurns(turns: number): number {
  let t = turns - Math.floor(turns + 0.5);
  if (t > 0.25) t = 0.5 - t;
  else if (t < -0.25) t = -0.5 - t;
  const x = 6.283185307179586 * t;
  const s = x * x;
  // Taylor series to x¹¹: off by less than 6e-8 on a quarter turn.
  return x * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110)))));
}

export function cosTurns(turns: number): number {
  return sinTurns(turns + 0.25);
}

/** Direction of a point seen from the origin, 0 to 1 turns, from the x axis towards the y axis. */
export function angleTurns(x: number, y: number): number {
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  if (ax === 0 && ay === 0) return 0;
  const z = ax < ay ? ax / ay : ay / ax;
  const s = z * z;
  // Abramowitz and Stegun 4.4.47, off by less than 1e-5 radians.
  const radians = z * (0.999866 + s * (-0.3302995 + s * (0.180141 + s * (-0.085133 + s * 0.0208351))));
  let turns = radians / 6.283185307179586;
  if (ax < ay) turns = 0.25 - turns;
  if (x < 0) turns = 0.5 - turns;
  return y < 0 ? 1 - turns : turns;
}

export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

export function clamp(value: number, low: number, high: number): number {
  return value < low ? low : Math.min(value, high);
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from), 0, 1);
  return t * t * (3 - 2 * t);
}
