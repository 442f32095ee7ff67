import { expect, it } from "vitest";
import {
  box,
  disc,
  ellipse,
  intersection,
  polygon,
  ring,
  stroke,
  turned,
  union,
  without,
} from "../../../../shared/data/draw/distance";
import type { Field } from "../../../../shared/data/draw/math";

const square = polygon([-1, -1], [1, -1], [1, 1], [-1, 1]);

const cases: readonly (readonly [string, Field, number, number, number])[] = [
  ["middle of a disc", disc(1, 0, 2), 1, 0, -2],
  ["outside a disc", disc(0, 0, 2), 3, 4, 3],
  ["middle of a ring's line", ring(0, 0, 5, 2), 3, 4, -1],
  ["middle of a ring", ring(0, 0, 5, 2), 0, 0, 4],
  ["inside a box", box(0, 0, 2, 1), 0, 0.5, -0.5],
  ["beyond a box's corner", box(0, 0, 2, 1), 5, 5, 5],
  ["beyond a rounded corner", box(0, 0, 2, 2, 1), 4, 5, 4],
  ["beside a line", stroke([0, 0], [4, 0], 2), 2, 3, 2],
  ["past the end of a line", stroke([0, 0], [4, 0], 2), 7, 4, 4],
  ["past the thin end of a taper", stroke([0, 0], [4, 0], 4, 2), 7, 0, 2],
  ["inside a polygon", square, 0.25, 0, -0.75],
  ["beyond a polygon's corner", square, 4, 5, 5],
  ["in the notch of a polygon", polygon([0, 0], [4, 0], [4, 4], [2, 1], [0, 4]), 2, 2, 1 / Math.sqrt(13 / 4)],
  ["on an ellipse", ellipse(0, 0, 2, 1), 2, 0, 0],
  ["middle of an ellipse", ellipse(0, 0, 2, 1), 0, 0, -1],
  ["nearer of two", union(disc(0, 0, 1), disc(5, 0, 1)), 3.5, 0, 0.5],
  ["in both", intersection(disc(0, 0, 2), disc(1, 0, 2)), 0, 0, -1],
  ["in a hole", without(disc(0, 0, 2), disc(0, 0, 1)), 0, 0, 1],
  ["right of a bar turned a quarter clockwise", turned(box(0, 0, 3, 1), 0.25), 2, 0, 1],
  ["below the middle of a bar turned and moved", turned(box(0, 0, 3, 1), 0.25, 10, 10), 10, 12, -1],
];

it.each(cases)("%s", (_where, shape, x, y, expected) => {
  expect(shape(x, y)).toBeCloseTo(expected, 5);
});
