import { defineAugmentation } from "../augment-define";
import { lumaOf } from "../luma";

/** With the probability of Chen et al. 2020 (SimCLR), appendix A. */
export default defineAugmentation({
  defaults: { kind: "greyscale", probability: 0.2 },
  title: "Greyscale",
  summary: "Takes the colour out of every fifth image.",
  recolour(image, { probability }, random) {
    if (random.next() >= probability) return image;
    const { width, height, pixels: before } = image;
    const pixels = new Uint8Array(before.length);
    for (let at = 0; at < before.length; at += 3) pixels.fill(Math.round(lumaOf(before, at)), at, at + 3);
    return { width, height, pixels };
  },
});
