import { defineAugmentation } from "../augment-define";

/** As for GoogLeNet (Szegedy et al. 2015, section 6). A crop that sticks out on one side is narrowed to the image. */
export default defineAugmentation({
  defaults: { kind: "resized-crop", areas: [0.08, 1], aspects: [3 / 4, 4 / 3] },
  title: "Resized crop",
  summary: "Stretches a random part, of 8 to 100 % of the area, to the whole size, as GoogLeNet did.",
  view(image, { areas, aspects }, random) {
    const area = random.range(...areas) * image.width * image.height;
    const aspect = random.range(...aspects);
    const width = Math.min(image.width, Math.sqrt(area * aspect));
    const height = Math.min(image.height, Math.sqrt(area / aspect));
    const left = random.range(0, image.width - width);
    const top = random.range(0, image.height - height);
    return { left, top, width, height, mirrored: false };
  },
});
