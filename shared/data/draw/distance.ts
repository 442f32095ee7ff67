import { clamp, cosTurns, type Field, length, sinTurns } from "./math";

/**
 * Signed distances: negative inside, zero on the edge, positive outside. x runs right, y down. After Inigo Quilez,
 * "2D distance functions".
 */

export type Point = readonly [x: number, y: number];

export function disc(x: number, y: number, radius: number): Field {
  return (px, py) => length(px - x, py - y) - radius;
}

/** A circle drawn with a pen. `width` is the whole width of the line. */
export function ring(x: number, y: number, radius: number, width: number): Field {
  return (px, py) => Math.abs(length(px - x, py - y) - radius) - width / 2;
}

/** A rectangle about a centre, with corners rounded by `corner`. */
export function box(x: number, y: number, halfWidth: number, halfHeight: number, corner = 0): Field {
  return (px, py) => {
    const dx = Math.abs(px - x) - halfWidth + corner;
    const dy = Math.abs(py - y) - halfHeight + corner;
    const outside = length(Math.max(dx, 0), Math.max(dy, 0));
    const inside = Math.max(dx, dy);
    return outside + Math.min(inside, 0) - corner;
  };
}

/** A line with round ends, `from` and `to` wide at its ends. */
export function stroke([x1, y1]: Point, [x2, y2]: Point, from: number, to = from): Field {
  const dx = x2 - x1;
  const dy = y2 - y1;
  const square = dx * dx + dy * dy;
  return (px, py) => {
    const along = clamp(((px - x1) * dx + (py - y1) * dy) / square, 0, 1);
    return length(px - x1 - dx * along, py - y1 - dy * along) - (from + (to - from) * along) / 2;
  };
}

/** A closed polygon of any form. */
export function polygon(...points: readonly Point[]): Field {
  const count = points.length;
  const xs = Float64Array.from(points, (point) => point[0]);
  const ys = Float64Array.from(points, (point) => point[1]);
  return (px, py) => {
    let square = 1e9;
    let inside = false;
    let x2 = xs[count - 1] as number;
    let y2 = ys[count - 1] as number;
    for (let index = 0; index < count; index++) {
      const x1 = xs[index] as number;
      const y1 = ys[index] as number;
      const ex = x2 - x1;
      const ey = y2 - y1;
      const wx = px - x1;
      const wy = py - y1;
      const along = clamp((wx * ex + wy * ey) / (ex * ex + ey * ey), 0, 1);
      const bx = wx - ex * along;
      const by = wy - ey * along;
      const distance = bx * bx + by * by;
      if (distance < square) square = distance;
      if (y1 > py !== y2 > py && wx < (ex * wy) / ey) inside = !inside;
      x2 = x1;
      y2 = y1;
    }
    return inside ? -Math.sqrt(square) : Math.sqrt(square);
  };
}

/** An ellipse about the origin; near its edge off by little, which is all that drawing needs. */
export function ellipse(x: number, y: number, halfWidth: number, halfHeight: number): Field {
  return (px, py) => {
    const dx = (px - x) / halfWidth;
    const dy = (py - y) / halfHeight;
    const level = length(dx, dy);
    const slope = length(dx / halfWidth, dy / halfHeight);
    return slope === 0 ? -Math.min(halfWidth, halfHeight) : (level * (level - 1)) / slope;
  };
}

export function union(...fields: readonly Field[]): Field {
  return (x, y) => {
    let least = 1e9;
    for (const field of fields) {
      const distance = field(x, y);
      if (distance < least) least = distance;
    }
    return least;
  };
}

export function intersection(a: Field, b: Field): Field {
  return (x, y) => Math.max(a(x, y), b(x, y));
}

export function without(a: Field, b: Field): Field {
  return (x, y) => Math.max(a(x, y), -b(x, y));
}

/** The field turned clockwise on the screen about the origin, then moved. */
export function turned(field: Field, turns: number, x = 0, y = 0): Field {
  const c = cosTurns(turns);
  const s = sinTurns(turns);
  return (px, py) => field(c * (px - x) + s * (py - y), c * (py - y) - s * (px - x));
}

/** The point at `turns` on a circle about the origin. */
export function onCircle(radius: number, turns: number): Point {
  return [radius * cosTurns(turns), radius * sinTurns(turns)];
}
