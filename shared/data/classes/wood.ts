import type { PictureClass } from "../class-define";
import { clamp, smoothstep } from "../draw/math";
import { perlin } from "../draw/noise";

export default {
  id: "wood",
  name: "Wood grain",
  kind: "natural",
  order: 9,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const lines = random.range(3.4, 4.6);
    const knotX = random.range(-0.8, 0.8);
    const knotY = random.range(-0.8, 0.8);
    const flatness = random.range(0.2, 0.4);
    const reach = random.range(0.5, 1.2);
    return {
      kind: "texture",
      tone(x, y) {
        const dx = x - knotX + 0.25 * perlin(x0 + 0.8 * x, y0 + 1.6 * y);
        const dy = y - knotY + 0.12 * perlin(x0 + 0.9 * x + 60, y0 + 1.5 * y);
        // Rings of a flat ellipse at the knot, which far from it open into lines along x.
        const along = (flatness * flatness * dx * dx) / (1 + (dx * dx) / (reach * reach));
        const depth = lines * Math.sqrt(dy * dy + along);
        const season = depth - Math.floor(depth);
        // Late wood darkens slowly and ends at once.
        const grain = season < 0.8 ? (season * season) / 0.64 : (1 - season) / 0.2;
        const fibre = 0.16 * perlin(x0 + 1.5 * x, y0 + 16 * y);
        const heart = 1 - smoothstep(0.2, 0.5, depth);
        return clamp(0.1 + 0.8 * Math.max(grain, heart) + fibre, 0, 1);
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
