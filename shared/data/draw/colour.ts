import type { Random } from "../../base/random";
import type { Rgb } from "../define";
import { mix } from "./math";

/** Luma of ITU-R BT.601. */
export function luma([red, green, blue]: Rgb): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** Any hue at full value, paled by `saturation`. `hue` in turns. */
export function hueColour(hue: number, saturation: number): Rgb {
  const channel = (shift: number): number => {
    const turn = hue + shift - Math.floor(hue + shift);
    const ramp = Math.abs(turn * 6 - 3) - 1;
    return 1 - saturation * (1 - (ramp < 0 ? 0 : Math.min(ramp, 1)));
  };
  return [channel(0), channel(2 / 3), channel(1 / 3)];
}

/** That colour, darkened or lightened until its luma is `target`. */
export function withLuma(colour: Rgb, target: number): Rgb {
  const own = luma(colour);
  const toward = target < own ? 0 : 1;
  const share = target < own ? 1 - target / own : own < 1 ? (target - own) / (1 - own) : 0;
  return blend(colour, [toward, toward, toward], share);
}

export function blend(from: Rgb, to: Rgb, share: number): Rgb {
  return [mix(from[0], to[0], share), mix(from[1], to[1], share), mix(from[2], to[2], share)];
}

/** A colour of random hue, from grey to at most `vivid`, with the given luma. */
export function randomColour(random: Random, target: number, vivid = 0.85): Rgb {
  return withLuma(hueColour(random.next(), random.range(0, vivid)), target);
}

/** A luma at least `gap` away from `other`, on either side where there is room for both. */
export function contrastingLuma(random: Random, other: number, gap: number): number {
  const [low, high] = [0.06, 0.94];
  const below = Math.max(0, other - gap - low);
  const above = Math.max(0, high - other - gap);
  const at = random.range(0, below + above);
  return at < below ? low + at : other + gap + at - below;
}
