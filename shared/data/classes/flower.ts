import type { PictureClass } from "../class-define";
import { disc, ellipse, turned, union } from "../draw/distance";

export default {
  id: "flower",
  name: "Flower",
  kind: "natural",
  order: 2,
  create(random) {
    const petals = 5 + random.int(4);
    const width = random.range(1.15, 1.5) / petals;
    const length = random.range(0.36, 0.42);
    const petal = ellipse(1 - length, 0, length, width);
    const corolla = Array.from({ length: petals }, (_, index) => turned(petal, index / petals));
    return {
      kind: "object",
      parts: [
        { shape: union(...corolla), ink: "body" },
        { shape: disc(0, 0, random.range(0.26, 0.36)), ink: "detail" },
      ],
      canOutline: true,
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
