import { extname } from "node:path";
import { UserError } from "../../shared/base/assert";
import { channelsFirst } from "../../shared/base/channels-first";
import type { Batch } from "../../shared/contracts/engine";
import type { Rgb } from "../../shared/data/define";
import { type RawImage, resizeToFill, toInput, toRgb } from "../../shared/data/resize";
import type { ImportFormat } from "../../shared/formats/define-import";
import { type NpyArray, readNpy } from "../../shared/formats/npy/read";
import { isMap, type MapShape, type Shape, shapeText } from "../../shared/layers/shape";
import { decodePicture, PICTURE_ENDINGS } from "./decode-picture";
import { readBytes } from "./files";

export interface Normalisation {
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** How arrays are laid out: as the network's own file has it, and with a batch axis or without. */
export interface Arrangement {
  readonly axes: ImportFormat["axes"];
  /** One image by itself, whose answer then has no batch axis either. */
  readonly isSingle: boolean;
}

export interface Input {
  readonly batch: Batch;
  readonly arrangement: Arrangement;
}

interface Taker extends Pick<Arrangement, "axes"> {
  readonly shape: Shape;
  readonly normalisation: Normalisation;
}

/** What a network is fed: an array as it stands, in the axis order of the network's file, or a picture made to fit. */
export async function readInput(path: string, taker: Taker): Promise<Input> {
  const bytes = await readBytes(path);
  const ending = extname(path).toLowerCase();
  if (ending === ".npy") return arrayInput(readNpy(bytes), taker);
  if (!PICTURE_ENDINGS.includes(ending))
    throw new UserError(`${path} is neither an array (.npy) nor a picture (.png, .jpg).`);
  const batch = pictureInput(decodePicture(new Uint8Array(bytes), path), taker);
  return { batch, arrangement: { axes: taker.axes, isSingle: false } };
}

function pictureInput(picture: RawImage, { shape, normalisation: { mean, std } }: Taker): Batch {
  if (!isMap(shape) || shape[2] !== 3) {
    throw new UserError(
      `The network takes ${shapeText(shape)}, and a picture has three channels. Give it a .npy.`,
    );
  }
  const [height, width] = shape;
  const { pixels } = resizeToFill(toRgb(picture), height, width);
  return { shape: [1, height, width, 3], data: toInput(pixels, mean, std) };
}

function arrayInput(array: NpyArray, { shape, axes }: Taker): Input {
  const wanted = !isMap(shape) || axes === "channels-last" ? [...shape] : [shape[2], shape[0], shape[1]];
  // A file that takes features has them as the channels of a single pixel.
  const isPixel = isMap(shape) && shape[0] === 1 && shape[1] === 1;
  const accepted = isPixel ? [wanted, [shape[2]]] : [wanted];
  const fits = (sizes: readonly number[]): boolean => accepted.some((each) => each.join() === sizes.join());
  const isSingle = fits(array.shape);
  const [count = 0, ...rest] = isSingle ? [1, ...array.shape] : array.shape;
  if (count < 1 || !fits(rest)) {
    throw new UserError(
      `The array has shape [${array.shape.join(", ")}]. Expected [n, ${wanted.join(", ")}], n being the number of images, or [${wanted.join(", ")}] for one.`,
    );
  }
  const data =
    isMap(shape) && axes === "channels-first" ? channelsLast(array.data, count, shape) : array.data;
  return { batch: { shape: [count, ...shape], data }, arrangement: { axes, isSingle } };
}

/** What the network made of it, arranged as its input was. */
export function arranged(output: Batch, { axes, isSingle }: Arrangement): NpyArray {
  const { shape, data } = axes === "channels-first" ? channelsFirst(output) : output;
  return { shape: isSingle ? shape.slice(1) : shape, data };
}

function channelsLast(data: Float32Array, count: number, [height, width, channels]: MapShape): Float32Array {
  const pixels = height * width;
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
