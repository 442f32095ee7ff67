import { IGNORED } from "../contracts/run";
import { type Region, type RgbImage, resizeRegion } from "./resize";

/** What a network is shown of an image: a rectangle of it, in its pixels, perhaps as in a mirror. */
export interface View extends Region {
  readonly mirrored: boolean;
}

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** The class of each pixel of an image. */
export interface Mask extends Extent {
  readonly classes: Uint8Array;
}

/** The middle of an image, as large as a square can be. */
export function middleOf({ width, height }: Extent): View {
  const side = Math.min(width, height);
  return { left: (width - side) / 2, top: (height - side) / 2, width: side, height: side, mirrored: false };
}

/** The view as an image of size×size. What lies beyond the image is black; only a view at its own size may reach there. */
export function viewImage(image: RgbImage, view: View, size: number): RgbImage {
  const seen = isAtOwnSize(view, size) ? cut(image, view) : resizeRegion(image, view, size, size);
  return view.mirrored ? mirrored(seen) : seen;
}

/** The same of a mask; a pixel is what lies under its middle, and nobody's beyond the image. */
export function viewMask({ width, height, classes }: Mask, view: View, size: number): Mask {
  const result = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    const y = Math.floor(view.top + ((row + 0.5) * view.height) / size);
    for (let column = 0; column < size; column++) {
      const across = view.mirrored ? size - 1 - column : column;
      const x = Math.floor(view.left + ((across + 0.5) * view.width) / size);
      const isInside = x >= 0 && x < width && y >= 0 && y < height;
      result[row * size + column] = isInside ? (classes[y * width + x] as number) : IGNORED;
    }
  }
  return { width: size, height: size, classes: result };
}

function isAtOwnSize({ left, top, width, height }: View, size: number): boolean {
  return width === size && height === size && Number.isInteger(left) && Number.isInteger(top);
}

function cut(image: RgbImage, { left, top, width, height }: Region): RgbImage {
  if (left === 0 && top === 0 && width === image.width && height === image.height) return image;
  const pixels = new Uint8Array(width * height * 3);
  const from = Math.max(0, left);
  const end = Math.min(image.width, left + width);
  for (let row = 0; row < height && from < end; row++) {
    const source = row + top;
    if (source < 0 || source >= image.height) continue;
    const kept = image.pixels.subarray((source * image.width + from) * 3, (source * image.width + end) * 3);
    pixels.set(kept, (row * width + from - left) * 3);
  }
  return { width, height, pixels };
}

function mirrored({ width, height, pixels }: RgbImage): RgbImage {
  const result = new Uint8Array(pixels.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * width + column) * 3;
      const to = (row * width + width - 1 - column) * 3;
      result[to] = pixels[from] as number;
      result[to + 1] = pixels[from + 1] as number;
      result[to + 2] = pixels[from + 2] as number;
    }
  }
  return { width, height, pixels: result };
}
