import type { PictureClass } from "../class-define";
import { smoothstep } from "../draw/math";
import { emptyCellView, lookUpCell } from "../draw/noise";

export default {
  id: "cells",
  name: "Cells",
  kind: "natural",
  order: 5,
  create(random) {
    const x0 = random.range(0, 256);
    const y0 = random.range(0, 256);
    const scale = random.range(1.7, 2.4);
    const wall = random.range(0.1, 0.16);
    const nucleus = random.range(0.13, 0.19);
    const view = emptyCellView();
    return {
      kind: "texture",
      tone(x, y) {
        lookUpCell(x0 + x * scale, y0 + y * scale, 0.75, view);
        const membrane = 1 - smoothstep(wall * 0.6, wall * 1.4, view.second - view.nearest);
        const core = 1 - smoothstep(nucleus * 0.7, nucleus * 1.3, view.nearest);
        return Math.max(membrane, 0.8 * core, 0.12 * (view.id / 255));
      },
      maxTurn: 0.5,
    };
  },
} satisfies PictureClass;
