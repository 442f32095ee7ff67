import { errorMessage, UserError } from "../base/assert";
import { formatBytes } from "../base/format";
import { createRandom, mixSeed, shuffledIndices } from "../base/random";
import type { ImageSet, TrainingImages } from "../contracts/run";
import type { Split } from "./define";
import { type RgbImage, resizeToFill } from "./resize";
import type { BadFile, DataSource, SourceImage } from "./source";
import { channelStatistics } from "./statistics";

export interface LoadOptions {
  /** Height and width of the square images; the middle of each picture. */
  readonly size: number;
  /** The first so many classes. */
  readonly classes: number;
  /** Decides the split, if the data does not come split, and which images are left out beyond the counts. */
  readonly seed: number;
  readonly trainCount: number;
  readonly testCount: number;
}

export interface LoadedImages {
  readonly images: TrainingImages;
  /** Those of the source, and those that could not be decoded. */
  readonly badFiles: readonly BadFile[];
}

const MAX_SIZE = 1024;
const MAX_BYTES = 2 ** 31;
const TEST_SHARE = 0.2;

/** Keeps the split's seed apart from those of weights, order and augmentation. */
const SPLIT_STREAM = 0x5911;

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
  const { size, classes, trainCount, testCount } = options;
  const splits = splitImages(source, options);
  const counts = {
    train: Math.min(trainCount, splits.train.length),
    test: Math.min(testCount, splits.test.length),
  };
  const total = counts.train + counts.test;
  checkRoom(size, total);
  const badFiles = [...source.badFiles];
  const load = async (split: Split, before: number): Promise<ImageSet> => {
    const set = await decode(splits[split], counts[split], size, badFiles, async (done) =>
      onProgress?.(before + done, total),
    );
    if (set.count > 0) return set;
    throw new UserError(noneLeft(source.title, split, badFiles.at(-1)));
  };
  const train = await load("train", 0);
  const test = await load("test", counts.train);
  const classNames = source.classNames.slice(0, classes);
  return { images: { train, test, classNames, ...channelStatistics(train.pixels) }, badFiles };
}

/** Each in an order that the seed decides, so that any first part of it is a fair sample. */
function splitImages(
  { images }: DataSource,
  { classes, seed }: LoadOptions,
): Readonly<Record<Split, readonly SourceImage[]>> {
  const shuffled = [...shuffledIndices(images.length, createRandom(mixSeed(seed, SPLIT_STREAM)))]
    .map((index) => images[index] as SourceImage)
    .filter(({ label }) => label < classes);
  const present = new Set(shuffled.map(({ split }) => split));
  if (present.has("train") && present.has("test")) {
    const [train, test] = [shuffled.filter(isTrain), shuffled.filter((image) => !isTrain(image))];
    return { train, test };
  }
  const perClass = new Map<number, number>();
  for (const { label } of shuffled) perClass.set(label, (perClass.get(label) ?? 0) + 1);
  const wanted = new Map([...perClass].map(([label, count]) => [label, testShareOf(count)]));
  const train: SourceImage[] = [];
  const test: SourceImage[] = [];
  for (const image of shuffled) {
    const left = wanted.get(image.label) ?? 0;
    (left > 0 ? test : train).push(image);
    wanted.set(image.label, left - 1);
  }
  return { train, test };
}

function isTrain({ split }: SourceImage): boolean {
  return split !== "test";
}

/** A class of one image trains with it; of more, it tests with at least one. */
function testShareOf(count: number): number {
  return count < 2 ? 0 : Math.max(1, Math.round(TEST_SHARE * count));
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

function noneLeft(title: string, split: Split, bad: BadFile | undefined): string {
  const use = split === "train" ? "to train on" : "to test on";
  return (
    `"${title}" has no image ${use}. Expected at least two readable images of a class.` +
    (bad ? ` ${bad.path}: ${bad.reason}` : "")
  );
}
