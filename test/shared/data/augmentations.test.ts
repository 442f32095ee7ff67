import { describe, expect, test } from "vitest";
import { createRandom, type Random } from "../../../shared/base/random";
import { type AugmentationSpec, IGNORED } from "../../../shared/contracts/run";
import {
  augmentationOf,
  augmentations,
  augmentImage,
  createAugmenter,
  createMaskAugmenter,
  roomFor,
  type Sizes,
} from "../../../shared/data/augmentations";
import { datasets } from "../../../shared/data/registry";
import { resizeToFill } from "../../../shared/data/resize";
import { viewImage } from "../../../shared/data/view";

/** A stream that says what the test wants. */
function scripted(...values: readonly number[]): Random {
  const left = [...values];
  const next = (): number => left.shift() ?? 0;
  return {
    ...createRandom(0),
    next,
    int: (bound) => Math.floor(next() * bound),
    range: (low, high) => low + (high - low) * next(),
  };
}

/** Grey pixels of the given values, two in a row. */
function grey(...values: readonly number[]) {
  const pixels = Uint8Array.from(values.flatMap((value) => [value, value, value]));
  return { width: 2, height: values.length / 2, pixels };
}

function apply(spec: AugmentationSpec, image: ReturnType<typeof grey>, ...script: readonly number[]) {
  return augmentImage(image, spec, scripted(...script), image.width);
}

function sizes(stored: number, taken = stored): Sizes {
  return { stored, taken };
}

const original = { seed: 3, size: 32, classes: 10, split: "train" } as const;
const shapes = datasets.require("shapes");

describe("an augmentation of known draws", () => {
  test.each<{ what: string; spec: AugmentationSpec; draws: readonly number[]; to: readonly number[] }>([
    { what: "flips", spec: { kind: "flip", probability: 0.5 }, draws: [0.49], to: [2, 1, 4, 3] },
    { what: "leaves unflipped", spec: { kind: "flip", probability: 0.5 }, draws: [0.5], to: [1, 2, 3, 4] },
    { what: "crops the middle", spec: { kind: "crop", padding: 1 }, draws: [0.5, 0.5], to: [1, 2, 3, 4] },
    { what: "crops the top left", spec: { kind: "crop", padding: 1 }, draws: [0, 0], to: [0, 0, 0, 1] },
    {
      what: "crops the bottom right",
      spec: { kind: "crop", padding: 1 },
      draws: [0.9, 0.9],
      to: [4, 0, 0, 0],
    },
    { what: "crops beyond the image", spec: { kind: "crop", padding: 4 }, draws: [0, 0.5], to: [0, 0, 0, 0] },
    {
      what: "crops a quarter",
      spec: { kind: "scale-jitter", scales: [2, 2] },
      draws: [0, 1, 0],
      to: [2, 2, 2, 3],
    },
    {
      what: "crops the whole",
      spec: { kind: "resized-crop", areas: [1, 1], aspects: [1, 1] },
      draws: [0, 0, 0, 0],
      to: [1, 2, 3, 4],
    },
    {
      what: "darkens by half",
      spec: { kind: "colour", brightness: 0.5, contrast: 0, saturation: 0 },
      draws: [0, 0, 0],
      to: [1, 1, 2, 2],
    },
    {
      what: "takes the contrast away",
      spec: { kind: "colour", brightness: 0, contrast: 1, saturation: 0 },
      draws: [0, 0, 0],
      to: [3, 3, 3, 3],
    },
  ])("$what", ({ spec, draws, to }) => {
    const image = grey(1, 2, 3, 4);
    const { pixels } = apply(spec, image, ...draws);
    expect(pixels).toEqual(grey(...to).pixels);
    expect(image).toEqual(grey(1, 2, 3, 4));
  });

  test("takes the colour out, by greyscale and by saturation", () => {
    const image = { width: 1, height: 1, pixels: Uint8Array.of(200, 100, 50) };
    const luma = [124, 124, 124];
    const greyed = apply({ kind: "greyscale", probability: 0.2 }, image, 0.1);
    const drained = apply({ kind: "colour", brightness: 0, contrast: 0, saturation: 1 }, image, 0, 0, 0);
    expect([[...greyed.pixels], [...drained.pixels]]).toEqual([luma, luma]);
  });
});

