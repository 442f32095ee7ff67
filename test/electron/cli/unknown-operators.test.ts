import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn, operatorModel } from "../../helpers/operator-model";
import { run } from "./run-in-process";

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "blockwise-unknown-"));
  const file = await operatorModel({
    nodes: [
      ["Einsum", ["x", "w"], "e", { equation: "nchw,oc->nohw" }],
      ["Erf", ["e"], "f"],
      ["GlobalAveragePool", ["f"], "g"],
      ["Flatten", ["g"], "y"],
    ],
    input: [3, 32, 32],
    constants: { w: drawn(10, 3) },
    output: [10],
  });
  await writeFile(at("model.onnx"), new Uint8Array(file));
  await writeFile(at("input.npy"), new Uint8Array(0));
});

afterAll(() => rm(folder, { recursive: true }));

test.each([["verify"], ["profile"], ["train", "--data", "shapes", "--epochs", "1"]])(
  "%s stops before it starts and names the operator",
  async (command, ...options) => {
    const { code, err } = await run(command, at("model.onnx"), ...options);
    expect({
      code,
      names: /"\w+" stops the network: Einsum cannot be run: .* So does one more\./.test(err),
    }).toEqual({
      code: 1,
      names: true,
    });
  },
);

test("summary and check say which layers are not known, and that the totals are a floor", async () => {
  const summary = await run("summary", at("model.onnx"));
  const check = await run("check", at("model.onnx"));
  expect({
    named: summary.out.match(/\w+ \(unknown\)/g),
    parameters: summary.out.match(/Parameters: .* \(/)?.[0],
    check: check.out.split("\n").map((line) => line.replace(/^\w+: /, "")),
    code: check.code,
  }).toEqual({
    named: ["Einsum (unknown)", "Erf (unknown)"],
    parameters: "Parameters: at least 30 (",
    check: [
      "No problems in 4 layers.",
      "Einsum cannot be run: no layer here does what it does. Expected layers that are known here, received Einsum.",
      "Erf cannot be run: no layer here does what it does. Expected layers that are known here, received Erf.",
      "",
    ],
    code: 0,
  });
});

test("import keeps them in the project, and export writes them again", async () => {
  await run("import", at("model.onnx"), "-o", at("project.json"), "--weights", at("w.safetensors"));
  const { code } = await run(
    "export",
    at("project.json"),
    "--weights",
    at("w.safetensors"),
    "-o",
    at("again.onnx"),
  );
  const text = (await readFile(at("again.onnx"))).toString("latin1");
  expect({ code, has: ["nchw,oc->nohw", "Einsum", "Erf"].map((each) => text.includes(each)) }).toEqual({
    code: 0,
    has: [true, true, true],
  });
});
