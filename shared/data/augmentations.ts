import { createRandom, mixSeed, type Random } from "../base/random";
import { createRegistry } from "../base/registry";
import type { AugmentationKind, AugmentationSpec } from "../contracts/run";
import type { AugmentationDefinition } from "./augment-define";
import type { RgbImage } from "./resize";
import { type Mask, middleOf, type View, viewImage, viewMask } from "./view";

const rows = import.meta.glob<AugmentationDefinition>("./augment/*.ts", { eager: true, import: "default" });

/** Every augmentation, by its kind. A new file in `augment/` and its spec in the contract are all it takes to add one. */
export const augmentations = createRegistry("augmentation", rows, (row) => row.defaults.kind);

/** Those kinds with their published constants. */
export function augmentationOf(kinds: readonly AugmentationKind[]): readonly AugmentationSpec[] {
  return kinds.map((kind) => augmentations.require(kind).defaults);
}

/** Sides of the images that they cut from, in sides of what the network takes. */
export function roomFor(specs: readonly AugmentationSpec[]): number {
  const rooms = specs.map((spec) => {
    const row = augmentations.require(spec.kind);
    return ("view" in row ? row.room?.(spec) : undefined) ?? 1;
  });
  return Math.max(1, ...rooms);
}

/** Keeps the seed apart from those of weights, data and order. */
const AUGMENT_STREAM = 0xa009;

/** What a training image, of size×size×3 bytes, becomes in one epoch, at the size that the network takes. */
export type Augmenter = (pixels: Uint8Array, index: number) => Uint8Array;

/** From the size of the stored images to that of the network. */
export interface Sizes {
  readonly stored: number;
  readonly taken: number;
}

/**
 * Each image draws from a stream of its own, and each step on it too, so that neither the order nor the size of batches
 * changes what it becomes.
 */
export function createAugmenter(
  specs: readonly AugmentationSpec[],
  { stored, taken }: Sizes,
  seed: number,
  epoch: number,
): Augmenter {
  return (pixels, index) => {
    let image: RgbImage = { width: stored, height: stored, pixels };
    for (const [step, spec] of specs.entries()) {
      image = augmentImage(image, spec, randomFor(seed, epoch, index, step), taken);
    }
    return image.width === taken ? image.pixels : viewImage(image, middleOf(image), taken).pixels;
  };
}

/** What becomes of the masks of the same images, size×size bytes; they move as their images do. */
export function createMaskAugmenter(
  specs: readonly AugmentationSpec[],
  { stored, taken }: Sizes,
  seed: number,
  epoch: number,
): Augmenter {
  return (classes, index) => {
    let mask: Mask = { width: stored, height: stored, classes };
    for (const [step, spec] of specs.entries()) {
      const row = augmentations.require(spec.kind);
      if (!("view" in row)) continue;
      const view = row.view(mask, spec, randomFor(seed, epoch, index, step));
      mask = viewMask(mask, view, sizeAfter(mask.width, view, taken));
    }
    return mask.width === taken ? mask.classes : viewMask(mask, middleOf(mask), taken).classes;
  };
}

/** One step on a square image. */
export function augmentImage(
  image: RgbImage,
  spec: AugmentationSpec,
  random: Random,
  taken: number,
): RgbImage {
  const row = augmentations.require(spec.kind);
  if (!("view" in row)) return row.recolour(image, spec, random);
  const view = row.view(image, spec, random);
  return viewImage(image, view, sizeAfter(image.width, view, taken));
}

function randomFor(seed: number, epoch: number, index: number, step: number): Random {
  return createRandom(mixSeed(seed, epoch, index, step, AUGMENT_STREAM));
}

function sizeAfter(size: number, { width, height }: View, taken: number): number {
  return width === size && height === size ? size : taken;
}
