import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encode as encodePng } from "fast-png";
import jpeg from "jpeg-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { readNpy } from "../../../shared/formats/npy/read";
import { writeNpy } from "../../../shared/formats/npy/write";
import { serializeProject } from "../../../shared/formats/project/serialize";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { emptyDocument } from "../../../shared/graph/document";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-compute-"));
  const builder = createBuilder();
  builder.layer("input", "input", { height: 24, width: 24, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 4, stride: [2, 2] });
  builder.layer("relu", "relu");
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: 7 });
  builder.layer("softmax", "softmax");
  const net = { ...emptyDocument("Net"), graph: builder.build() };
  await writeFile(at("net.json"), serializeProject(net));
  const maps = createBuilder();
  maps.layer("input", "input", { height: 4, width: 5, channels: 2 });
  maps.layer("relu", "relu");
  await writeFile(at("maps.json"), serializeProject({ ...emptyDocument("Maps"), graph: maps.build() }));
});

afterAll(() => rm(folder, { recursive: true }));

const small = ["--size", "16", "--classes", "3", "--train-count", "24", "--test-count", "6", "--batch", "8"];

describe("train", () => {
  test("prints one line of JSON for each report, and how the test went", async () => {
    const args = ["train", at("net.json"), ...small, "--epochs", "2", "--backend", "wasm", "--json"];
    const first = await run(...args);
    const lines = first.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      lines.slice(0, -1).map(({ step, loss, accuracy }) => [step, typeof loss, typeof accuracy]),
    ).toEqual([1, 2, 3, 4, 5, 6].map((step) => [step, "number", "number"]));
    expect(lines.at(-1)).toMatchObject({ done: true, steps: 6, testAccuracy: expect.any(Number) });
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: "" });
    const again = await run(...args);
    const losses = (out: string) => [...out.matchAll(/"loss":([\d.]+)/g)].map((match) => match[1]);
    expect(losses(again.out)).toEqual(losses(first.out));
  });

  test("takes a run up from its checkpoint, with nothing lost but the steps since", async () => {
    const args = ["train", at("net.json"), ...small, "--epochs", "2", "--backend", "wasm", "--json"];
    const whole = await run(...args, "-o", at("whole.safetensors"));
    await run(...args, "--checkpoint", at("run.checkpoint"), "--checkpoint-every", "4");
    const resumed = await run(
      "train",
      "--resume",
      at("run.checkpoint"),
      "--json",
      "-o",
      at("end.safetensors"),
    );
    const lines = ({ out }: { readonly out: string }) =>
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const losses = (all: readonly Record<string, unknown>[]) => all.map(({ step, loss }) => [step, loss]);
    expect(losses(lines(resumed).slice(0, -1))).toEqual(losses(lines(whole).slice(4, -1)));
    expect(lines(resumed).at(-1)).toEqual(lines(whole).at(-1));
    expect(await readFile(at("end.safetensors"))).toEqual(await readFile(at("whole.safetensors")));
    expect(await run("train")).toMatchObject({ code: 1, err: expect.stringContaining("--resume") });
  });

  test("trains models of several seeds on the same images, and averages what they answer", async () => {
    const args = ["train", at("net.json"), ...small, "--epochs", "1", "--backend", "wasm", "--json"];
    const alone = await run(...args, "--seed", "4");
    const { code, err, out } = await run(
      ...args,
      "--seed",
      "4",
      "--seeds",
      "3",
      "-o",
      at("many.safetensors"),
    );
    const lines = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const ends = lines.filter(({ done }) => done);
    const { average, models } = lines.at(-1);
    expect({ code, err, seeds: models.map(({ seed }: { seed: number }) => seed) }).toEqual({
      code: 0,
      err: "",
      seeds: [4, 5, 6],
    });
    const figures = ({ testLoss, testAccuracy }: Record<string, number>) => ({ testLoss, testAccuracy });
    // The first model is the one that its seed gives without others.
    expect(figures(ends[0])).toEqual(figures(JSON.parse(alone.out.trim().split("\n").at(-1) ?? "")));
    expect(ends.map(figures)).toEqual(models.map(figures));
    expect(new Set(ends.map(({ testLoss }) => testLoss)).size).toBe(3);
    // The logarithm is concave: the mean answer loses at most what the models lose on average.
    const mean = ends.reduce((sum, { testLoss }) => sum + testLoss, 0) / 3;
    expect([average.models, average.testLoss > 0, average.testLoss < mean]).toEqual([3, true, true]);

    const input = { shape: [2, 3, 16, 16], data: varied(2 * 3 * 16 * 16) };
    await writeFile(at("one.npy"), Buffer.from(writeNpy(input)));
    const answer = async (weights: string) => {
      const ask = ["run", at("net.json"), "--size", "16", "--classes", "3", "--input", at("one.npy")];
      const found = await run(...ask, "--weights", weights, "--backend", "wasm", "-o", at("answer.npy"));
      expect(found.code).toBe(0);
      return readNpy(Uint8Array.from(await readFile(at("answer.npy"))).buffer).data;
    };
    const files = [1, 2, 3].map((number) => at(`many.${number}.safetensors`));
    const each = [await answer(files[0] ?? ""), await answer(files[1] ?? ""), await answer(files[2] ?? "")];
    const together = await answer(files.join(","));
    for (const [index, value] of together.entries()) {
      const own = each.map((one) => one[index] as number);
      expect(value).toBeCloseTo(own.reduce((sum, one) => sum + one) / 3, 6);
    }
    expect(each[0]).not.toEqual(each[1]);
  });

  test("does not take up several models from one checkpoint", async () => {
    const { code, err } = await run("train", "--resume", at("any.checkpoint"), "--seeds", "2");
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("of one model") });
  });

  test("changes training images as asked, and so the losses", async () => {
    const args = ["train", at("net.json"), ...small, "--epochs", "1", "--backend", "wasm", "--json"];
    const plain = await run(...args);
    const changed = await run(...args, "--augment", "flip, crop");
    expect({ code: changed.code, err: changed.err }).toEqual({ code: 0, err: "" });
    const losses = (out: string) => [...out.matchAll(/"loss":([\d.]+)/g)].map((match) => match[1]);
    expect(losses(changed.out)).not.toEqual(losses(plain.out));
  });

  test("trains on a folder of pictures, splits it by the seed, and lists what it cannot read", async () => {
    for (const [label, name] of ["dark", "light"].entries()) {
      await mkdir(at(`own/${name}`), { recursive: true });
      for (let n = 0; n < 10; n++) {
        const data = new Uint8Array(20 * 16 * 3).fill(200 * label + n);
        const picture = encodePng({ width: 20, height: 16, channels: 3, data });
        await writeFile(at(`own/${name}/${n}.png`), picture);
      }
    }
    await writeFile(at("own/dark/cut.png"), (await readFile(at("own/dark/1.png"))).subarray(0, 50));
    await writeFile(at("own/light/notes.txt"), "none");
    const args = ["train", at("net.json"), "--data", at("own"), "--size", "16", "--batch", "8"];
    const options = ["--epochs", "20", "--lr", "0.05", "--augment", "flip", "--backend", "wasm"];
    const { code, out, err } = await run(...args, ...options, "--json");
    const last = JSON.parse(out.trim().split("\n").at(-1) ?? "");
    expect({ code, err, accuracy: last.testAccuracy, classes: last.data.classes }).toEqual({
      code: 0,
      err: "",
      accuracy: 1,
      classes: [
        { name: "dark", train: 7, validation: 1, test: 2 },
        { name: "light", train: 7, validation: 1, test: 2 },
      ],
    });
    expect(last.data.badFiles.map(({ path }: { path: string }) => path).sort()).toEqual([
      "dark/cut.png",
      "light/notes.txt",
    ]);
    const text = await run(...args, "--steps", "1", "--backend", "wasm");
    expect(text.err).toMatch(
      /^14 images to train on, 2 to validate with, 4 to test on, 2 classes:\n {2}dark: 7 \+ 1 \+ 2\n/,
    );
    expect(text.err).toMatch(/2 files were left out:\n.* {2}light\/notes.txt: It is no picture/s);
  });

  test("trains on MNIST's files, whichever of them is named", async () => {
    await mkdir(at("mnist"), { recursive: true });
    const header = (...values: readonly number[]) =>
      values.flatMap((value) => [0, 0, value >> 8, value & 255]);
    const pixels = Array.from({ length: 20 * 28 * 28 }, (_, n) => (n * 7) % 256);
    const images = Uint8Array.of(0, 0, 8, 3, ...header(20, 28, 28), ...pixels);
    const labels = Uint8Array.of(0, 0, 8, 1, ...header(20), ...Array.from({ length: 20 }, (_, n) => n % 2));
    await writeFile(at("mnist/train-images-idx3-ubyte.gz"), gzipSync(images));
    await writeFile(at("mnist/train-labels-idx1-ubyte"), labels);
    const args = ["--size", "28", "--batch", "8", "--epochs", "1", "--backend", "wasm", "--json"];
    const outcome = async (path: string) => {
      const { code, out, err } = await run("train", at("net.json"), "--data", at(path), ...args);
      expect({ code, err }).toEqual({ code: 0, err: "" });
      return JSON.parse(out.trim().split("\n").at(-1) ?? "").data;
    };
    const named = await outcome("mnist/train-images-idx3-ubyte.gz");
    expect(named).toMatchObject({ classes: [{ name: "0" }, { name: "1" }], badFiles: [] });
    expect(await outcome("mnist")).toEqual(named);
  });

  test("saves weights under PyTorch's names, and they run", async () => {
    const weights = at("net.safetensors");
    const args = [...small, "--steps", "2", "--backend", "wasm", "-o", weights];
    expect((await run("train", at("net.json"), ...args)).code).toBe(0);
    const { buffer, byteOffset, byteLength } = await readFile(weights);
    const arrays = readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    expect([...arrays].map(([name, { shape }]) => [name, shape])).toEqual([
      ["conv.weight", [4, 3, 3, 3]],
      ["conv.bias", [4]],
      ["fc.weight", [3, 4]],
      ["fc.bias", [3]],
    ]);
    await writeFile(
      at("x.npy"),
      new Uint8Array(writeNpy({ shape: [1, 3, 16, 16], data: new Float32Array(768) })),
    );
    const sized = ["--size", "16", "--classes", "3", "--backend", "wasm", "--json"];
    const { out, code } = await run(
      "run",
      at("net.json"),
      "--weights",
      weights,
      "--input",
      at("x.npy"),
      ...sized,
    );
    expect({ code, top: JSON.parse(out).top[0].length }).toEqual({ code: 0, top: 3 });
  });

  test("starts from another network's weights by order, and says what it took", async () => {
    const builder = createBuilder();
    builder.layer("input", "input", { height: 24, width: 24, channels: 3 });
    builder.layer("first", "conv2d", { filters: 4, stride: [2, 2] });
    builder.layer("flatten", "global-avg-pool");
    builder.layer("head", "dense", { units: 5 });
    const other = { ...emptyDocument("Other"), graph: builder.build() };
    await writeFile(at("other.json"), serializeProject(other));
    const weights = at("other.safetensors");
    await run("export", at("other.json"), "-o", weights);
    const args = [...small, "--steps", "1", "--backend", "wasm", "--json", "--weights", weights];
    const { code, err } = await run("train", at("net.json"), ...args, "--match", "order");
    expect({ code, err }).toEqual({
      code: 0,
      err: [
        `${weights}: 2 of 4 weights matched by order.`,
        "  Missing in the file, so drawn from the seed: fc.weight [3, 4]; fc.bias [3].",
        "  In the file and not used: head.weight [5, 4]; head.bias [5].",
        "",
      ].join("\n"),
    });
    const refused = await run("train", at("net.json"), ...args);
    expect({ code: refused.code, err: refused.err }).toEqual({
      code: 1,
      err: expect.stringMatching(/do not fit.*"conv.weight" is missing/),
    });
  });

  test.each([
    { what: "an unknown dataset", args: ["--data", "shaps"], code: 2, message: /Known: / },
    { what: "an unknown augmentation", args: ["--augment", "flip,spin"], code: 2, message: /Known, .*flip/ },
    {
      what: "a folder of no pictures",
      args: ["--data", "shared"],
      code: 1,
      message: /"shared" has no pictures/,
    },
    { what: "no epochs", args: ["--epochs", "0"], code: 2, message: /whole number from 1/ },
    { what: "a learning rate of nothing", args: ["--lr", "0"], code: 2, message: /above 0/ },
    { what: "an unknown backend", args: ["--backend", "cuda"], code: 2, message: /wasm, webgpu, cpu/ },
    { what: "images too small to draw", args: ["--size", "4"], code: 1, message: /image size is 4/ },
  ])("refuses $what", async ({ args, code, message }) => {
    const found = await run("train", at("net.json"), "--json", "--backend", "wasm", ...args);
    expect({ code: found.code, lines: found.err.trim().split("\n").length }).toEqual({ code, lines: 1 });
    expect(found.err).toMatch(message);
  });
});

