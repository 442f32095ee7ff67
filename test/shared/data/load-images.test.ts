import { describe, expect, test } from "vitest";
import { imagesDigest } from "../../../shared/data/digest";
import { readImages } from "../../../shared/data/image-bytes";
import { type LoadedImages, loadImages } from "../../../shared/data/load-images";
import { openSource } from "../../../shared/data/open-source";
import type { PixelStore } from "../../../shared/data/pixel-store";
import { classCounts, createStatistics } from "../../../shared/data/statistics";
import { files, ports } from "./readers/files";

const everything = Number.POSITIVE_INFINITY;
const all = { size: 1, classes: 2, seed: 1, trainCount: everything, testCount: everything };

/** So many pictures of each class; a class's are grey from 100 times its place on. */
function pictures(...counts: readonly number[]) {
  const contents = counts.flatMap((count, label) =>
    Array.from(
      { length: count },
      (_, n) => [`class${label}/${n}.png`, Uint8Array.of(100 * label + n)] as const,
    ),
  );
  return openSource("mine", files(Object.fromEntries(contents)), ports);
}

describe("people's own images", () => {
  test("are split by the seed, a fifth of each class to test on, and no image is in both", async () => {
    const source = await pictures(10, 20);
    const { images } = await loadImages(source, all);
    const counts = [images.train, images.test].map(({ labels }) => classCounts(labels, 2));
    expect(counts).toEqual([
      [8, 16],
      [2, 4],
    ]);
    const values = [...images.train.pixels, ...images.test.pixels].filter((_, at) => at % 3 === 0);
    expect(values.sort((a, b) => a - b)).toEqual([
      ...Array.from({ length: 10 }, (_, n) => n),
      ...Array.from({ length: 20 }, (_, n) => 100 + n),
    ]);
    expect((await loadImages(source, all)).images).toEqual(images);
    expect((await loadImages(source, { ...all, seed: 2 })).images.test).not.toEqual(images.test);
  });

  const held = ({ images }: LoadedImages) =>
    [images.train, images.validation, images.test].map((set) => set && classCounts(set.labels, 2));

  test("give a share of those that train, of each class alike, to validate with", async () => {
    const source = await pictures(50, 100);
    const counted = [
      await loadImages(source, { ...all, validationCount: everything }),
      await loadImages(source, { ...all, validationCount: 30 }),
      await loadImages(source, { ...all, validationCount: 0 }),
    ].map(held);
    expect(counted).toEqual([
      [
        [36, 72],
        [4, 8],
        [10, 20],
      ],
      [
        [30, 60],
        [10, 20],
        [10, 20],
      ],
      [[40, 80], undefined, [10, 20]],
    ]);
  });

  test("no image is in two splits", async () => {
    const { images } = await loadImages(await pictures(50, 50), { ...all, validationCount: everything });
    const values = [images.train, images.validation, images.test].flatMap((set) =>
      [...(set?.pixels ?? [])].filter((_, at) => at % 3 === 0),
    );
    expect(new Set(values).size).toBe(values.length);
  });

  test.each([
    {
      folders: ["train", "val", "test"],
      expected: [
        [4, 4],
        [3, 3],
        [2, 2],
      ],
    },
    { folders: ["train", "val"], expected: [[4, 4], undefined, [3, 3]] },
    { folders: ["train", "test"], expected: [[4, 4], undefined, [2, 2]] },
  ])("keep the split of folders called $folders", async ({ folders, expected }) => {
    const sizes: Readonly<Record<string, number>> = { train: 4, val: 3, test: 2 };
    const contents = folders.flatMap((folder) =>
      ["a", "b"].flatMap((name) =>
        Array.from(
          { length: sizes[folder] ?? 0 },
          (_, n) => [`${folder}/${name}/${n}.png`, Uint8Array.of(n)] as const,
        ),
      ),
    );
    const source = await openSource("mine", files(Object.fromEntries(contents)), ports);
    const few = folders.includes("val") && folders.includes("test") ? everything : 0;
    expect(held(await loadImages(source, { ...all, validationCount: few }))).toEqual(expected);
  });

  test("are as many as asked for, of the first classes, at the size asked for", async () => {
    const options = { size: 4, classes: 2, seed: 1, trainCount: 5, testCount: 2 };
    const { images } = await loadImages(await pictures(10, 10, 10), options);
    expect(
      [images.train, images.test].map(({ count, size, pixels }) => [count, size, pixels.length]),
    ).toEqual([
      [5, 4, 240],
      [2, 4, 96],
    ]);
    expect(images.classNames).toEqual(["class0", "class1"]);
    const label = images.train.labels[0] as number;
    const first = images.train.pixels.subarray(0, 48);
    expect({ flat: new Set(first).size, asLabelled: (first[0] as number) >= 100 === (label === 1) }).toEqual({
      flat: 1,
      asLabelled: true,
    });
  });

  test("that are damaged are listed, and others take their place", async () => {
    const contents = Object.fromEntries(
      ["a/1", "a/2", "a/3", "a/4", "b/1", "b/2", "b/3", "b/4"].map((name, at) => [
        `${name}.png`,
        Uint8Array.of(at === 2 || at === 5 ? 0xff : at),
      ]),
    );
    const { images, badFiles } = await loadImages(await openSource("mine", files(contents), ports), all);
    expect({
      images: images.train.count + images.test.count,
      bad: badFiles.map(({ path }) => path).sort(),
    }).toEqual({ images: 6, bad: ["a/3.png", "b/2.png"] });
    expect(badFiles[0]?.reason).toMatch(/is damaged/);
    const { length } = images.train.pixels;
    expect(length).toBe(3 * images.train.count);
  });

  test.each([
    { what: "nothing to test on", counts: [1, 1], change: {}, message: /"mine" has no image to test on/ },
    { what: "no size", counts: [5, 5], change: { size: 0 }, message: /size is 0\. Expected a whole number/ },
    { what: "a size beyond sense", counts: [5, 5], change: { size: 4096 }, message: /from 1 to 1024/ },
    {
      what: "more than fits",
      counts: [400, 400],
      change: { size: 1024 },
      message: /take 2\.34 GiB.*fewer or smaller/,
    },
  ])("are refused with $what", async ({ counts, change, message }) => {
    await expect(loadImages(await pictures(...counts), { ...all, ...change })).rejects.toThrow(message);
  });
});

