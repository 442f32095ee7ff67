import type { PictureClass } from "../class-define";
import { smoothstep } from "../draw/math";
import { emptyCellView, lookUpCell, perlin } from "../draw/noise";

export default {
  id: "leopard",
  name: "Leopard spots",
  kind: "natural",
  order: 7,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const scale = random.range(2, 2.8);
    const radius = random.range(0.27, 0.32);
    const view = emptyCellView();
    return {
      kind: "texture",
      tone(x, y) {
        const u = x0 + x * scale;
        const v = y0 + y * scale;
        lookUpCell(u, v, 0.55, view);
        if (view.nearest > radius + 0.25) return 0;
        const inside = 0.3 * (1 - smoothstep(radius - 0.05, radius + 0.05, view.nearest));
        const away = Math.abs(view.nearest - radius + 0.08 * perlin(u * 2.2, v * 2.2));
        if (away > 0.15) return inside;
        const gap = perlin(u * 1.3 + 40, v * 1.3);
        return Math.max(inside, 1 - smoothstep(0.06, 0.15, away + 0.3 * Math.max(0, gap - 0.1)));
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
