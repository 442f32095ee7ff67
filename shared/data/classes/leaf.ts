import type { PictureClass } from "../class-define";
import { disc, intersection, stroke, union } from "../draw/distance";

export default {
  id: "leaf",
  name: "Leaf",
  kind: "natural",
  order: 1,
  create(random) {
    // Two discs of this radius meet in a lens of half length 0.85 and half width `width`.
    const width = random.range(0.38, 0.55);
    const radius = (0.85 * 0.85 + width * width) / (2 * width);
    const blade = intersection(disc(-0.12, width - radius, radius), disc(-0.12, radius - width, radius));
    const slant = random.range(0.2, 0.35);
    const veins = [-0.6, -0.25, 0.1].flatMap((x) => {
      const reach = width * (0.75 - 0.35 * Math.abs(x + 0.15));
      return [
        stroke([x + 0.1, 0], [x + 0.1 - slant, reach], 0.07),
        stroke([x + 0.1, 0], [x + 0.1 - slant, -reach], 0.07),
      ];
    });
    return {
      kind: "object",
      parts: [
        { shape: stroke([0.65, 0], [1.05, random.range(-0.2, 0.2)], 0.14, 0.1), ink: "body" },
        { shape: blade, ink: "body" },
        {
          shape: intersection(blade, union(stroke([-0.9, 0], [0.75, 0], 0.06, 0.12), ...veins)),
          ink: "detail",
        },
      ],
      canOutline: true,
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
