import type { PictureClass } from "../class-define";
import { box, polygon } from "../draw/distance";

export default {
  id: "house",
  name: "House",
  kind: "man-made",
  order: 5,
  create(random) {
    const wall = random.range(0.58, 0.72);
    const eaves = random.range(-0.2, 0);
    const door = random.range(-0.3, 0.3);
    const window = door > 0 ? door - 0.55 : door + 0.55;
    const chimney = random.range(0.3, 0.5);
    return {
      kind: "object",
      parts: [
        { shape: box(chimney, -0.62, 0.11, 0.3), ink: "body" },
        { shape: box(0, (0.9 + eaves) / 2, wall, (0.9 - eaves) / 2), ink: "body" },
        { shape: polygon([-wall - 0.25, eaves], [0, -0.98], [wall + 0.25, eaves]), ink: "second" },
        { shape: box(door, 0.6, 0.16, 0.3), ink: "detail" },
        { shape: box(window, 0.4, 0.14, 0.14), ink: "detail" },
      ],
      canOutline: true,
      maxTurn: 0.06,
    };
  },
} satisfies PictureClass;
