import type { PictureClass } from "../class-define";
import { box, disc, ellipse, intersection, ring, stroke, union, without } from "../draw/distance";

export default {
  id: "umbrella",
  name: "Umbrella",
  kind: "man-made",
  order: 9,
  create(random) {
    const rim = random.range(-0.1, 0.05);
    const height = random.range(0.75, 0.95);
    const hook = random.range(0.17, 0.22);
    const dome = intersection(ellipse(0, rim, 1, height), box(0, rim - 1, 2, 1));
    const scallop = 0.21;
    const scallops = [-0.75, -0.25, 0.25, 0.75].map((x) => disc(x, rim + 0.08, scallop));
    const crook = without(ring(hook, 0.75, hook, 0.13), box(hook, 0.45, 1, 0.3));
    return {
      kind: "object",
      parts: [
        { shape: union(stroke([0, rim - height - 0.08], [0, 0.75], 0.13), crook), ink: "second" },
        { shape: without(dome, union(...scallops)), ink: "body" },
      ],
      canOutline: false,
      maxTurn: 0.1,
    };
  },
} satisfies PictureClass;
