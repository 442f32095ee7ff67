import { errorMessage, UserError } from "../base/assert";
import { formatBytes } from "../base/format";
import type { ImageSet, TrainingImages } from "../contracts/run";
import { type RgbImage, resizeToFill } from "./resize";
import type { BadFile, DataSource, SourceImage, SourceSplit } from "./source";
import { splitImages } from "./split-images";
import { channelStatistics } from "./statistics";

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
}

export interface LoadedImages {
  readonly images: TrainingImages;
  /** Images set apart to validate with, those that could not be decoded among them: the same number makes the same split. */
  readonly validationCount: number;
  /** Those of the source, and those that could not be decoded. */
  readonly badFiles: readonly BadFile[];
}

const MAX_SIZE = 1024;
const MAX_BYTES = 2 ** 31;

/**
 * Decodes a source once, at one size, to bytes. A file that cannot be read is listed and another takes its place, if
 * there is one. Throws a readable error where nothing would be left, or where it would not fit in memory; and what
 * `onProgress` throws, to stop.
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
  checkRoom(size, total);
  const badFiles = [...source.badFiles];
  let before = 0;
  const load = async (split: SourceSplit): Promise<ImageSet> => {
    const set = await decode(splits[split], counts[split], size, badFiles, async (done) =>
      onProgress?.(before + done, total),
    );
    before += counts[split];
    if (set.count === 0 && split !== "validation")
      throw new UserError(noneLeft(source.title, split, badFiles.at(-1)));
    return set;
  };
  const train = await load("train");
  const validation = await load("validation");
  const test = await load("test");
  const classNames = source.classNames.slice(0, classes);
  const held = validation.count > 0 ? { validation } : {};
  return {
    images: { train, ...held, test, classNames, ...channelStatistics(train.pixels) },
    validationCount: counts.validation,
    badFiles,
  };
}

async function decode(
  images: readonly SourceImage[],
  count: number,
  size: number,
  badFiles: BadFile[],
  onDone: (done: number) => Promise<void>,
): Promise<ImageSet> {
  const stride = size * size * 3;
  const pixels = new Uint8Array(count * stride);
  const labels = new Int32Array(count);
  let done = 0;
  for (const image of images) {
    if (done === count) break;
    try {
      pixels.set(fitted(await image.read(), size), done * stride);
      labels[done] = image.label;
      done++;
    } catch (thrown) {
      badFiles.push({ path: image.path, reason: errorMessage(thrown) });
    }
    await onDone(done);
  }
  return { size, count: done, pixels: pixels.subarray(0, done * stride), labels: labels.subarray(0, done) };
}

function fitted(image: RgbImage, size: number): Uint8Array {
  if (image.width === size && image.height === size) return image.pixels;
  return resizeToFill(image, size, size).pixels;
}

function checkRoom(size: number, count: number): void {
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE)
    throw new UserError(`The image size is ${size}. Expected a whole number from 1 to ${MAX_SIZE}.`);
  const bytes = count * size * size * 3;
  if (bytes <= MAX_BYTES) return;
  throw new UserError(
    `${count} images at ${size}×${size} take ${formatBytes(bytes)}. Expected at most ${formatBytes(MAX_BYTES)}: ` +
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
