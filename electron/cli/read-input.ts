import { extname } from "node:path";
import { convertIndexedToRgb, decode as decodePng } from "fast-png";
import jpeg from "jpeg-js";
import { errorMessage, UserError } from "../../shared/base/assert";
import type { Batch } from "../../shared/contracts/engine";
import type { Rgb } from "../../shared/data/define";
import { type RawImage, resizeToFill, toInput, toRgb } from "../../shared/data/resize";
import { readNpy } from "../../shared/formats/npy/read";
import { isMap, type Shape, shapeText } from "../../shared/layers/shape";
import { readBytes } from "./files";

export interface Normalisation {
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** What a network is fed: an array as it stands ([n, c, h, w] or [n, features]), or a picture made to fit. */
export async function readInput(path: string, shape: Shape, normalisation: Normalisation): Promise<Batch> {
  const bytes = await readBytes(path);
  const ending = extname(path).toLowerCase();
  if (ending === ".npy") return arrayInput(bytes, shape);
  const decode = decoders[ending];
  if (!decode) throw new UserError(`${path} is neither an array (.npy) nor a picture (.png, .jpg).`);
  return pictureInput(decodeSafely(path, bytes, decode), shape, normalisation);
}

const decoders: Readonly<Record<string, (bytes: Uint8Array) => RawImage>> = {
  ".png": decodeAnyPng,
  ".jpg": decodeJpeg,
  ".jpeg": decodeJpeg,
};

function decodeAnyPng(bytes: Uint8Array): RawImage {
  const png = decodePng(bytes);
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
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true });
  return { width, height, channels: 4, data };
}

function decodeSafely(path: string, bytes: ArrayBuffer, decode: (bytes: Uint8Array) => RawImage): RawImage {
  try {
    return decode(new Uint8Array(bytes));
  } catch (thrown) {
    throw new UserError(`${path} cannot be read as a picture: ${errorMessage(thrown)}`);
  }
}

function pictureInput(picture: RawImage, shape: Shape, { mean, std }: Normalisation): Batch {
  if (!isMap(shape) || shape[2] !== 3) {
    throw new UserError(
      `The network takes ${shapeText(shape)}, and a picture has three channels. Give it a .npy.`,
    );
  }
  const [height, width] = shape;
  const { pixels } = resizeToFill(toRgb(picture), height, width);
  return { shape: [1, height, width, 3], data: toInput(pixels, mean, std) };
}

/** From channels first, as PyTorch saves them, to channels last. */
function arrayInput(bytes: ArrayBuffer, shape: Shape): Batch {
  const array = readNpy(bytes);
  const wanted = isMap(shape) ? [shape[2], shape[0], shape[1]] : [...shape];
  const [count = 0, ...rest] = array.shape;
  if (count < 1 || rest.join() !== wanted.join()) {
    throw new UserError(
      `The array has shape [${array.shape.join(", ")}]. Expected [n, ${wanted.join(", ")}], n being the number of images.`,
    );
  }
  if (!isMap(shape)) return { shape: array.shape, data: array.data };
  return { shape: [count, ...shape], data: channelsLast(array.data, count, shape[0] * shape[1], shape[2]) };
}

function channelsLast(data: Float32Array, count: number, pixels: number, channels: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < channels; c++) {
      const from = (n * channels + c) * pixels;
      const to = n * channels * pixels + c;
      for (let p = 0; p < pixels; p++) result[to + p * channels] = data[from + p] as number;
    }
  }
  return result;
}
