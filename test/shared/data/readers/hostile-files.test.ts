import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../shared/base/assert";
import { openSource } from "../../../../shared/data/open-source";
import { cifar, files, gzip, idx, ports, tar } from "./files";

const pictures = Object.fromEntries(
  ["a/1.png", "a/2.png", "b/1.png", "b/2.png"].map((path, at) => [path, Uint8Array.of(at)]),
);
const record = (label: number) => ({ labels: [label], colour: [1, 2, 3] });

/** Something whole in each format, and the file that is to be hurt. */
const FORMATS = [
  {
    format: "CIFAR",
    path: "data_batch_1.bin",
    bytes: cifar([record(0), record(1)]),
    others: { "test_batch.bin": cifar([record(1), record(0)]) },
  },
  {
    format: "idx images",
    path: "train-images-idx3-ubyte",
    bytes: idx([4, 2, 2], new Uint8Array(16)),
    others: { "train-labels-idx1-ubyte": idx([4], [0, 1, 0, 1]) },
  },
  {
    format: "idx labels",
    path: "train-labels-idx1-ubyte",
    bytes: idx([4], [0, 1, 0, 1]),
    others: { "train-images-idx3-ubyte": idx([4, 2, 2], new Uint8Array(16)) },
  },
  {
    format: "gzipped idx",
    path: "train-images-idx3-ubyte.gz",
    bytes: gzip(idx([4, 2, 2], new Uint8Array(16))),
    others: { "train-labels-idx1-ubyte": idx([4], [0, 1, 0, 1]) },
  },
  { format: "tar", path: "pets.tar", bytes: tar(pictures), others: {} },
  { format: "gzipped tar", path: "pets.tar.gz", bytes: gzip(tar(pictures)), others: {} },
  { format: "folder", path: "a/1.png", bytes: Uint8Array.of(7, 7), others: pictures },
] as const;

/** Opens it and reads all it lists. A fault that is no word to a person is a bug. */
async function readAll(contents: Record<string, Uint8Array>): Promise<number> {
  try {
    const { images, badFiles } = await openSource("mine", files(contents), ports);
    let values = 0;
    for (const image of images) {
      const read = await image.read().catch(() => null);
      values += read?.pixels.length ?? 0;
    }
    for (const { reason } of badFiles) expect(reason).not.toBe("");
    return values;
  } catch (thrown) {
    if (thrown instanceof UserError) return 0;
    throw thrown;
  }
}

describe.each(FORMATS)("$format", ({ path, bytes, others }) => {
  test("is read whole", async () => {
    expect(await readAll({ ...others, [path]: bytes })).toBeGreaterThan(0);
  });

  test("with any bytes changed and any end missing gives no more than it holds, or says what is wrong", async () => {
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(bytes.length), fc.boolean(), async (changed, length, isCut) => {
        const hurt = isCut ? bytes.slice(0, length) : bytes.slice();
        for (const [at, value] of changed) if (at < hurt.length) hurt[at] = value;
        const values = await readAll({ ...others, [path]: hurt });
        const held = Object.values({ ...others, [path]: hurt }).reduce((sum, file) => sum + file.length, 0);
        // Grey becomes three values, gzip unpacks at most a thousandfold.
        expect(values).toBeLessThanOrEqual(3 * 1032 * held);
      }),
      { numRuns: 60 },
    );
  });
});

test.each([
  { what: "four billion images", shape: [0xffffffff, 28, 28] },
  { what: "images of four billion rows", shape: [1, 0xffffffff, 0xffffffff] },
])("an idx header that claims $what is refused by its length", async ({ shape }) => {
  const contents = {
    "train-images-idx3-ubyte": idx(shape, [1, 2, 3]),
    "train-labels-idx1-ubyte": idx([2], [0, 1]),
  };
  await expect(openSource("mine", files(contents), ports)).rejects.toThrow(/is cut short/);
});

test("pictures are known by their first bytes where their names do not tell", async () => {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
  const heads = { "a/photo": jpeg, "b/photo.bin.part": jpeg, "b/notes.txt": Uint8Array.of(65) };
  const withHeads = files(heads).map((file) => ({
    ...file,
    head: async (count: number) => (await file.read()).subarray(0, count),
  }));
  const { images, badFiles } = await openSource("mine", withHeads, ports);
  expect({ images: images.map(({ path }) => path), bad: badFiles.map(({ path }) => path) }).toEqual({
    images: ["a/photo", "b/photo.bin.part"],
    bad: ["b/notes.txt"],
  });
});
