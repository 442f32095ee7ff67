import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IGNORED } from "../../../shared/contracts/run";
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
    // No picture is of the background.
    const things = dataset.task === "segmentation" ? 1 : 0;
    const counts = fc.integer({ min: 1 + things, max: dataset.maxClasses });
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
          const ofThings = seen.slice(things);
          expect(ofThings).toHaveLength(classes - things);
          expect(Math.max(...ofThings) - Math.min(...ofThings)).toBeLessThanOrEqual(1);
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

it.each([
  { what: "man-made things, then natural patterns", a: "man-made", b: "natural" },
  { what: "two halves that share no class", a: "half-a", b: "half-b" },
])("are $what", ({ a, b }) => {
  const names = [a, b].flatMap((id) => datasets.require(id).classNames(10));
  expect([...names].sort()).toEqual([...shapes.classNames(20)].sort());
  if (a === "man-made") expect(names).toEqual(shapes.classNames(20));
});

describe("masks", () => {
  const scenes = datasets.require("scenes");
  const options = { seed: 9, size: 48, classes: scenes.maxClasses, split: "test" } as const;
  const drawn = Array.from({ length: 60 }, (_, index) => scenes.sample(index, options));

  it("say the thing's class, the background's, or nothing on edges", () => {
    for (const { mask, label } of drawn) {
      const found = [...new Set(mask)].sort((a, b) => a - b);
      expect(found).toEqual([0, label, IGNORED]);
    }
  });

  it("leave most of a picture to the background, and little to edges", () => {
    const all = drawn.flatMap(({ mask }) => [...(mask ?? [])]);
    const share = (test: (value: number) => boolean): number => all.filter(test).length / all.length;
    expect(share((value) => value === 0)).toBeGreaterThan(0.5);
    expect(share((value) => value !== 0 && value !== IGNORED)).toBeGreaterThan(0.1);
    expect(share((value) => value === IGNORED)).toBeLessThan(0.08);
  });

  it("are of the same scene at every size", () => {
    for (const [index, { mask = new Uint8Array() }] of drawn.entries()) {
      const large = scenes.sample(index, { ...options, size: 96 }).mask as Uint8Array;
      const agreed = mask.filter((value, at) => {
        const corner = 2 * (96 * Math.floor(at / 48) + (at % 48));
        return value === IGNORED || [0, 1, 96, 97].some((step) => large[corner + step] === value);
      });
      expect(agreed.length / mask.length).toBeGreaterThan(0.99);
    }
  });

  it("belong to the very pictures that Shapes draws of the things both have", () => {
    const ten = scenes.sample(4, { ...options, classes: 11 });
    const plain = shapes.sample(4, { ...options, classes: 10 });
    expect({ pixels: ten.pixels, label: ten.label - 1 }).toEqual(plain);
  });

  it("want two classes at least", () => {
    expect(() => scenes.sample(0, { ...options, classes: 1 })).toThrow(
      "Expected a whole number from 2 to 15.",
    );
  });
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