describe("run", () => {
  const image = {
    width: 30,
    height: 20,
    channels: 3,
    data: new Uint8Array(1800).map((_, i) => (i * 7) % 256),
  };

  test("names the five most probable classes of a picture, PNG or JPEG", async () => {
    await writeFile(at("picture.png"), encodePng(image));
    const rgba = new Uint8Array(2400).fill(255);
    for (let pixel = 0; pixel < 600; pixel++)
      rgba.set(image.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    const { data } = jpeg.encode({ width: 30, height: 20, data: rgba }, 100);
    await writeFile(at("picture.jpg"), data);
    const of = (file: string) => run("run", at("net.json"), "--input", at(file), "--backend", "wasm");
    const [png, jpg] = [await of("picture.png"), await of("picture.jpg")];
    const classes = (out: string) =>
      out
        .split("\n")
        .slice(2, 7)
        .map((line) => line.split(/\s{2,}/)[0]);
    expect(png.code).toBe(0);
    expect(png.out).toMatch(/^Class +Probability\n/);
    expect(classes(png.out)).toHaveLength(5);
    expect(classes(jpg.out)[0]).toBe(classes(png.out)[0]);
  });

  test("a picture of few colours is unpacked", async () => {
    const black = {
      width: 9,
      height: 2,
      channels: 1,
      depth: 1,
      data: Uint8Array.of(0xff, 0x80, 0, 0),
    } as const;
    await writeFile(at("bits.png"), encodePng(black));
    const found = await run("run", at("net.json"), "--input", at("bits.png"), "--backend", "wasm");
    expect({ code: found.code, err: found.err }).toEqual({ code: 0, err: "" });
  });

  test("arrays go in and come out channels first", async () => {
    const data = Float32Array.from({ length: 80 }, (_, index) => index - 40);
    await writeFile(at("maps.npy"), new Uint8Array(writeNpy({ shape: [2, 2, 4, 5], data })));
    const args = ["run", at("maps.json"), "--input", at("maps.npy"), "-o", at("y.npy"), "--backend", "cpu"];
    expect(await run(...args)).toMatchObject({ code: 0, out: "" });
    const { buffer, byteOffset, byteLength } = await readFile(at("y.npy"));
    expect(readNpy(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer)).toEqual({
      shape: [2, 2, 4, 5],
      data: data.map((value) => Math.max(0, value)),
    });
  });

  test.each([
    { what: "a missing file", input: "nothing.png", message: /There is no file or folder/ },
    { what: "another kind of file", input: "net.json", message: /neither an array \(\.npy\) nor a picture/ },
    {
      what: "an array of another shape",
      input: "maps.npy",
      message: /\[2, 2, 4, 5\]\. Expected \[n, 3, 24, 24\]/,
    },
    { what: "a broken picture", input: "broken.png", message: /cannot be read as a picture/ },
  ])("refuses $what in one line", async ({ input, message }) => {
    await writeFile(at("broken.png"), "not a picture");
    const found = await run("run", at("net.json"), "--input", at(input), "--backend", "wasm");
    expect({ code: found.code, out: found.out, lines: found.err.trim().split("\n").length }).toEqual({
      code: 1,
      out: "",
      lines: 1,
    });
    expect(found.err).toMatch(message);
  });
});

function varied(count: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => Math.sin(0.37 * index));
}
