import type { PictureClass } from "../class-define";
import { onCircle, polygon } from "../draw/distance";

export default {
  id: "star",
  name: "Star",
  kind: "man-made",
  order: 8,
  create(random) {
    const inner = random.range(0.38, 0.5);
    const points = Array.from({ length: 10 }, (_, index) =>
      onCircle(index % 2 === 0 ? 1 : inner, index / 10 - 0.25),
    );
    return {
      kind: "object",
      parts: [{ shape: polygon(...points), ink: "body" }],
      canOutline: true,
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
