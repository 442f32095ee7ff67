import { extname } from "node:path";
import { UserError } from "../../shared/base/assert";
import type { Batch } from "../../shared/contracts/engine";
import type { Rgb } from "../../shared/data/define";
import { type RawImage, resizeToFill, toInput, toRgb } from "../../shared/data/resize";
import { readNpy } from "../../shared/formats/npy/read";
import { isMap, type Shape, shapeText } from "../../shared/layers/shape";
import { decodePicture, PICTURE_ENDINGS } from "./decode-picture";
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
  if (!PICTURE_ENDINGS.includes(ending))
    throw new UserError(`${path} is neither an array (.npy) nor a picture (.png, .jpg).`);
  return pictureInput(decodePicture(new Uint8Array(bytes), path), shape, normalisation);
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
