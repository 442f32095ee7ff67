import type { PictureClass } from "../class-define";
import { sinTurns } from "../draw/math";
import { perlin } from "../draw/noise";

export default {
  id: "wood",
  name: "Wood grain",
  kind: "natural",
  order: 9,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const lines = random.range(3.2, 4.6);
    const knotX = random.range(-0.8, 0.8);
    const knotY = random.range(-0.8, 0.8);
    const knot = random.range(0.5, 0.9);
    return {
      kind: "texture",
      tone(x, y) {
        const dx = (x - knotX) / 1.8;
        const dy = y - knotY;
        // The grain runs along x and swerves around the knot.
        const swerve = (knot * dy) / (1 + 14 * (dx * dx + dy * dy)) / 0.9;
        const drift = 0.14 * perlin(x0 + 0.5 * x, y0 + 1.2 * y);
        const ringPhase = lines * (y - swerve + drift);
        const saw = ringPhase - Math.floor(ringPhase);
        const fibre = 0.14 * perlin(x0 + 1.5 * x, y0 + 16 * y);
        return Math.min(1, Math.max(0, saw * saw * 0.85 + fibre + 0.08 + 0.04 * sinTurns(0.3 * x)));
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
