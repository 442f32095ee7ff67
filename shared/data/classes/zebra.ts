import type { PictureClass } from "../class-define";
import { sinTurns, smoothstep } from "../draw/math";
import { perlin } from "../draw/noise";

export default {
  id: "zebra",
  name: "Zebra stripes",
  kind: "natural",
  order: 10,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const stripes = random.range(1.2, 1.7);
    const bend = random.range(0.35, 0.55);
    return {
      kind: "texture",
      tone(x, y) {
        const warp = bend * perlin(x0 + 0.9 * x, y0 + 0.9 * y);
        const taper = 0.7 * perlin(x0 + 0.8 * x, y0 + 2.2 * y + 50);
        return smoothstep(-0.25, 0.25, sinTurns(stripes * y + warp) + taper);
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
