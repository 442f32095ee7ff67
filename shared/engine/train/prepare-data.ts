import { UserError } from "../../base/assert";
import { mixSeed } from "../../base/random";
import { type DataSpec, IGNORED, type ImageSet, type TrainingImages } from "../../contracts/run";
import { type DatasetDefinition, maxSize, type Split } from "../../data/define";
import { datasets } from "../../data/registry";
import type { Control } from "./control";

/** The event loop gets its turn after so many milliseconds of drawing. */
const SLICE_MS = 40;

/** Draws all splits ahead of training, at `stored`² pixels, in slices, so that pausing and cancelling stay possible. Null if cancelled. */
export async function prepareData(
  spec: DataSpec,
  stored: number,
  seed: number,
  control: Control,
  onProgress: (done: number, total: number) => void,
): Promise<TrainingImages | null> {
  const dataset = datasets.require(spec.dataset);
  const size = Math.max(spec.size, Math.min(stored, maxSize));
  const { trainCount, validationCount = 0, testCount } = spec;
  const total = trainCount + validationCount + testCount;
  const sampleSeed = mixSeed(seed, DATA_STREAM);
  let before = 0;
  const draw = async (split: Split, from: number, count: number): Promise<ImageSet | null> => {
    const set = emptySet(count, size, dataset.task);
    const area = size * size;
    let sliceEnd = performance.now() + SLICE_MS;
    for (let index = 0; index < count; index++) {
      const options = { seed: sampleSeed, size, classes: spec.classes, split };
      const { pixels, label, mask } = dataset.sample(from + index, options);
      set.pixels.set(pixels, index * area * 3);
      if (mask) set.masks?.set(mask, index * area);
      set.labels[index] = label;
      if (performance.now() < sliceEnd) continue;
      onProgress(before + index + 1, total);
      if (await control.checkpoint()) return null;
      sliceEnd = performance.now() + SLICE_MS;
    }
    before += count;
    return set;
  };
  onProgress(0, total);
  const train = await draw("train", 0, trainCount);
  // Those that would come next to train on.
  const validation = train && (await draw("train", trainCount, validationCount));
  const test = validation && (await draw("test", 0, testCount));
  if (!train || !test) return null;
  onProgress(total, total);
  const { mean, std } = dataset;
  const classNames = dataset.classNames(spec.classes);
  return { train, ...(validationCount > 0 ? { validation } : {}), test, classNames, mean, std };
}

/** Of images that came with the run: whoever sent them may have counted wrongly. Throws a readable error. */
export function checkImages({ train, validation, test, classNames }: TrainingImages): void {
  for (const { size, count, pixels, stored, labels, masks } of [
    train,
    ...(validation ? [validation] : []),
    test,
  ]) {
    const bytes = stored?.size ?? pixels.length;
    const whole = count > 0 && bytes === count * size * size * 3 && labels.length === count;
    if (!whole || size !== train.size)
      throw new UserError(
        `${count} images of ${size}×${size} came with ${bytes} bytes and ${labels.length} labels. Expected ` +
          "at least one image in each split, three bytes for each pixel and one label for each image.",
      );
    const wrong = labels.find((label) => !(label >= 0 && label < classNames.length));
    if (wrong !== undefined)
      throw new UserError(`An image is of class ${wrong}. Expected 0 to ${classNames.length - 1}.`);
    if (masks) checkMasks(masks, count * size * size, classNames.length);
  }
}

function checkMasks(masks: Uint8Array, pixels: number, classes: number): void {
  if (masks.length !== pixels)
    throw new UserError(`The masks hold ${masks.length} classes. Expected ${pixels}, one for each pixel.`);
  const wrong = masks.find((label) => label >= classes && label !== IGNORED);
  if (wrong !== undefined)
    throw new UserError(
      `A pixel is of class ${wrong}. Expected 0 to ${classes - 1}, or ${IGNORED} for a pixel that is not learned.`,
    );
}

/** Keeps the data's seed apart from those of weights and order. */
const DATA_STREAM = 0xda7a;

function emptySet(count: number, size: number, task: DatasetDefinition["task"]): ImageSet {
  const pixels = count * size * size;
  const masks = task === "segmentation" ? { masks: new Uint8Array(pixels) } : {};
  return { size, count, pixels: new Uint8Array(pixels * 3), labels: new Int32Array(count), ...masks };
}
