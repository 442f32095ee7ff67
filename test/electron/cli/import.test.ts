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

  test("that lacks the file with its weights, or is none, is refused in a sentence", async () => {
    await writeFile(at("alone.onnx"), await readFile(at("net.onnx")));
    await writeFile(at("text.onnx"), "This is no model.");
    await rm(at("net.onnx.data"));
    const lacking = await run("run", at("net.onnx"), "--input", at("x.npy"));
    const text = await run("summary", at("text.onnx"));
    expect([lacking.code, lacking.err, text.code, text.err]).toEqual([
      1,
      expect.stringMatching(/weights of .*net\.onnx are in "net\.onnx\.data" beside it/),
      1,
      expect.stringMatching(/text\.onnx: This is not an ONNX model, or it is damaged/),
    ]);
  });
});
