import type { PictureClass } from "../class-define";
import { box, disc, ring, union, without } from "../draw/distance";

export default {
  id: "key",
  name: "Key",
  kind: "man-made",
  order: 6,
  create(random) {
    const bow = random.range(0.36, 0.44);
    const width = random.range(0.16, 0.2);
    const bit = random.range(0.25, 0.36);
    const head =
      random.next() < 0.5
        ? ring(-0.55, 0, bow - width / 2, width)
        : without(box(-0.55, 0, bow, bow, 0.12), disc(-0.55, 0, bow * 0.5));
    const shaft = box(0.4, 0, 0.6, width / 2);
    const teeth = union(box(0.9, bit / 2, 0.09, bit / 2), box(0.58, bit / 2, 0.09, bit / 2));
    const key = union(head, shaft, teeth);
    return { kind: "object", parts: [{ shape: key, ink: "body" }], canOutline: false, maxTurn: 0.15 };
  },
} satisfies PictureClass;
