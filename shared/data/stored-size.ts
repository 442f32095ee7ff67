import type { AugmentationSpec, TestingSpec } from "../contracts/run";
import { roomFor } from "./augmentations";
import { roomToTest } from "./testings";

export interface Looks {
  readonly augmentation?: readonly AugmentationSpec[];
  readonly testing?: TestingSpec;
}

/** What room for crops may make of the images of a run; without it they take what they take. */
const MAX_BYTES = 2 ** 30;

/**
 * Height and width to keep images at for a network that takes `size`: larger where crops are to be cut from them, as
 * far as so many images then fit in memory.
 */
export function storedSize(size: number, count: number, { augmentation = [], testing }: Looks): number {
  const room = Math.max(roomFor(augmentation), testing ? roomToTest(testing) : 1);
  const affordable = Math.floor(Math.sqrt(MAX_BYTES / (3 * Math.max(1, count))));
  return Math.max(size, Math.min(Math.round(size * room), affordable));
}
