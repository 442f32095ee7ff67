import type { PictureClass } from "../class-define";
import { box, ellipse, polygon, ring, union, without } from "../draw/distance";

export default {
  id: "cup",
  name: "Cup",
  kind: "man-made",
  order: 4,
  create(random) {
    const top = random.range(0.55, 0.66);
    const foot = top * random.range(0.7, 1);
    const height = random.range(0.62, 0.78);
    const handle = random.range(0.3, 0.38);
    const bowl = polygon(
      [-top - 0.2, -height],
      [top - 0.2, -height],
      [foot - 0.2, height],
      [-foot - 0.2, height],
    );
    const side = (top + foot) / 2 - 0.2;
    const grip = without(ring(side, -0.05, handle, 0.17), box(-0.2, 0, side + 0.2, 1));
    return {
      kind: "object",
      parts: [
        { shape: union(bowl, grip), ink: "body" },
        { shape: ellipse(-0.2, -height, top, random.range(0.12, 0.2)), ink: "second" },
      ],
      canOutline: true,
      maxTurn: 0.08,
    };
  },
} satisfies PictureClass;
