import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onnxRuntime } from "../../../shared/engine/verify/onnxruntime-node";
import { readSafetensors } from "../../../shared/formats/safetensors/read";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-export-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function arraysOf(path: string) {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

const SMALL = ["--input", "32x32", "--classes", "5"] as const;

describe("export", () => {
  test("writes a network that ONNX Runtime runs, with a batch of any size", async () => {
    const { code, out, err } = await run("export", "mobilenet-0.25", "-o", at("m.onnx"), ...SMALL);
    expect({ code, out, err }).toEqual({
      code: 0,
      out: expect.stringMatching(/m\.onnx {2}\d.* KiB\n$/),
      err: "",
    });
    const shape = [3, 3, 32, 32];
    const data = Float32Array.from({ length: 3 * 3 * 32 * 32 }, (_, index) => Math.sin(index));
    const results = await onnxRuntime.run(await readFile(at("m.onnx")), { input: { shape, data } });
    const sums = Object.entries(results).map(([name, output]) => ({
      name,
      shape: output.shape,
      sum: Math.round(output.data.reduce((a, b) => a + b, 0)),
    }));
    expect(sums).toEqual([{ name: "softmax", shape: [3, 5], sum: 3 }]);
  });

  test("writes the same file from the same seed, and another from another", async () => {
    for (const [name, seed] of Object.entries({ a: "1", b: "1", c: "2" })) {
      await run("export", "resnet-cifar-20", "-o", at(`${name}.onnx`), "--seed", seed);
    }
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => readFile(at(`${name}.onnx`))));
    expect({ same: a?.equals(b as Buffer), other: a?.equals(c as Buffer) }).toEqual({
      same: true,
      other: false,
    });
  });

  test("writes a PyTorch network with a script that trains it, unless that is not wanted", async () => {
    const written = async (folderName: string, ...options: readonly string[]) => {
      await mkdir(at(folderName));
      await run("export", "resnet-cifar-20", "-o", join(at(folderName), "net.py"), ...options);
      return (await readdir(at(folderName))).sort();
    };
    expect([await written("with"), await written("without", "--no-training-script")]).toEqual([
      ["net.py", "net.safetensors", "train_net.py"],
      ["net.py", "net.safetensors"],
    ]);
  });

  test("takes weights of a network with another head by name, and draws the head", async () => {
    const [given, taken] = [at("given.safetensors"), at("taken.safetensors")];
    await run("export", "resnet-cifar-20", "-o", given, "--seed", "7");
    const args = ["export", "resnet-cifar-20", "--classes", "3", "-o", taken, "--weights", given];
    const strict = await run(...args);
    expect({ code: strict.code, err: strict.err }).toEqual({
      code: 1,
      err: expect.stringMatching(/"fc.weight" should be \[3, 64\] and is \[10, 64\].* by name/),
    });
    const { code, err } = await run(...args, "--match", "name");
    const told = [
      `${given}: 95 of 97 weights matched by name.`,
      "  Of another shape, so drawn from the seed: fc.weight [3, 64], in the file [10, 64]; fc.bias [3], in the file [10].",
      "",
    ];
    expect({ code, err: err.split("\n") }).toEqual({ code: 0, err: told });
    const [before, after] = await Promise.all([given, taken].map(arraysOf));
    expect(after?.get("conv1.conv.weight")).toEqual(before?.get("conv1.conv.weight"));
    expect(after?.get("fc.weight")?.shape).toEqual([3, 64]);
  });

  test("puts the weights beside the model if asked to", async () => {
    const { out } = await run("export", "resnet-cifar-20", "-o", at("apart.onnx"), "--external-data");
    expect(out.split("\n").map((line) => line.split("  ")[0])).toEqual([
      at("apart.onnx"),
      at("apart.onnx.data"),
      "",
    ]);
  });

  test.each([
    [["--to", "onyx"], /onyx.*invalid.*onnx/i],
    [["-o", "model.xyz"], /ending of model\.xyz does not tell the format.*--to: .*onnx/i],
    [["--opset", "7"], /operator set.*from 13 to 21.*7/i],
    [["--opset", "x"], /operator set.*from 13 to 21/i],
    [["--functions", "--fold-batch-norm"], /Fold batch norm, or write functions/],
    [["-o", "/no/such/folder/x.onnx"], /no file or folder/],
  ])("%j is refused in a sentence, and leaves nothing behind", async (args, message) => {
    const before = await readdir(folder);
    const { code, out, err } = await run("export", "resnet-cifar-20", "-o", at("refused.onnx"), ...args);
    expect({ failed: code > 0, out, err, files: await readdir(folder) }).toEqual({
      failed: true,
      out: "",
      err: expect.stringMatching(message),
      files: before,
    });
  });
});

