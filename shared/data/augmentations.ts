import { createRandom, mixSeed } from "../base/random";
import { createRegistry } from "../base/registry";
import type { AugmentationKind, AugmentationSpec } from "../contracts/run";
import type { AugmentationDefinition } from "./augment-define";
import type { RgbImage } from "./resize";

const rows = import.meta.glob<AugmentationDefinition>("./augment/*.ts", { eager: true, import: "default" });

/** Every augmentation, by its kind. A new file in `augment/` and its spec in the contract are all it takes to add one. */
export const augmentations = createRegistry("augmentation", rows, (row) => row.defaults.kind);

/** Those kinds with their published constants. */
export function augmentationOf(kinds: readonly AugmentationKind[]): readonly AugmentationSpec[] {
  return kinds.map((kind) => augmentations.require(kind).defaults);
}

/** Keeps the seed apart from those of weights, data and order. */
const AUGMENT_STREAM = 0xa009;

/** What a training image of size×size×3 bytes becomes in one epoch. */
export type Augmenter = (pixels: Uint8Array, index: number) => Uint8Array;

/** Each image draws from a stream of its own, so that neither the order nor the size of batches changes what it becomes. */
export function createAugmenter(
  specs: readonly AugmentationSpec[],
  size: number,
  seed: number,
  epoch: number,
): Augmenter {
  const steps = specs.map((spec) => ({ spec, row: augmentations.require(spec.kind) }));
  return (pixels, index) => {
    const random = createRandom(mixSeed(seed, epoch, index, AUGMENT_STREAM));
    let image: RgbImage = { width: size, height: size, pixels };
    for (const { spec, row } of steps) image = row.apply(image, spec, random);
    return image.pixels;
  };
}
