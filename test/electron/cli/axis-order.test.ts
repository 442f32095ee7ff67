import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { onnxRuntime } from "../../../shared/engine/verify/onnxruntime-node";
import { type NpyArray, readNpy } from "../../../shared/formats/npy/read";
import { writeNpy } from "../../../shared/formats/npy/write";
import { serializeProject } from "../../../shared/formats/project/serialize";
import { emptyDocument } from "../../../shared/graph/document";
import { drawn, operatorModel } from "../../helpers/operator-model";
import { relativeDifference } from "../../helpers/relative-difference";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

function numbered(...shape: readonly number[]): NpyArray {
  const size = shape.reduce((product, side) => product * side, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, index) => Math.sin(0.7 * index)) };
}

async function answer(file: string, images: NpyArray): Promise<NpyArray> {
  await writeFile(at("x.npy"), new Uint8Array(writeNpy(images)));
  const { code, err } = await run(
    "run",
    file,
    "--input",
    at("x.npy"),
    "-o",
    at("y.npy"),
    "--backend",
    "wasm",
  );
  if (code !== 0) throw new Error(err);
  return readNpy(new Uint8Array(await readFile(at("y.npy"))).buffer);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-axes-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("an ONNX file that makes maps of images", () => {
  let file: string;
  beforeAll(async () => {
    const builder = createBuilder();
    builder.layer("input", "input", { height: 5, width: 4, channels: 2 });
    builder.layer("conv", "conv2d", { filters: 3, kernel: [3, 1], padding: "same" });
    await writeFile(at("maps.json"), serializeProject({ ...emptyDocument("Maps"), graph: builder.build() }));
    file = at("maps.onnx");
    await run("export", at("maps.json"), "-o", file, "--seed", "4");
  });

  test("takes and gives N×C×H×W, as ONNX Runtime does", async () => {
    const images = numbered(2, 2, 5, 4);
    const expected = (await onnxRuntime.run(await readFile(file), { input: images })).conv as NpyArray;
    const given = await answer(file, images);
    expect(given.shape).toEqual(expected.shape);
    expect(relativeDifference(given.data, expected.data)).toBeLessThan(1e-5);
  });

  test("answers an image without a batch axis without one", async () => {
    const whole = await answer(file, numbered(1, 2, 5, 4));
    expect(await answer(file, numbered(2, 5, 4))).toEqual({ shape: [3, 5, 4], data: whole.data });
  });

  test("refuses channels last, and says what it expects", async () => {
    await expect(answer(file, numbered(2, 5, 4, 2))).rejects.toThrow(
      "The array has shape [2, 5, 4, 2]. Expected [n, 2, 5, 4], n being the number of images, or [2, 5, 4] for one.",
    );
  });
});

test("an answer has its channels first where the file gives it so, though it takes them last", async () => {
  const file = at("turned.onnx");
  const model = await operatorModel({
    input: [4, 5, 3],
    constants: { w: drawn(2, 3, 1, 1) },
    nodes: [
      ["Transpose", ["x"], "t", { perm: [0, 3, 1, 2] }],
      ["Conv", ["t", "w"], "y"],
    ],
    output: [2, 4, 5],
  });
  await writeFile(file, new Uint8Array(model));
  const images = numbered(2, 4, 5, 3);
  const expected = (await onnxRuntime.run(new Uint8Array(model), { x: images })).y as NpyArray;
  const given = await answer(file, images);
  expect(given.shape).toEqual(expected.shape);
  expect(relativeDifference(given.data, expected.data)).toBeLessThan(1e-5);
});

/** As tfjs saves it: a 1×1 convolution without a bias, or a dense layer on features. */
async function writeModel(
  layer: object,
  shape: readonly (number | null)[],
  kernel: NpyArray,
): Promise<string> {
  const input = { class_name: "InputLayer", config: { name: "in", batch_input_shape: shape } };
  const config = { name: "last", use_bias: false, activation: "linear", ...layer };
  const layers = [input, { class_name: kernel.shape.length === 4 ? "Conv2D" : "Dense", config }];
  const weights = [{ name: "last/kernel", shape: kernel.shape, dtype: "float32" }];
  const model = {
    modelTopology: { class_name: "Sequential", config: { name: "Tiny", layers } },
    weightsManifest: [{ paths: ["shard.bin"], weights }],
  };
  await writeFile(at("shard.bin"), new Uint8Array(kernel.data.buffer));
  await writeFile(at("model.json"), JSON.stringify(model));
  return at("model.json");
}

describe("a model of tfjs", () => {
  test("takes and gives N×H×W×C", async () => {
    const kernel = { shape: [1, 1, 2, 1], data: Float32Array.of(1, 10) };
    const file = await writeModel({ filters: 1, kernel_size: [1, 1] }, [null, 1, 3, 2], kernel);
    const images = { shape: [1, 1, 3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
    expect(await answer(file, images)).toEqual({ shape: [1, 1, 3, 1], data: Float32Array.of(21, 43, 65) });
  });

  test("that takes features takes them as [n, features]", async () => {
    const kernel = { shape: [2, 1], data: Float32Array.of(1, 10) };
    const file = await writeModel({ units: 1 }, [null, 2], kernel);
    const features = { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) };
    expect(await answer(file, features)).toEqual({ shape: [2, 1], data: Float32Array.of(21, 43) });
  });
});
