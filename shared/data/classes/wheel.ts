import type { PictureClass } from "../class-define";
import { disc, onCircle, ring, stroke, union } from "../draw/distance";

export default {
  id: "wheel",
  name: "Wheel",
  kind: "man-made",
  order: 10,
  create(random) {
    const tyre = random.range(0.16, 0.26);
    const spokes = 5 + random.int(4);
    const width = random.range(0.1, 0.14);
    const start = random.next();
    const lines = Array.from({ length: spokes }, (_, index) =>
      stroke([0, 0], onCircle(0.9, start + index / spokes), width),
    );
    return {
      kind: "object",
      parts: [
        { shape: union(...lines), ink: "second" },
        { shape: ring(0, 0, 1 - tyre / 2, tyre), ink: "body" },
        { shape: disc(0, 0, random.range(0.18, 0.26)), ink: "body" },
      ],
      canOutline: false,
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
