import type { PictureClass } from "../class-define";
import { polygon, stroke } from "../draw/distance";

export default {
  id: "boat",
  name: "Sailing boat",
  kind: "man-made",
  order: 2,
  create(random) {
    const deck = random.range(0.4, 0.5);
    const keel = random.range(0.4, 0.55);
    const mast = random.range(-0.12, 0.05);
    const main = random.range(0.6, 0.8);
    const jib = random.range(0.4, 0.6);
    const hull = polygon([-0.95, deck], [0.95, deck], [keel, 0.9], [-keel, 0.9]);
    return {
      kind: "object",
      parts: [
        { shape: stroke([mast, -1], [mast, deck], 0.1), ink: "body" },
        {
          shape: polygon([mast + 0.1, -0.95], [mast + main, deck - 0.14], [mast + 0.1, deck - 0.14]),
          ink: "second",
        },
        {
          shape: polygon([mast - 0.1, -0.7], [mast - 0.1, deck - 0.14], [mast - jib, deck - 0.14]),
          ink: "second",
        },
        { shape: hull, ink: "body" },
      ],
      canOutline: true,
      maxTurn: 0.06,
    };
  },
} satisfies PictureClass;
