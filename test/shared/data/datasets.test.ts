import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SampleOptions } from "../../../shared/data/define";
import { maxSize, minSize } from "../../../shared/data/define";
import { datasetDigest } from "../../../shared/data/digest";
import { datasets } from "../../../shared/data/registry";
import { DATASET_DIGESTS } from "../../helpers/dataset-digests";

const base = { seed: 3, size: 32, classes: 10, split: "train" } as const satisfies SampleOptions;
const shapes = datasets.require("shapes");

it.each(DATASET_DIGESTS)("draws $dataset at $size to the byte as ever", ({ dataset, digest, ...options }) => {
  expect(datasetDigest(datasets.require(dataset), options)).toBe(digest);
});

describe.each(datasets.all.map((dataset) => ({ id: dataset.id, dataset })))("$id", ({ dataset }) => {
  it("names each of its classes once", () => {
    const names = dataset.classNames(dataset.maxClasses);
    expect({ count: names.length, distinct: new Set(names).size }).toEqual({
      count: dataset.maxClasses,
      distinct: dataset.maxClasses,
    });
    expect(dataset.classNames(3)).toEqual(names.slice(0, 3));
  });

  it("keeps every prefix balanced to within one, in both splits, at any number of classes", () => {
    const splits = fc.constantFrom("train", "test");
    const counts = fc.integer({ min: 1, max: dataset.maxClasses });
    fc.assert(
      fc.property(
        fc.nat(),
        counts,
        splits,
        fc.integer({ min: 1, max: 90 }),
        (seed, classes, split, length) => {
          const seen = new Array<number>(classes).fill(0);
          for (let index = 0; index < length; index++) {
            const label = dataset.label(index, { seed, classes, split });
            seen[label] = (seen[label] as number) + 1;
          }
          expect(seen).toHaveLength(classes);
          expect(Math.max(...seen) - Math.min(...seen)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it("draws the sample that its label names, at every size", () => {
    for (const size of [minSize, 17, 33, 64, maxSize]) {
      const options = { ...base, size };
      const { pixels, label } = dataset.sample(size, options);
      expect({ length: pixels.length, label }).toEqual({
        length: size * size * 3,
        label: dataset.label(size, options),
      });
      expect(new Set(pixels).size).toBeGreaterThan(8);
    }
  });

  it("draws the same scene at every size", () => {
    for (let index = 0; index < 40; index++) {
      const options = { ...base, classes: dataset.maxClasses };
      const small = dataset.sample(index, { ...options, size: 32 }).pixels;
      const large = halved(dataset.sample(index, { ...options, size: 64 }).pixels, 64);
      const other = dataset.sample(index + dataset.maxClasses, { ...options, size: 32 }).pixels;
      expect(distance(small, large)).toBeLessThan(Math.min(16, distance(small, other) / 2));
    }
  });

  it("states the mean and deviation of its pixels", () => {
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    const count = 600;
    for (let index = 0; index < count; index++) {
      const { pixels } = dataset.sample(index, { ...base, size: 16 });
      for (const [at, byte] of pixels.entries()) {
        sums[at % 3] = (sums[at % 3] as number) + byte / 255;
        squares[at % 3] = (squares[at % 3] as number) + (byte / 255) ** 2;
      }
    }
    for (const channel of [0, 1, 2]) {
      const mean = (sums[channel] as number) / (count * 256);
      const std = Math.sqrt((squares[channel] as number) / (count * 256) - mean * mean);
      expect(Math.abs(mean - (dataset.mean[channel] as number))).toBeLessThan(0.03);
      expect(Math.abs(std - (dataset.std[channel] as number))).toBeLessThan(0.03);
    }
  });
});

it("never draws one sample twice, in either split", () => {
  const drawn = new Set<string>();
  for (const split of ["train", "test"] as const) {
    for (let index = 0; index < 1000; index++) {
      drawn.add(String.fromCharCode(...shapes.sample(index, { ...base, size: 16, split }).pixels));
    }
  }
  expect(drawn.size).toBe(2000);
});

it("draws other samples, in another order, under another seed", () => {
  const first = Array.from({ length: 40 }, (_, index) => shapes.sample(index, base));
  const second = Array.from({ length: 40 }, (_, index) => shapes.sample(index, { ...base, seed: 4 }));
  expect(first.map(({ label }) => label)).not.toEqual(second.map(({ label }) => label));
  for (const [index, { pixels }] of first.entries()) expect(pixels).not.toEqual(second[index]?.pixels);
});

it("puts the man-made classes first", () => {
  const natural = datasets.require("natural");
  expect(shapes.classNames(20).slice(10)).toEqual(natural.classNames(10));
});

it.each([
  [{ size: 15 }, "The image size is 15. Expected a whole number from 16 to 224."],
  [{ size: 32.5 }, "The image size is 32.5."],
  [{ classes: 21 }, 'The number of classes of "Shapes" is 21. Expected a whole number from 1 to 20.'],
  [{ classes: 0 }, "is 0"],
  [{ seed: -1 }, "The seed is -1. Expected a whole number from 0 to 4294967295."],
  [{ split: "validation" as "test" }, 'There is no split "validation". Expected "train" or "test".'],
] as const)("refuses %j in plain words", (wrong, message) => {
  expect(() => shapes.sample(0, { ...base, ...wrong })).toThrow(message);
});

it("refuses a sample index that is no index", () => {
  expect(() => shapes.sample(-1, base)).toThrow("The sample index is -1.");
  expect(() => shapes.classNames(21)).toThrow('The number of classes of "Shapes" is 21.');
});

/** Means of 2×2 pixels. */
function halved(pixels: Uint8Array, size: number): Uint8Array {
  const half = size / 2;
  return Uint8Array.from({ length: half * half * 3 }, (_, at) => {
    const channel = at % 3;
    const column = ((at - channel) / 3) % half;
    const row = Math.floor(at / (3 * half));
    const corner = 3 * (2 * row * size + 2 * column) + channel;
    const down = corner + 3 * size;
    const four = [corner, corner + 3, down, down + 3].map((place) => pixels[place] as number);
    return four.reduce((sum, value) => sum + value, 0) / 4;
  });
}

/** Mean absolute difference of two pictures, in bytes. */
function distance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, at) => sum + Math.abs(byte - (b[at] as number)), 0) / a.length;
}
