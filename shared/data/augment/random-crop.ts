import { defineAugmentation } from "../augment-define";

/** 224 of 256 pixels (Krizhevsky et al. 2012, section 4.1). Stands on whole pixels where the images have room for it. */
export default defineAugmentation({
  defaults: { kind: "random-crop", scale: 256 / 224 },
  title: "Random crop",
  summary: "Cuts 224 of every 256 pixels out at random, as AlexNet did.",
  room: ({ scale }) => scale,
  view(image, { scale }, random) {
    const width = Math.round(image.width / scale);
    const height = Math.round(image.height / scale);
    const left = random.int(image.width - width + 1);
    const top = random.int(image.height - height + 1);
    return { left, top, width, height, mirrored: false };
  },
});
