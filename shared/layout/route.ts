import type { Point } from "../graph/document";
import { crosses } from "./geometry";
import type { Rect } from "./types";

/** The straight bit of an edge at either end. */
const STUB = 14;
/** Between an edge that bows out and the cards it passes. */
const CLEARANCE = 18;
/** How many gaps are tried: a person moves on before a perfect line is found. */
const LANES = 12;

/**
 * An orthogonal line from an output (leaving downwards) to an input (entering from above) that passes no obstacle
 * where it can: straight, with one step, or bowing out to the nearer side. Used where the layout engine's own bend
 * points no longer hold, because a person moved a node.
 */
export function routeEdge(from: Point, to: Point, obstacles: readonly Rect[]): readonly Point[] {
  const steps = [to.y - STUB, from.y + STUB, (from.y + to.y) / 2];
  const candidates: (readonly Point[])[] = [];
  if (to.y >= from.y && Math.abs(to.x - from.x) < 0.5) candidates.push([from, to]);
  if (to.y > from.y + STUB) {
    for (const y of steps) candidates.push([from, { x: from.x, y }, { x: to.x, y }, to]);
  }
  for (const lane of lanes(from, to, obstacles)) {
    candidates.push([
      from,
      { x: from.x, y: from.y + STUB },
      { x: lane, y: from.y + STUB },
      { x: lane, y: to.y - STUB },
      { x: to.x, y: to.y - STUB },
      to,
    ]);
  }
  const free = candidates.find((route) => obstacles.every((obstacle) => !crosses(route, obstacle)));
  return free ?? (candidates[candidates.length - 1] as readonly Point[]);
}

/** Beside whatever stands between the two ends, the nearest gap first; at last beside everything. */
function lanes(from: Point, to: Point, obstacles: readonly Rect[]): readonly number[] {
  const top = Math.min(from.y, to.y) - STUB;
  const bottom = Math.max(from.y, to.y) + STUB;
  const between = obstacles.filter(({ y, height }) => y < bottom && y + height > top);
  const left = Math.min(from.x, to.x, ...between.map(({ x }) => x)) - CLEARANCE;
  const right = Math.max(from.x, to.x, ...between.map(({ x, width }) => x + width)) + CLEARANCE;
  const middle = (from.x + to.x) / 2;
  const sides = between.flatMap(({ x, width }) => [x - CLEARANCE, x + width + CLEARANCE]);
  const near = [...sides, left, right].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return [...near.slice(0, LANES), right];
}
