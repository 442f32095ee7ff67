import { describe, expect, test } from "vitest";
import { openSource } from "../../../../shared/data/open-source";
import { readIdx } from "../../../../shared/data/readers/idx";
import { readTar } from "../../../../shared/data/readers/tar";
import type { DataFile, DataSource } from "../../../../shared/data/source";
import { cifar, files, gzip, idx, ports, tar } from "./files";

const open = (chosen: readonly DataFile[], title = "mine") => openSource(title, chosen, ports);

/** Everything but the pixels: path, class, split. */
function listed({ images, classNames }: DataSource): readonly string[] {
  return images.map(({ path, label, split }) => `${path} ${classNames[label]} ${split}`);
}

const grey = (value: number) => Uint8Array.of(value);

describe("a folder of class folders", () => {
  test("gives classes by name, and lists what is no picture or lies outside", async () => {
    const source = await open(
      files({
        "dog/2.png": grey(2),
        "cat/deep/1.JPG": grey(1),
        "dog/notes.txt": grey(0),
        "loose.png": grey(0),
        "cat/.hidden.png": grey(0),
        "cat/Thumbs.db": grey(0),
      }),
    );
    expect({ listed: listed(source), classes: source.classNames, bad: source.badFiles }).toEqual({
      listed: ["dog/2.png dog null", "cat/deep/1.JPG cat null"],
      classes: ["cat", "dog"],
      bad: [
        { path: "dog/notes.txt", reason: "It is no picture (.png, .jpg)." },
        { path: "loose.png", reason: "It lies in no class folder." },
      ],
    });
    expect(await source.images[0]?.read()).toEqual({ width: 1, height: 1, pixels: Uint8Array.of(2, 2, 2) });
  });

  test("keeps the split of folders called train and test, inside a folder around everything", async () => {
    const source = await open(
      files({ "pets/train/a/1.png": grey(1), "pets/train/b/2.png": grey(2), "pets/val/b/3.png": grey(3) }),
    );
    expect(listed(source)).toEqual([
      "pets/train/a/1.png a train",
      "pets/train/b/2.png b train",
      "pets/val/b/3.png b validation",
    ]);
  });

  test("reads each picture only when asked, and says which are empty or damaged", async () => {
    const { images } = await open(
      files({ "a/empty.png": new Uint8Array(), "b/bad.png": grey(0xff), "b/good.png": grey(1) }),
    );
    await expect(images[0]?.read()).rejects.toThrow("The file is empty.");
    await expect(images[1]?.read()).rejects.toThrow("b/bad.png is damaged");
  });

  test.each([
    { what: "nothing", contents: {}, message: /"mine" has no pictures\. Expected a folder with a folder/ },
    { what: "one class", contents: { "a/1.png": grey(1) }, message: /"mine" has pictures of one class, a\./ },
    { what: "texts", contents: { "a/1.txt": grey(1) }, message: /no pictures.*a\/1\.txt: It is no picture/ },
  ])("refuses $what", async ({ contents, message }) => {
    await expect(open(files(contents as Record<string, Uint8Array>))).rejects.toThrow(message);
  });
});

describe("MNIST's idx files", () => {
  const images = idx([2, 1, 2], [10, 20, 30, 40]);
  const labels = idx([2], [1, 0]);

  test("pair images with labels, gzipped or not, and tell train from test", async () => {
    const source = await open(
      files({
        "train-images-idx3-ubyte": images,
        "train-labels-idx1-ubyte.gz": gzip(labels),
        "t10k-images.idx3-ubyte.gz": gzip(images),
        "t10k-labels.idx1-ubyte": labels,
      }),
      "fashion-mnist",
    );
    expect({ listed: listed(source), bad: source.badFiles }).toEqual({
      listed: [
        "train-images-idx3-ubyte Trouser train",
        "train-images-idx3-ubyte T-shirt/top train",
        "t10k-images.idx3-ubyte.gz Trouser test",
        "t10k-images.idx3-ubyte.gz T-shirt/top test",
      ],
      bad: [],
    });
    expect(await source.images[1]?.read()).toEqual({
      width: 2,
      height: 1,
      pixels: Uint8Array.of(30, 30, 30, 40, 40, 40),
    });
  });

  test.each([
    { what: "no labels", with: {}, message: /no labels beside it\. Expected train-labels-idx1-ubyte/ },
    { what: "too few labels", with: { labels: idx([1], [1]) }, message: /2 images and 1 labels/ },
    { what: "labels cut short", with: { labels: labels.subarray(0, 9) }, message: /is cut short: 9 bytes/ },
    { what: "damaged gzip", with: { labels: gzip(labels).subarray(0, 15) }, message: /cannot be unpacked/ },
  ])(
    "refuses $what",
    async ({ with: { labels: given }, message }: { with: { labels?: Uint8Array }; message: RegExp }) => {
      const beside: Record<string, Uint8Array> = given ? { "train-labels-idx1-ubyte": given } : {};
      await expect(open(files({ "train-images-idx3-ubyte": images, ...beside }))).rejects.toThrow(message);
    },
  );

  test.each([
    {
      what: "another format",
      bytes: Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      message: /is not in the idx format/,
    },
    { what: "nothing", bytes: new Uint8Array(), message: /is not in the idx format/ },
    {
      what: "floats",
      bytes: Uint8Array.of(0, 0, 0x0d, 1, 0, 0, 0, 0),
      message: /idx type 13\. Expected unsigned/,
    },
    { what: "a header cut short", bytes: Uint8Array.of(0, 0, 8, 3, 0, 0), message: /ends in its header/ },
    {
      what: "a claim of more than there is in the world",
      bytes: idx([0xffffffff, 0xffffffff, 0xffffffff], []),
      message: /cut short: 16 bytes/,
    },
    { what: "bytes after the end", bytes: idx([1], [1, 2]), message: /longer than it says/ },
  ])("an idx file: refuses $what", ({ bytes, message }) => {
    expect(() => readIdx(bytes, "x")).toThrow(message);
  });
});

