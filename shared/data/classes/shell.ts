import type { PictureClass } from "../class-define";
import { angleTurns, type Field, length } from "../draw/math";

export default {
  id: "shell",
  name: "Snail shell",
  kind: "natural",
  order: 3,
  create(random) {
    const growth = random.range(0.5, 0.6);
    const line = random.range(0.09, 0.12);
    /** Edge of the outermost whorl in the direction of a point: one turn further out it is 1/growth as far. */
    const edge: Field = (x, y) => growth + (1 - growth) * angleTurns(x, y);
    const whorls: Field = (x, y) => {
      const radius = length(x, y);
      let level = edge(x, y) * growth;
      let least = 1e9;
      for (let turn = 0; turn < 3; turn++, level *= growth) least = Math.min(least, Math.abs(radius - level));
      return least - line / 2;
    };
    return {
      kind: "object",
      parts: [
        { shape: (x, y) => length(x, y) - edge(x, y), ink: "body" },
        { shape: whorls, ink: "detail" },
      ],
      canOutline: true,
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
