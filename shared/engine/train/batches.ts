import * as tf from "@tensorflow/tfjs-core";
import { createRandom, mixSeed, shuffledIndices } from "../../base/random";
import type { ImageSet, TrainingImages } from "../../contracts/run";
import { readImages } from "../../data/image-bytes";
import type { Truth } from "./losses/loss";

export interface LabelledBatch extends Truth {
  readonly images: tf.Tensor;
}

/** `row` is the image's place in the batch. */
type Show = (bytes: Uint8Array, index: number, row: number) => Uint8Array;

/** What a network is shown of an image and its mask, all at one size. */
export interface Showing {
  readonly pixels: Show;
  readonly mask: Show;
}

const AS_THEY_ARE: Showing = { pixels: (pixels) => pixels, mask: (mask) => mask };

/** Another order each epoch, the same for the same seed. */
export function epochOrder(set: ImageSet, seed: number, epoch: number): Uint32Array {
  return shuffledIndices(set.count, createRandom(mixSeed(seed, epoch, ORDER_STREAM)));
}

/** Keeps the order's seed apart from those of weights and data. */
const ORDER_STREAM = 0x0bde;

/**
 * Pixels as the network sees them: (value / 255 - mean) / deviation, per channel, with the dataset's constants; changed
 * by `show` before that.
 */
export async function takeBatch(
  set: ImageSet,
  { mean, std }: Pick<TrainingImages, "mean" | "std">,
  indices: ArrayLike<number>,
  show: Showing = AS_THEY_ARE,
): Promise<LabelledBatch> {
  const read = await readImages(set, indices);
  const shown = read.map((pixels, row) => show.pixels(pixels, indices[row] as number, row));
  const stride = shown[0]?.length ?? 0;
  const size = Math.sqrt(stride / 3);
  const values = new Float32Array(indices.length * stride);
  const labels = new Int32Array(indices.length);
  const scale = std.map((deviation) => 1 / (255 * deviation));
  const shift = mean.map((average, channel) => average / (std[channel] as number));
  const [scale0, scale1, scale2] = scale as [number, number, number];
  const [shift0, shift1, shift2] = shift as [number, number, number];
  for (const [row, pixels] of shown.entries()) {
    labels[row] = set.labels[indices[row] as number] as number;
    for (let at = 0; at < stride; at += 3) {
      const to = row * stride + at;
      values[to] = (pixels[at] as number) * scale0 - shift0;
      values[to + 1] = (pixels[at + 1] as number) * scale1 - shift1;
      values[to + 2] = (pixels[at + 2] as number) * scale2 - shift2;
    }
  }
  const images = tf.tensor4d(values, [indices.length, size, size, 3]);
  return { images, labels, ...(set.masks ? { masks: takeMasks(set.masks, set.size, indices, show) } : {}) };
}

function takeMasks(masks: Uint8Array, size: number, indices: ArrayLike<number>, show: Showing): Uint8Array {
  const stride = size * size;
  const shown = Array.from({ length: indices.length }, (_, row) => {
    const index = indices[row] as number;
    return show.mask(masks.subarray(index * stride, (index + 1) * stride), index, row);
  });
  const taken = new Uint8Array(indices.length * (shown[0]?.length ?? 0));
  for (const [row, mask] of shown.entries()) taken.set(mask, row * mask.length);
  return taken;
}