describe("images too many for memory", () => {
  const options = { ...all, size: 8, trainCount: 80, testCount: 20, storeFrom: 1000 };

  function countingStore(opened: string[]): PixelStore {
    return {
      async open() {
        const parts: Uint8Array<ArrayBuffer>[] = [];
        opened.push("open");
        return {
          // A writer may use its chunk again.
          write: async (bytes) => void parts.push(bytes.slice()),
          close: async () => new Blob(parts),
          abandon: async () => void opened.push("abandoned"),
        };
      },
    };
  }

  test("go to the store, and come out of it as they went in", async () => {
    const opened: string[] = [];
    const source = await pictures(60, 60);
    const { images } = await loadImages(source, { ...options, store: countingStore(opened) });
    const plain = await loadImages(source, options);
    const { stored } = images.train;
    expect({ opened, memory: images.train.pixels.length, stored: stored?.size }).toEqual({
      opened: ["open", "open"],
      memory: 0,
      stored: plain.images.train.pixels.length,
    });
    const indices = [3, 79, 0];
    expect(await readImages(images.train, indices)).toEqual(await readImages(plain.images.train, indices));
    const { mean, std, train, classNames } = plain.images;
    expect({ ...images, train: images.train.labels }).toMatchObject({
      mean,
      std,
      train: train.labels,
      classNames,
    });
    expect(imagesDigest(images)).toBe(images.digest);
  });

  test("leave nothing behind when reading is stopped", async () => {
    const opened: string[] = [];
    const stop = async (done: number) => {
      if (done === 5) throw new Error("enough");
    };
    const store = countingStore(opened);
    await expect(loadImages(await pictures(60, 60), { ...options, store }, stop)).rejects.toThrow("enough");
    expect(opened).toEqual(["open", "abandoned"]);
  });

  test("stay in memory while they are few", async () => {
    const opened: string[] = [];
    await loadImages(await pictures(10, 10), { ...all, store: countingStore(opened) });
    expect(opened).toEqual([]);
  });
});

describe("channel statistics", () => {
  test("are those of the pixels, each channel for itself", () => {
    const statistics = createStatistics();
    for (const piece of [
      [0, 51, 10, 255, 51, 20],
      [0, 51, 30, 255, 51, 40],
    ])
      statistics.add(Uint8Array.from(piece));
    const { mean, std } = statistics.end();
    expect(mean).toEqual([0.5, 0.2, 25 / 255]);
    expect(std.map((value) => Math.round(value * 1e6))).toEqual([500000, 3922, 43844]);
  });
});
