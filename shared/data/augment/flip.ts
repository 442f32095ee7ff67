import { defineAugmentation } from "../augment-define";

export default defineAugmentation({
  defaults: { kind: "flip", probability: 0.5 },
  title: "Flip",
  summary: "Mirrors every other image left to right, as AlexNet did.",
  apply(image, { probability }, random) {
    if (random.next() >= probability) return image;
    const { width, height } = image;
    const pixels = new Uint8Array(image.pixels.length);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const from = (row * width + column) * 3;
        const to = (row * width + width - 1 - column) * 3;
        pixels.set(image.pixels.subarray(from, from + 3), to);
      }
    }
    return { width, height, pixels };
  },
});
