import type { PictureClass } from "../class-define";
import { length, sinTurns } from "../draw/math";
import { perlin } from "../draw/noise";

export default {
  id: "ripples",
  name: "Water ripples",
  kind: "natural",
  order: 8,
  create(random) {
    const drops = Array.from({ length: 1 + random.int(2) }, () => ({
      x: random.range(-0.7, 0.7),
      y: random.range(-0.7, 0.7),
      phase: random.next(),
    }));
    const frequency = random.range(2.2, 3.4);
    const x0 = random.range(0, 256);
    return {
      kind: "texture",
      tone(x, y) {
        const sway = 0.12 * perlin(x0 + 1.5 * x, 1.5 * y);
        let height = 0;
        for (const drop of drops) {
          const away = length(x - drop.x, y - drop.y);
          height += sinTurns(away * frequency - drop.phase + sway) / (1 + 0.7 * away);
        }
        return 0.5 + 0.5 * (height / drops.length);
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
