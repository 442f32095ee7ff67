import type { Random } from "../../base/random";
import { defineAugmentation } from "../augment-define";
import { lumaOf } from "../luma";

/** Brightness, then contrast about the image's mean luma, then saturation, each by a factor about 1. */
export default defineAugmentation({
  defaults: { kind: "colour", brightness: 0.4, contrast: 0.4, saturation: 0.4 },
  title: "Colour jitter",
  summary: "Changes brightness, contrast and saturation by up to 40 % either way.",
  recolour(image, { brightness, contrast, saturation }, random) {
    const bright = factor(brightness, random);
    const contrasted = factor(contrast, random);
    const saturated = factor(saturation, random);
    const { width, height, pixels: before } = image;
    const middle = bright * meanLuma(before);
    const pixels = new Uint8Array(before.length);
    for (let at = 0; at < before.length; at += 3) {
      const luma = middle + contrasted * (bright * lumaOf(before, at) - middle);
      for (let channel = 0; channel < 3; channel++) {
        const value = middle + contrasted * (bright * (before[at + channel] as number) - middle);
        pixels[at + channel] = Math.round(Math.min(255, Math.max(0, luma + saturated * (value - luma))));
      }
    }
    return { width, height, pixels };
  },
});

function factor(reach: number, random: Random): number {
  return random.range(Math.max(0, 1 - reach), 1 + reach);
}

function meanLuma(pixels: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < pixels.length; at += 3) sum += lumaOf(pixels, at);
  return sum / (pixels.length / 3);
}
