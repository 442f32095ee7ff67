import type { AugmentationSpec, ImageSet } from "../../../shared/contracts/run";
import {
  type Augmenter,
  createAugmenter,
  createMaskAugmenter,
  type Sizes,
} from "../../../shared/data/augmentations";
import type { Sample, SampleOptions } from "../../../shared/data/define";
import { readImages } from "../../../shared/data/image-bytes";
import { datasets } from "../../../shared/data/registry";

export interface SampleAugmenter {
  readonly pixels: Augmenter;
  readonly mask: Augmenter;
}

/** How long drawing may hold up the page before it lets the page have its turn, in milliseconds. */
const SLICE_MS = 8;

/**
 * Draws samples, changed by `augment`, in slices, so that the page stays alive; `onSlice` gets all so far. Ends early
 * when `signal` aborts.
 */
export async function drawSamples(
  dataset: string,
  indices: readonly number[],
  options: SampleOptions,
  augment: SampleAugmenter,
  onSlice: (samples: readonly Sample[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const source = datasets.require(dataset);
  const samples: Sample[] = [];
  let sliceStart = performance.now();
  for (const index of indices) {
    if (signal.aborted) return;
    samples.push(augmented(source.sample(index, options), index, augment));
    if (performance.now() - sliceStart < SLICE_MS) continue;
    onSlice([...samples]);
    await nextTurn();
    sliceStart = performance.now();
  }
  if (!signal.aborted) onSlice(samples);
}

/** Images of people's own, from the start again after the last. */
export async function takeSamples(
  set: ImageSet,
  indices: readonly number[],
  augment: SampleAugmenter,
): Promise<readonly Sample[]> {
  const { count, labels } = set;
  const places = indices.map((index) => index % count);
  const images = await readImages(set, places);
  return images.map((pixels, row) => {
    const at = places[row] as number;
    return augmented({ pixels, label: labels[at] as number }, at, augment);
  });
}

/** As in the first epoch of a run. */
export function sampleAugmenter(
  specs: readonly AugmentationSpec[],
  sizes: Sizes,
  seed: number,
): SampleAugmenter {
  return {
    pixels: createAugmenter(specs, sizes, seed, 1),
    mask: createMaskAugmenter(specs, sizes, seed, 1),
  };
}

function augmented({ pixels, label, mask }: Sample, index: number, augment: SampleAugmenter): Sample {
  const moved = mask ? { mask: augment.mask(mask, index) } : {};
  return { pixels: augment.pixels(pixels, index), label, ...moved };
}

/** RGB bytes as a canvas takes them. */
export function toImageData(pixels: Uint8Array, size: number): ImageData {
  const image = new ImageData(size, size);
  for (let pixel = 0; pixel < size * size; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      image.data[pixel * 4 + channel] = pixels[pixel * 3 + channel] ?? 0;
    }
    image.data[pixel * 4 + 3] = 255;
  }
  return image;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