test("idx files of as many images as EMNIST has are read whole", async () => {
  const count = 700_000;
  const values = new Uint8Array(count).map((_, index) => index % 3);
  const header = (shape: readonly number[]) => idx(shape, []);
  const join = (head: Uint8Array) => new Uint8Array(Buffer.concat([head, values]));
  const source = await open(
    files({
      "train-images-idx3-ubyte": join(header([count, 1, 1])),
      "train-labels-idx1-ubyte": join(header([count])),
    }),
  );
  expect([source.images.length, source.classNames, source.badFiles]).toEqual([count, ["0", "1", "2"], []]);
});

describe("CIFAR's binary version", () => {
  test("of ten classes has its names and turns planes into pixels", async () => {
    const source = await open(
      files({
        "data_batch_1.bin": cifar([{ labels: [9], colour: [1, 2, 3] }]),
        "test_batch.bin": cifar([{ labels: [0], colour: [4, 5, 6] }]),
      }),
    );
    expect(listed(source)).toEqual(["data_batch_1.bin truck train", "test_batch.bin airplane test"]);
    const { pixels } = (await source.images[0]?.read()) ?? {};
    expect(pixels).toEqual(Uint8Array.from({ length: 3072 }, (_, at) => (at % 3) + 1));
  });

  test("of a hundred takes the fine labels, in a gzipped archive with its names", async () => {
    const names = Array.from({ length: 100 }, (_, label) => `fine${label}`).join("\n");
    const archive = tar({
      "cifar-100-binary/": new Uint8Array(),
      "cifar-100-binary/fine_label_names.txt": new TextEncoder().encode(`${names}\n`),
      "cifar-100-binary/train.bin": cifar([{ labels: [3, 77], colour: [1, 2, 3] }]),
      "cifar-100-binary/test.bin": cifar([{ labels: [4, 99], colour: [4, 5, 6] }]),
    });
    const source = await open(files({ "cifar-100-binary.tar.gz": gzip(archive) }));
    expect({ listed: listed(source), classes: source.classNames.length }).toEqual({
      listed: ["cifar-100-binary/train.bin fine77 train", "cifar-100-binary/test.bin fine99 test"],
      classes: 100,
    });
  });

  test("a batch that is cut short or names a class too many is listed, and the others are read", async () => {
    const good = cifar([{ labels: [1], colour: [1, 2, 3] }]);
    const { badFiles, images } = await open(
      files({
        "data_batch_1.bin": good,
        "data_batch_2.bin": good.subarray(0, 3000),
        "data_batch_3.bin": cifar([{ labels: [10], colour: [1, 2, 3] }]),
      }),
    );
    expect(images).toHaveLength(1);
    expect(badFiles).toEqual([
      { path: "data_batch_2.bin", reason: expect.stringMatching(/3000 bytes.*may be cut short/) },
      { path: "data_batch_3.bin", reason: expect.stringMatching(/image 0 is of class 10\. Expected 0 to 9/) },
    ]);
  });
});

describe("a tar archive", () => {
  const archive = tar({ "a/": new Uint8Array(), "a/1.png": grey(7), "b/2.png": grey(8) });

  test("gives its plain files", () => {
    expect(readTar(archive, "x.tar").map(({ path, bytes }) => [path, ...bytes])).toEqual([
      ["a/1.png", 7],
      ["b/2.png", 8],
    ]);
  });

  test("is refused wherever it is cut inside a file, and wherever a header is damaged", () => {
    for (const length of [100, 700, 1024, 1600]) {
      expect(() => readTar(archive.subarray(0, length), "x.tar")).toThrow(/x\.tar is cut short/);
    }
    const damaged = archive.slice();
    damaged[514] = 1;
    expect(() => readTar(damaged, "x.tar")).toThrow(/damaged at byte 512/);
    const endless = archive.slice();
    endless.set(new TextEncoder().encode("           "), 124);
    expect(() => readTar(endless, "x.tar")).toThrow(/checksum is wrong/);
  });
});
