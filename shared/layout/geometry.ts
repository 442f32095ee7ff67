import type { Point } from "../graph/document";
import type { Rect } from "./types";

export function add(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

export function subtract(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y };
}

export function samePoint(a: Point | undefined, b: Point | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a.x - b.x) < 0.5 && Math.abs(a.y - b.y) < 0.5;
}

export function shifted(rect: Rect, by: Point): Rect {
  return { ...rect, x: rect.x + by.x, y: rect.y + by.y };
}

export function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function contains(rect: Rect, { x, y }: Point): boolean {
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}

/** The smallest rectangle around points and rectangles; null around nothing. */
export function hullOf(rects: Iterable<Rect>): Rect | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether an orthogonal line passes through the inside of a rectangle. */
export function crosses(route: readonly Point[], rect: Rect): boolean {
  for (let index = 1; index < route.length; index++) {
    const a = route[index - 1] as Point;
    const b = route[index] as Point;
    const segment = {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    };
    if (
      overlaps({ ...segment, width: segment.width + 0.01, height: segment.height + 0.01 }, grown(rect, -1))
    ) {
      return true;
    }
  }
  return false;
}

/** The distance from a point to a line of segments. */
export function distanceToRoute(route: readonly Point[], point: Point): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < route.length; index++) {
    nearest = Math.min(nearest, distanceToSegment(route[index - 1] as Point, route[index] as Point, point));
  }
  return nearest;
}

/** The point of a line of segments that is nearest to another. */
export function nearestOnRoute(route: readonly Point[], point: Point): Point {
  let best = route[0] ?? point;
  for (let index = 1; index < route.length; index++) {
    const on = nearestOnSegment(route[index - 1] as Point, route[index] as Point, point);
    const isNearer =
      Math.hypot(on.x - point.x, on.y - point.y) < Math.hypot(best.x - point.x, best.y - point.y);
    if (isNearer) best = on;
  }
  return best;
}

function distanceToSegment(a: Point, b: Point, point: Point): number {
  const on = nearestOnSegment(a, b, point);
  return Math.hypot(on.x - point.x, on.y - point.y);
}

function nearestOnSegment(a: Point, b: Point, point: Point): Point {
  const along = subtract(b, a);
  const length = along.x * along.x + along.y * along.y;
  const raw = length === 0 ? 0 : ((point.x - a.x) * along.x + (point.y - a.y) * along.y) / length;
  const share = Math.max(0, Math.min(1, raw));
  return { x: a.x + share * along.x, y: a.y + share * along.y };
}

/** Where a label stands: at the middle of the longest piece of a line. */
export function labelPlace(route: readonly Point[]): Point & { readonly isVertical: boolean } {
  let best = { x: route[0]?.x ?? 0, y: route[0]?.y ?? 0, isVertical: true };
  let longest = -1;
  for (let index = 1; index < route.length; index++) {
    const a = route[index - 1] as Point;
    const b = route[index] as Point;
    const length = Math.hypot(a.x - b.x, a.y - b.y);
    if (length <= longest) continue;
    longest = length;
    best = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, isVertical: Math.abs(a.x - b.x) < Math.abs(a.y - b.y) };
  }
  return best;
}

export function turnedPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}

export function turnedRect({ x, y, width, height }: Rect): Rect {
  return { x: y, y: x, width: height, height: width };
}
