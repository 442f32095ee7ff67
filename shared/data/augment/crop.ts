import { defineAugmentation } from "../augment-define";

/** As for CIFAR in He et al. 2016, section 4.2. Padding is black. */
export default defineAugmentation({
  defaults: { kind: "crop", padding: 4 },
  title: "Pad and crop",
  summary: "Pads by four pixels on each side and cuts the size out at random, as ResNet did for CIFAR.",
  apply(image, { padding }, random) {
    const { width, height } = image;
    const right = random.int(2 * padding + 1) - padding;
    const down = random.int(2 * padding + 1) - padding;
    const pixels = new Uint8Array(image.pixels.length);
    const from = Math.max(0, right);
    const end = Math.min(width, width + right);
    if (from >= end) return { width, height, pixels };
    for (let row = 0; row < height; row++) {
      const source = row + down;
      if (source < 0 || source >= height) continue;
      const kept = image.pixels.subarray((source * width + from) * 3, (source * width + end) * 3);
      pixels.set(kept, (row * width + from - right) * 3);
    }
    return { width, height, pixels };
  },
});