describe.each(augmentations.all.map(({ defaults }) => defaults.kind))("%s", (kind) => {
  const indices = Array.from({ length: 40 }, (_, index) => index);
  const images = indices.map((index) => shapes.sample(index, original).pixels);
  const inEpoch = (epoch: number, seed = 7) => {
    const augment = createAugmenter(augmentationOf([kind]), sizes(original.size), seed, epoch);
    return indices.map((index) => augment(images[index] as Uint8Array, index));
  };

  test("changes images, alike for one seed and epoch, otherwise for another, and keeps the originals", () => {
    const before = images.map((pixels) => pixels.slice());
    const first = inEpoch(1);
    expect(first).toEqual(inEpoch(1));
    expect(first).not.toEqual(images);
    expect(first).not.toEqual(inEpoch(2));
    expect(first).not.toEqual(inEpoch(1, 8));
    expect(first.map((pixels) => pixels.length)).toEqual(images.map((pixels) => pixels.length));
    expect(images).toEqual(before);
  });

  test("what becomes of an image does not depend on those before it", () => {
    const augment = createAugmenter(augmentationOf([kind]), sizes(original.size), 7, 1);
    expect(augment(images[31] as Uint8Array, 31)).toEqual(inEpoch(1)[31]);
  });
});

test("several are done one after the other; none leaves images as they are", () => {
  const pixels = grey(1, 2, 3, 4).pixels;
  const both = createAugmenter(
    [
      { kind: "flip", probability: 1 },
      { kind: "colour", brightness: 0, contrast: 0, saturation: 0 },
      { kind: "flip", probability: 1 },
    ],
    sizes(2),
    1,
    1,
  );
  const once = createAugmenter([{ kind: "flip", probability: 1 }], sizes(2), 1, 1);
  const none = createAugmenter([], sizes(2), 1, 1);
  expect([both(pixels, 0), once(pixels, 0), none(pixels, 0)]).toEqual([
    pixels,
    grey(2, 1, 4, 3).pixels,
    pixels,
  ]);
});

describe("images kept larger than the network takes them", () => {
  const kept = shapes.sample(5, { ...original, size: 64 }).pixels;
  const [larger, own] = [sizes(64, 56), sizes(64)];

  test.each(augmentations.all.map(({ defaults }) => defaults))(
    "come out of $kind at its size",
    ({ kind }) => {
      const augment = createAugmenter(augmentationOf([kind, "flip"]), larger, 1, 1);
      expect(augment(kept, 0)).toHaveLength(56 * 56 * 3);
    },
  );

  test("give random crops of whole pixels, none of them made up", () => {
    const spec = augmentationOf(["random-crop"]);
    expect(roomFor(spec) * 56).toBe(64);
    const seen = createAugmenter(spec, larger, 3, 1)(kept, 0);
    const rows = Array.from({ length: 9 * 9 }, (_, at) => ({ left: at % 9, top: Math.floor(at / 9) }));
    const whole = { width: 64, height: 64, pixels: kept };
    const cuts = rows.map(
      (at) => viewImage(whole, { ...at, width: 56, height: 56, mirrored: false }, 56).pixels,
    );
    expect(cuts.filter((cut) => cut.every((byte, at) => byte === seen[at]))).toHaveLength(1);
  });

  test("are shrunk whole where nothing is cut", () => {
    expect(createAugmenter([], larger, 1, 1)(kept, 0)).toEqual(
      resizeToFill({ width: 64, height: 64, pixels: kept }, 56, 56).pixels,
    );
    expect(createAugmenter([], own, 1, 1)(kept, 0)).toEqual(kept);
  });
});

describe("masks", () => {
  /** Its red says which class a pixel is of, so that image and mask can be held side by side. */
  const side = 40;
  const classes = Uint8Array.from({ length: side * side }, (_, at) =>
    at % side < 13 ? 0 : at < side * 17 ? 1 : 2,
  );
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, at) =>
    at % 3 === 0 ? 100 * (classes[Math.floor(at / 3)] as number) : 0,
  );

  test.each(augmentations.all.map(({ defaults }) => defaults.kind))(
    "move with their images under %s",
    (kind) => {
      const steps = augmentationOf(["colour", kind, "flip"]).map((spec) =>
        spec.kind === "colour" ? { ...spec, brightness: 0, contrast: 0, saturation: 0 } : spec,
      );
      const shown = createAugmenter(steps, sizes(side), 5, 2);
      const told = createMaskAugmenter(steps, sizes(side), 5, 2);
      for (let index = 0; index < 20; index++) {
        const [image, mask] = [shown(pixels, index), told(classes, index)];
        expect(mask).toHaveLength(side * side);
        const agree = [...mask].filter((label, at) => {
          const isBlack = label === IGNORED && image[at * 3] === 0;
          // Greyscale leaves 0.3 of the red.
          const red =
            kind === "greyscale" && image[at * 3 + 1] !== 0
              ? (image[at * 3] as number) / 0.299
              : image[at * 3];
          return isBlack || Math.abs((red as number) - 100 * label) <= 45;
        });
        expect(agree.length / mask.length).toBeGreaterThan(0.93);
      }
    },
  );
});

test("refuses a kind that does not exist", () => {
  expect(() => augmentations.require("flop")).toThrow(
    'There is no augmentation "flop". Did you mean "flip"?',
  );
});
