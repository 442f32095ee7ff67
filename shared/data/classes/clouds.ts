import type { PictureClass } from "../class-define";
import { smoothstep } from "../draw/math";
import { fractal } from "../draw/noise";

export default {
  id: "clouds",
  name: "Clouds",
  kind: "natural",
  order: 6,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const scale = random.range(0.8, 1.3);
    const cover = random.range(-0.15, 0.1);
    return {
      kind: "texture",
      tone(x, y) {
        const billow = fractal(x0 + x * scale, y0 + y * scale * 1.5, 4);
        const cloud = smoothstep(cover - 0.12, cover + 0.45, billow);
        return 0.12 * (y + 1) * (1 - cloud) + cloud;
      },
      maxTurn: 0.03,
    };
  },
} satisfies PictureClass;
