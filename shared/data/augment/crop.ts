import { defineAugmentation } from "../augment-define";

/** As for CIFAR in He et al. 2016, section 4.2. Padding is black. */
export default defineAugmentation({
  defaults: { kind: "crop", padding: 4 },
  title: "Pad and crop",
  summary: "Pads by four pixels on each side and cuts the size out at random, as ResNet did for CIFAR.",
  view({ width, height }, { padding }, random) {
    const left = random.int(2 * padding + 1) - padding;
    const top = random.int(2 * padding + 1) - padding;
    return { left, top, width, height, mirrored: false };
  },
});
