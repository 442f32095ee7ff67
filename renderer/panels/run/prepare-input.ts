import { UserError } from "../../../shared/base/assert";
import type { Batch } from "../../../shared/contracts/engine";
import { type RgbImage, resizeToFill } from "../../../shared/data/resize";
import { type MapShape, shapeText } from "../../../shared/layers/shape";
import type { Normalisation } from "../../state/model";

export interface PreparedInput {
  /** What the network sees, before its numbers are normalised; grey where it takes one channel. */
  readonly seen: RgbImage;
  /** 1×H×W×C. */
  readonly batch: Batch;
}

/** A picture as the batch of one that a network takes: cropped to its middle, resized, normalised as in training. */
export function prepareInput(
  picture: RgbImage,
  input: MapShape,
  normalisation: Normalisation,
): PreparedInput {
  const [height, width, channels] = input;
  if (channels !== 1 && channels !== 3) {
    throw new UserError(
      `The network takes ${shapeText(input)}, and a picture has 3 channels, or 1 in grey. Change the input's channels.`,
    );
  }
  const resized = resizeToFill(picture, height, width);
  const seen = channels === 3 ? resized : { ...resized, pixels: greyed(resized.pixels) };
  const { mean, std } = channels === 3 ? normalisation : averaged(normalisation);
  const data = new Float32Array(height * width * channels);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = (seen.pixels[pixel * 3 + channel] ?? 0) / 255;
      data[pixel * channels + channel] = (value - (mean[channel] ?? 0)) / (std[channel] ?? 1);
    }
  }
  return { seen, batch: { shape: [1, height, width, channels], data } };
}

/** Luma of ITU-R BT.601, on all three channels. */
function greyed(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    grey.fill(Math.round(0.299 * red + 0.587 * green + 0.114 * blue), at, at + 3);
  }
  return grey;
}

function averaged({ mean, std }: Normalisation): Normalisation {
  const average = ([red, green, blue]: Normalisation["mean"]): Normalisation["mean"] => {
    const value = (red + green + blue) / 3;
    return [value, value, value];
  };
  return { mean: average(mean), std: average(std) };
}
