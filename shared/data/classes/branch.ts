import type { Random } from "../../base/random";
import type { PictureClass } from "../class-define";
import { type Point, stroke, union } from "../draw/distance";
import { cosTurns, type Field, sinTurns } from "../draw/math";

/** A limb and, at its end, two thinner ones, to the given depth. */
function grow(
  from: Point,
  turns: number,
  reach: number,
  width: number,
  depth: number,
  random: Random,
): readonly Field[] {
  const to: Point = [from[0] + reach * cosTurns(turns), from[1] + reach * sinTurns(turns)];
  const limb = stroke(from, to, width, width * 0.72);
  if (depth === 0) return [limb];
  const spread = random.range(0.06, 0.1);
  const lean = random.range(-0.03, 0.03);
  const twigs = [-spread, spread].flatMap((side) =>
    grow(to, turns + lean + side, reach * random.range(0.68, 0.82), width * 0.72, depth - 1, random),
  );
  return [limb, ...twigs];
}

export default {
  id: "branch",
  name: "Bare tree",
  kind: "natural",
  order: 4,
  create(random) {
    const limbs = grow(
      [0, 0.98],
      -0.25 + random.range(-0.02, 0.02),
      random.range(0.6, 0.72),
      0.22,
      3,
      random,
    );
    return {
      kind: "object",
      parts: [{ shape: union(...limbs), ink: "body" }],
      canOutline: false,
      maxTurn: 0.08,
    };
  },
} satisfies PictureClass;
