import { UserError } from "../base/assert";
import type { Rgb } from "./define";

/** Bytes of red, green and blue, rows from the top. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  /** height·width·3. */
  readonly pixels: Uint8Array;
}

/**
 * The middle of an image at the target's proportions, resampled to it: a triangle filter as wide as a source pixel or a
 * target pixel, whichever is larger, so that shrinking averages and does not alias (as Pillow's bilinear does).
 */
export function resizeToFill(image: RgbImage, height: number, width: number): RgbImage {
  const scale = Math.min(image.width / width, image.height / height);
  const region = {
    left: (image.width - width * scale) / 2,
    top: (image.height - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  };
  return resizeRegion(image, region, height, width);
}

/** A rectangle of an image, in its pixels; its edges may lie between them. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Resamples that part of an image to height×width, with the filter of `resizeToFill`; proportions may change. */
export function resizeRegion(image: RgbImage, region: Region, height: number, width: number): RgbImage {
  const columns = axisTaps(image.width, width, region.width / width, region.left);
  const rows = axisTaps(image.height, height, region.height / height, region.top);
  const narrowed = resampleColumns(image, columns);
  return { width, height, pixels: resampleRows(narrowed, width, rows) };
}

/** An image as decoders give it: 1 channel (grey), 2 (grey, alpha), 3 (RGB) or 4 (RGBA), of 8 or 16 bits. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** height·width·channels. */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/** Grey becomes red, green and blue alike; what shows through is white. Throws a readable error on other data. */
export function toRgb({ width, height, channels, data }: RawImage): RgbImage {
  if (
    !(channels >= 1 && channels <= 4) ||
    width * height === 0 ||
    data.length !== width * height * channels
  ) {
    throw new UserError(
      `The picture has ${data.length} values for ${width}×${height} pixels of ${channels} channels. Expected 1 to 4 channels and at least one pixel.`,
    );
  }
  const white = data instanceof Uint16Array ? 65535 : 255;
  const colours = channels < 3 ? 1 : 3;
  const pixels = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    const alpha = channels > colours ? (data[from + colours] as number) / white : 1;
    for (let channel = 0; channel < 3; channel++) {
      const value = (data[from + (channel % colours)] as number) / white;
      pixels[pixel * 3 + channel] = Math.round(255 * (1 + alpha * (value - 1)));
    }
  }
  return { width, height, pixels };
}

/** Bytes as a network sees them: (value / 255 − mean) / std per channel, in the order they came (N×H×W×3). */
export function toInput(pixels: Uint8Array, mean: Rgb, std: Rgb): Float32Array {
  const input = new Float32Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) {
    const channel = at % 3;
    input[at] = ((pixels[at] as number) / 255 - (mean[channel] as number)) / (std[channel] as number);
  }
  return input;
}

/** The source positions that each target position reads, with their shares, `width` places for each. */
interface Taps {
  readonly count: number;
  readonly width: number;
  readonly firsts: Int32Array;
  readonly shares: Float64Array;
}

function axisTaps(source: number, target: number, scale: number, offset: number): Taps {
  const reach = Math.max(1, scale);
  const width = Math.ceil(2 * reach) + 2;
  const firsts = new Int32Array(target);
  const shares = new Float64Array(target * width);
  for (let index = 0; index < target; index++) {
    const centre = offset + (index + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - reach));
    const taps = Math.min(source, Math.ceil(centre + reach)) - first;
    firsts[index] = first;
    const own = shares.subarray(index * width, index * width + taps);
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const share = Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / reach);
      own[tap] = share;
      sum += share;
    }
    for (let tap = 0; tap < taps; tap++) own[tap] = (own[tap] as number) / sum;
  }
  return { count: target, width, firsts, shares };
}

function resampleColumns({ width, height, pixels }: RgbImage, columns: Taps): Float32Array {
  const { count, width: taps, firsts, shares } = columns;
  const result = new Float32Array(height * count * 3);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < count; column++, at += 3) {
      const from = (row * width + (firsts[column] as number)) * 3;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = 0; tap < taps; tap++) {
        const share = shares[column * taps + tap] as number;
        if (share === 0) continue;
        red += share * (pixels[from + tap * 3] as number);
        green += share * (pixels[from + tap * 3 + 1] as number);
        blue += share * (pixels[from + tap * 3 + 2] as number);
      }
      result[at] = red;
      result[at + 1] = green;
      result[at + 2] = blue;
    }
  }
  return result;
}

function resampleRows(values: Float32Array, width: number, rows: Taps): Uint8Array {
  const { count, width: taps, firsts, shares } = rows;
  const stride = width * 3;
  const result = new Uint8Array(count * stride);
  const sums = new Float64Array(stride);
  for (let row = 0; row < count; row++) {
    sums.fill(0);
    for (let tap = 0; tap < taps; tap++) {
      const share = shares[row * taps + tap] as number;
      if (share === 0) continue;
      const from = ((firsts[row] as number) + tap) * stride;
      for (let at = 0; at < stride; at++)
        sums[at] = (sums[at] as number) + share * (values[from + at] as number);
    }
    for (let at = 0; at < stride; at++) result[row * stride + at] = Math.round(sums[at] as number);
  }
  return result;
}
