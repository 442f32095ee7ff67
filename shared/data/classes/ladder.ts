import type { PictureClass } from "../class-define";
import { type Point, stroke, union } from "../draw/distance";

export default {
  id: "ladder",
  name: "Ladder",
  kind: "man-made",
  order: 7,
  create(random) {
    const top = random.range(0.26, 0.36);
    const foot = top + random.range(0, 0.14);
    const rail = random.range(0.13, 0.17);
    const rungs = 4 + random.int(2);
    const half = (y: number): number => top + ((foot - top) * (y + 1)) / 2;
    const left: readonly [Point, Point] = [
      [-top, -1],
      [-foot, 1],
    ];
    const right: readonly [Point, Point] = [
      [top, -1],
      [foot, 1],
    ];
    const steps = Array.from({ length: rungs }, (_, index) => {
      const y = -1 + (2 * (index + 0.5)) / rungs;
      return stroke([-half(y), y], [half(y), y], 0.12);
    });
    return {
      kind: "object",
      parts: [
        { shape: union(...steps), ink: "second" },
        { shape: union(stroke(...left, rail), stroke(...right, rail)), ink: "body" },
      ],
      canOutline: false,
      maxTurn: 0.12,
    };
  },
} satisfies PictureClass;
