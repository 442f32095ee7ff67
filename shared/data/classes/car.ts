import type { PictureClass } from "../class-define";
import { box, disc, polygon, union } from "../draw/distance";

export default {
  id: "car",
  name: "Car",
  kind: "man-made",
  order: 3,
  create(random) {
    const roof = random.range(-0.58, -0.42);
    const front = random.range(0.25, 0.4);
    const back = random.range(0.4, 0.6);
    const wheel = random.range(0.2, 0.26);
    const cabin = polygon([-back - 0.2, 0], [-back, roof], [front, roof], [front + 0.3, 0]);
    const body = union(box(0, 0.15, 1, 0.25, 0.12), cabin);
    const rear = polygon(
      [-back - 0.03, -0.06],
      [-back + 0.07, roof + 0.13],
      [-0.12, roof + 0.13],
      [-0.12, -0.06],
    );
    const windscreen = polygon(
      [0.02, -0.06],
      [0.02, roof + 0.13],
      [front - 0.05, roof + 0.13],
      [front + 0.12, -0.06],
    );
    return {
      kind: "object",
      parts: [
        { shape: body, ink: "body" },
        { shape: union(rear, windscreen), ink: "detail" },
        { shape: disc(-0.52, 0.4, wheel), ink: "second" },
        { shape: disc(0.52, 0.4, wheel), ink: "second" },
      ],
      canOutline: true,
      maxTurn: 0.06,
    };
  },
} satisfies PictureClass;
