import { errorMessage, UserError } from "../base/assert";
import { formatBytes } from "../base/format";
import type { ImageSet, TrainingImages } from "../contracts/run";
import { createDigest } from "./digest";
import { type Kept, keepInMemory, keepStored, measured } from "./keep-pixels";
import type { PixelStore } from "./pixel-store";
import { type RgbImage, resizeToFill } from "./resize";
import type { BadFile, DataSource, SourceImage, SourceSplit } from "./source";
import { splitImages } from "./split-images";
import { createStatistics } from "./statistics";

export interface LoadOptions {
  /** Height and width of the square images; the middle of each picture. */
  readonly size: number;
  /** The first so many classes. */
  readonly classes: number;
  /** Decides the split, if the data does not come split, and which images are left out beyond the counts. */
  readonly seed: number;
  readonly trainCount: number;
  /** Absent means none; an infinite number, a tenth of the training images, if the data does not come split. */
  readonly validationCount?: number;
  readonly testCount: number;
  /** For more images than memory should hold; absent where there is no such place. */
  readonly store?: PixelStore;
  /** Bytes from which on images are stored, where they can be; absent means 256 MiB. */
  readonly storeFrom?: number;
}

export interface LoadedImages {
  readonly images: TrainingImages;
  /** Images set apart to validate with, those that could not be decoded among them: the same number makes the same split. */
  readonly validationCount: number;
  /** Those of the source, and those that could not be decoded. */
  readonly badFiles: readonly BadFile[];
}

const MAX_SIZE = 1024;
/** In memory, of both the page's and the engine's. */
const MAX_BYTES = 2 ** 31;
const STORE_FROM_BYTES = 256 * 2 ** 20;
const MAX_STORED_BYTES = 16 * 2 ** 30;

/**
 * Decodes a source once, at one size, to bytes. A file that cannot be read is listed and another takes its place, if
 * there is one. Many go to the store, so that no more than a few are in memory at a time. Throws a readable error where
 * nothing would be left, or where it would not fit; and what `onProgress` throws, to stop.
 */
export async function loadImages(
  source: DataSource,
  options: LoadOptions,
  onProgress?: (done: number, total: number) => Promise<void>,
): Promise<LoadedImages> {
  const { size, classes, seed, trainCount, validationCount = 0, testCount } = options;
  const splits = splitImages(source, { classes, seed, validation: validationCount });
  const counts = {
    train: Math.min(trainCount, splits.train.length),
    validation: Math.min(validationCount, splits.validation.length),
    test: Math.min(testCount, splits.test.length),
  };
  const total = counts.train + counts.validation + counts.test;
  const { storeFrom = STORE_FROM_BYTES } = options;
  const store = total * size * size * 3 >= storeFrom ? options.store : undefined;
  checkRoom(size, total, store ? MAX_STORED_BYTES : MAX_BYTES);
  const statistics = createStatistics();
  const digest = createDigest();
  const badFiles = [...source.badFiles];
  let before = 0;
  const load = async (split: SourceSplit): Promise<ImageSet> => {
    const kept =
      store && counts[split] > 0
        ? await keepStored(store, digest)
        : keepInMemory(counts[split] * size * size * 3);
    const set = await decode(splits[split], counts[split], size, {
      badFiles,
      kept: split === "train" ? measured(kept, statistics) : kept,
      onDone: async (done) => onProgress?.(before + done, total),
    });
    digest.add(set.labels);
    before += counts[split];
    if (set.count === 0 && split !== "validation")
      throw new UserError(noneLeft(source.title, split, badFiles.at(-1)));
    return set;
  };
  const train = await load("train");
  const validation = await load("validation");
  const test = await load("test");
  const classNames = source.classNames.slice(0, classes);
  digest.add([size, ...Array.from(classNames.join("\n"), (character) => character.codePointAt(0) ?? 0)]);
  const held = validation.count > 0 ? { validation } : {};
  return {
    images: {
      train,
      ...held,
      test,
      classNames,
      ...statistics.end(),
      ...(store ? { digest: digest.end() } : {}),
    },
    validationCount: counts.validation,
    badFiles,
  };
}

interface Decoding {
  readonly badFiles: BadFile[];
  readonly kept: Kept;
  onDone(done: number): Promise<void>;
}

async function decode(
  images: readonly SourceImage[],
  count: number,
  size: number,
  { badFiles, kept, onDone }: Decoding,
): Promise<ImageSet> {
  const labels = new Int32Array(count);
  let done = 0;
  try {
    for (const image of images) {
      if (done === count) break;
      const pixels = await readFitted(image, size, badFiles);
      if (pixels) {
        await kept.add(pixels);
        labels[done] = image.label;
        done++;
      }
      await onDone(done);
    }
    return { size, count: done, ...(await kept.end()), labels: labels.slice(0, done) };
  } catch (thrown) {
    await kept.abandon();
    throw thrown;
  }
}

/** Null, and listed, if it cannot be read. */
async function readFitted(image: SourceImage, size: number, badFiles: BadFile[]): Promise<Uint8Array | null> {
  try {
    return fitted(await image.read(), size);
  } catch (thrown) {
    badFiles.push({ path: image.path, reason: errorMessage(thrown) });
    return null;
  }
}

function fitted(image: RgbImage, size: number): Uint8Array {
  if (image.width === size && image.height === size) return image.pixels;
  return resizeToFill(image, size, size).pixels;
}

function checkRoom(size: number, count: number, most: number): void {
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE)
    throw new UserError(`The image size is ${size}. Expected a whole number from 1 to ${MAX_SIZE}.`);
  const bytes = count * size * size * 3;
  if (bytes <= most) return;
  throw new UserError(
    `${count} images at ${size}×${size} take ${formatBytes(bytes)}. Expected at most ${formatBytes(most)}: ` +
      "choose fewer or smaller images.",
  );
}

function noneLeft(title: string, split: "train" | "test", bad: BadFile | undefined): string {
  const use = split === "train" ? "to train on" : "to test on";
  return (
    `"${title}" has no image ${use}. Expected at least two readable images of a class.` +
    (bad ? ` ${bad.path}: ${bad.reason}` : "")
  );
}
