import type { PictureClass } from "../class-define";
import { polygon } from "../draw/distance";

export default {
  id: "arrow",
  name: "Arrow",
  kind: "man-made",
  order: 1,
  create(random) {
    const shaft = random.range(0.14, 0.24);
    const head = random.range(0.5, 0.68);
    const neck = random.range(0.05, 0.3);
    const arrow = polygon(
      [-1, -shaft],
      [neck, -shaft],
      [neck, -head],
      [1, 0],
      [neck, head],
      [neck, shaft],
      [-1, shaft],
    );
    return { kind: "object", parts: [{ shape: arrow, ink: "body" }], canOutline: true, maxTurn: 0.5 };
  },
} satisfies PictureClass;
