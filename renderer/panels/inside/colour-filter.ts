import type { Filters } from "../../../shared/contracts/inside";
import type { RgbImage } from "../../../shared/data/resize";

/** A filter that lies on the picture as a small picture itself: zero is mid-grey, `limit` the brightest. */
export function colourFilter({ data, shape }: Filters, filter: number, limit: number): RgbImage {
  const [, channels, height, width] = shape;
  const size = height * width;
  const pixels = new Uint8Array(size * 3);
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const value = data[(filter * channels + channel) * size + pixel] ?? 0;
      pixels[pixel * 3 + channel] = Math.round(127.5 * (1 + value / limit));
    }
  }
  return { width, height, pixels };
}
