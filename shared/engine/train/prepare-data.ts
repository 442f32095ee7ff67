import { mixSeed } from "../../base/random";
import type { DataSpec } from "../../contracts/run";
import type { Rgb, Split } from "../../data/define";
import { datasets } from "../../data/registry";
import type { Control } from "./control";

/** Images of one split as bytes: a quarter of the memory of floats. */
export interface ImageSet {
  readonly size: number;
  readonly count: number;
  /** count × size × size × 3. */
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
}

export interface PreparedData {
  readonly train: ImageSet;
  readonly test: ImageSet;
  readonly classNames: readonly string[];
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** The event loop gets its turn after so many milliseconds of drawing. */
const SLICE_MS = 40;

/** Draws both splits ahead of training, in slices, so that pausing and cancelling stay possible. Null if cancelled. */
export async function prepareData(
  spec: DataSpec,
  seed: number,
  control: Control,
  onProgress: (done: number, total: number) => void,
): Promise<PreparedData | null> {
  const dataset = datasets.require(spec.dataset);
  const total = spec.trainCount + spec.testCount;
  const sampleSeed = mixSeed(seed, DATA_STREAM);
  const draw = async (split: Split, count: number, before: number): Promise<ImageSet | null> => {
    const set = emptySet(count, spec.size);
    const stride = spec.size * spec.size * 3;
    let sliceEnd = performance.now() + SLICE_MS;
    for (let index = 0; index < count; index++) {
      const options = { seed: sampleSeed, size: spec.size, classes: spec.classes, split };
      const { pixels, label } = dataset.sample(index, options);
      set.pixels.set(pixels, index * stride);
      set.labels[index] = label;
      if (performance.now() < sliceEnd) continue;
      onProgress(before + index + 1, total);
      if (await control.checkpoint()) return null;
      sliceEnd = performance.now() + SLICE_MS;
    }
    return set;
  };
  onProgress(0, total);
  const train = await draw("train", spec.trainCount, 0);
  const test = train && (await draw("test", spec.testCount, spec.trainCount));
  if (!train || !test) return null;
  onProgress(total, total);
  const { mean, std } = dataset;
  return { train, test, classNames: dataset.classNames(spec.classes), mean, std };
}

/** Keeps the data's seed apart from those of weights and order. */
const DATA_STREAM = 0xda7a;

function emptySet(count: number, size: number): ImageSet {
  return { size, count, pixels: new Uint8Array(count * size * size * 3), labels: new Int32Array(count) };
}
