import { defineAugmentation } from "../augment-define";

/** VGG's training scales, [256; 512] for crops of 224 (Simonyan and Zisserman 2015, section 3.1). */
export default defineAugmentation({
  defaults: { kind: "scale-jitter", scales: [256 / 224, 512 / 224] },
  title: "Scale jitter",
  summary: "Enlarges by a random factor and cuts the size out at random, as VGG did.",
  room: ({ scales }) => scales[1],
  view(image, { scales }, random) {
    const scale = random.range(...scales);
    const width = image.width / scale;
    const height = image.height / scale;
    const left = random.range(0, image.width - width);
    const top = random.range(0, image.height - height);
    return { left, top, width, height, mirrored: false };
  },
});