describe("figures", () => {
  test.each([
    ["svg", "<svg "],
    ["pdf", "%PDF-"],
    ["png", "PNG"],
  ])("are written as %s, told from the ending", async (ending, sign) => {
    const file = at(`figure.${ending}`);
    const { code, err } = await run(
      "export",
      "alexnet",
      "-o",
      file,
      "--style",
      "volumes",
      "--theme",
      "print",
    );
    const head = (await readFile(file)).toString("latin1", 0, 200);
    expect({ code, err, isSo: head.includes(sign) }).toEqual({ code: 0, err: "", isSo: true });
  });

  test("show one block, unfolded inside as asked", async () => {
    const file = at("block.svg");
    const args = ["--block", "conv3_x", "--unfold", "conv3_x/rest", "--no-legend"];
    await run("export", "resnet-50", "-o", file, ...args);
    const text = await readFile(file, "utf8");
    const shows = (words: string): boolean => text.includes(`>${words}</text>`);
    expect({
      title: text.includes("<title>ResNet-50: conv3_x</title>"),
      inside: ["first", "rest", "conv2"].map(shows),
      outside: ["conv4_x", "Convolution"].map(shows),
    }).toEqual({ title: true, inside: [true, true, true], outside: [false, false] });
  });

  test.each([
    [["--block", "conv9_x"], /no block "conv9_x" in ResNet-50.*conv2_x/],
    [["--unfold", "conv3_x/none"], /no block "conv3_x\/none".*first, rest/],
    [["--to", "onnx", "--block", "conv3_x"], /--block means nothing for ONNX/],
    [["--to", "onnx", "--style", "table"], /--style means nothing for ONNX/],
    [["--to", "png", "--scale", "40"], /scale.*from 0\.1 to 10/i],
  ])("%j is refused in a sentence", async (args, message) => {
    const { code, out, err } = await run("export", "resnet-50", "-o", at("refused.svg"), ...args);
    expect({ failed: code > 0, out, err }).toEqual({
      failed: true,
      out: "",
      err: expect.stringMatching(message),
    });
  });
});

describe("verify", () => {
  test("finds that ONNX Runtime and the engine agree on a network, its scores included", async () => {
    const { code, out, err } = await run("verify", "shufflenet-g3", ...SMALL, "--json");
    const { agrees, outputs } = JSON.parse(out);
    expect({ code, err, agrees, names: outputs.map(({ name }: { name: string }) => name) }).toEqual({
      code: 0,
      err: "",
      agrees: true,
      names: ["softmax", "fc"],
    });
    for (const { difference } of outputs) expect(difference).toBeLessThan(1e-4);
  });

  test("says so in a table for people", async () => {
    const { out } = await run("verify", "resnet-cifar-20", "--fold-batch-norm", "--opset", "13");
    expect(out).toMatch(/^Output +Shape +Largest difference\n─+.*\nsoftmax +10 +\S+e-\d+\n/);
    expect(out).toMatch(/\nONNX Runtime and our engine agree: /);
  });
});
