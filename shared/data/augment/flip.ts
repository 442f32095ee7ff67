import { defineAugmentation } from "../augment-define";

export default defineAugmentation({
  defaults: { kind: "flip", probability: 0.5 },
  title: "Flip",
  summary: "Mirrors every other image left to right, as AlexNet did.",
  view({ width, height }, { probability }, random) {
    return { left: 0, top: 0, width, height, mirrored: random.next() < probability };
  },
});
