import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNpy } from "../../../shared/formats/npy/read";
import { writeNpy } from "../../../shared/formats/npy/write";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

/** Two images; the same numbers each time. */
const IMAGES = {
  shape: [2, 3, 32, 32],
  data: Float32Array.from({ length: 2 * 3 * 32 * 32 }, (_, index) => Math.sin(index)),
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-import-"));
  await run("export", "resnet-cifar-20", "-o", at("net.onnx"), "--seed", "3", "--external-data");
  await writeFile(at("x.npy"), new Uint8Array(writeNpy(IMAGES)));
});
afterAll(() => rm(folder, { recursive: true }));

async function answer(...args: readonly string[]): Promise<readonly number[]> {
  await run("run", ...args, "--input", at("x.npy"), "-o", at("y.npy"), "--backend", "wasm");
  const bytes = await readFile(at("y.npy"));
  return [...readNpy(new Uint8Array(bytes).buffer).data];
}

describe("an ONNX file", () => {
  test("runs with the weights that it names, as the network does that it was written from", async () => {
    expect(await answer(at("net.onnx"))).toEqual(await answer("resnet-cifar-20", "--seed", "3"));
  });

  test("becomes a project and safetensors that give the same again", async () => {
    const { code, out } = await run(
      "import",
      at("net.onnx"),
      "-o",
      at("net.json"),
      "--weights",
      at("net.safetensors"),
    );
    const names = readSafetensors(new Uint8Array(await readFile(at("net.safetensors"))).buffer).keys();
    expect({ code, out, first: [...names].find((name) => name.endsWith("conv1.weight")) }).toEqual({
      code: 0,
      out: expect.stringMatching(
        /net\.json {2}72 layers, 269,722 parameters\n.*net\.safetensors {2}\d+ weights\n$/,
      ),
      first: expect.any(String),
    });
    expect(await answer(at("net.json"), "--weights", at("net.safetensors"))).toEqual(
      await answer(at("net.onnx")),
    );
  });

  test("is verified against ONNX Runtime, which runs it as it is", async () => {
    const { code, out } = await run("verify", at("net.onnx"), "--json");
    expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, id: "net", agrees: true });
  });

  test("is summarised and checked like any network", async () => {
    const { out } = await run("summary", at("net.onnx"), "--json");
    expect(JSON.parse(out)).toMatchObject({ id: "net", params: 269722, input: [32, 32, 3] });
    expect((await run("check", at("net.onnx"))).code).toBe(0);
  });

  test("gives its weights to another network, and a training does not take them unasked", async () => {
    const take = ["--weights", at("net.onnx"), "--match", "name"];
    const exported = await run(
      "export",
      "resnet-cifar-20",
      "-o",
      at("again.onnx"),
      "--classes",
      "7",
      ...take,
    );
    const small = ["--size", "16", "--train-count", "4", "--test-count", "2", "--batch", "2", "--steps", "1"];
    const trained = await run("train", at("net.onnx"), ...small, "--backend", "wasm");
    expect([exported.code, exported.err, trained.code, trained.err]).toEqual([
      0,
      expect.stringMatching(/net\.onnx: 95 of 97 weights matched by name/),
      0,
      expect.stringMatching(/^The weights in .*net\.onnx are not used; to start from them: --weights/),
    ]);
  });

  test("that lacks the file with its weights, or is none, is refused in a sentence", async () => {
    await writeFile(at("alone.onnx"), await readFile(at("net.onnx")));
    await writeFile(at("text.onnx"), "This is no model.");
    await rm(at("net.onnx.data"));
    const lacking = await run("run", at("net.onnx"), "--input", at("x.npy"));
    const text = await run("summary", at("text.onnx"));
    expect([lacking.code, lacking.err, text.code, text.err]).toEqual([
      1,
      expect.stringMatching(/net\.onnx has its weights in "net\.onnx\.data" beside it/),
      1,
      expect.stringMatching(/text\.onnx: This is not an ONNX model, or it is damaged/),
    ]);
  });
});

/** A model of tfjs as `model.save("file://...")` leaves it: one dense layer on a flattened image of 1×2×2. */
async function writeKeras(shard: string): Promise<string> {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const layers = [
    layer("Flatten", { name: "flat", batch_input_shape: [null, 1, 2, 2] }),
    layer("Dense", { name: "scores", units: 1, activation: "linear", use_bias: false }),
  ];
  const modelTopology = { class_name: "Sequential", config: { name: "Tiny", layers } };
  const weights = [{ name: "scores/kernel", shape: [4, 1], dtype: "float32" }];
  const model = { modelTopology, weightsManifest: [{ paths: [shard], weights }] };
  await writeFile(at("model.json"), JSON.stringify(model));
  return at("model.json");
}

describe("a model of tfjs", () => {
  test("becomes a project and its weights, put in our order of features", async () => {
    const model = await writeKeras("shard1.bin");
    await writeFile(at("shard1.bin"), new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));
    const files = ["-o", at("tiny.json"), "--weights", at("tiny.safetensors")];
    const { code, out } = await run("import", model, ...files);
    expect({ code, out }).toEqual({
      code: 0,
      out: `${at("tiny.json")}  3 layers, 4 parameters\n${at("tiny.safetensors")}  1 weights\n`,
    });
    const { buffer, byteOffset, byteLength } = await readFile(at("tiny.safetensors"));
    const arrays = readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
    expect(arrays).toEqual(
      new Map([["scores.weight", { shape: [1, 4], data: Float32Array.of(1, 3, 2, 4) }]]),
    );
  });

  test.each([
    ["summary"],
    ["check"],
    ["profile", "--steps", "1", "--backend", "cpu"],
    ["export", "-o", "tiny.onnx"],
    ["verify"],
  ])("is taken by %s", async (command, ...options) => {
    const model = await writeKeras("shard1.bin");
    await writeFile(at("shard1.bin"), new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer));
    const placed = options.map((option) => (option.startsWith("tiny") ? at(option) : option));
    const { code, err } = await run(command, model, ...placed);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.each([
    {
      shard: "none.bin",
      message: /^\S+model.json has its weights in "none.bin" beside it, and that cannot be read/,
    },
    { shard: "../../etc/passwd", message: /"..\/..\/etc\/passwd" does not lie beside it/ },
  ])("that names $shard is refused", async ({ shard, message }) => {
    const { code, out, err } = await run("import", await writeKeras(shard), "-o", at("never.json"));
    expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringMatching(message) });
  });
});
