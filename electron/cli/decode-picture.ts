import { convertIndexedToRgb, decode as decodePng } from "fast-png";
import jpeg from "jpeg-js";
import { errorMessage, UserError } from "../../shared/base/assert";
import { type PictureKind, pictureKindOf } from "../../shared/data/readers/picture-kind";
import type { RawImage } from "../../shared/data/resize";
import { guardPng } from "./png-guard";

const MAX_JPEG_MEGAPIXELS = 100;

const decoders: Readonly<Record<PictureKind, ((bytes: Uint8Array) => RawImage) | null>> = {
  png: decodeAnyPng,
  jpeg: decodeJpeg,
  // The app reads them, by its browser.
  webp: null,
};

export const PICTURE_ENDINGS: readonly string[] = [".png", ".jpg", ".jpeg"];

/** By its first bytes, whatever it is called. Throws a readable error if it is damaged or something else. */
export function decodePicture(bytes: Uint8Array, path: string): RawImage {
  const kind = pictureKindOf(bytes);
  const decode = kind && decoders[kind];
  if (!decode) {
    const found = kind
      ? `it is in ${kind.toUpperCase()}, which only the app reads`
      : "it is neither PNG nor JPEG";
    throw new UserError(
      `${path} cannot be read as a picture: ${found}. Expected ${PICTURE_ENDINGS.join(", ")}.`,
    );
  }
  try {
    return decode(bytes);
  } catch (thrown) {
    throw new UserError(`${path} cannot be read as a picture: ${errorMessage(thrown)}`);
  }
}

function decodeAnyPng(bytes: Uint8Array): RawImage {
  const png = decodePng(guardPng(bytes));
  const { width, height, channels, depth, data, palette } = png;
  if (palette) return { width, height, channels: palette[0]?.length ?? 3, data: convertIndexedToRgb(png) };
  if (depth >= 8) return { width, height, channels, data };
  const white = 2 ** depth - 1;
  const values = unpacked(data, width, height, depth);
  return { width, height, channels, data: values.map((value) => (value * 255) / white) };
}

/** One value per pixel out of rows of bits, each row beginning at a byte. */
function unpacked(data: ArrayLike<number>, width: number, height: number, depth: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  return Uint8Array.from({ length: width * height }, (_, pixel) => {
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    const byte = data[row * rowBytes + Math.floor((column * depth) / 8)] as number;
    return (byte >> (8 - depth - ((column * depth) % 8))) & (2 ** depth - 1);
  });
}

function decodeJpeg(bytes: Uint8Array): RawImage {
  const limits = { maxResolutionInMP: MAX_JPEG_MEGAPIXELS, maxMemoryUsageInMB: 1024 };
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true, ...limits });
  return { width, height, channels: 4, data };
}
