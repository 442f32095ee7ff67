import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import { onnxRuntime } from "../../../../shared/engine/verify/onnxruntime-node";
import { type ReadNetwork, readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { type Operators, operatorModel } from "../../../helpers/operator-model";
import { randomTensor } from "../../../helpers/reference-tensor";

const MAP = [3, 6, 5];

const CASES: readonly (Operators & { readonly name: string; readonly types: readonly string[] })[] = [
  {
    name: "an output that is read inside as well",
    nodes: [
      ["Relu", ["x"], "a"],
      ["Sigmoid", ["a"], "y"],
    ],
    output: MAP,
    more: [{ name: "a", shape: MAP }],
    types: ["input", "relu", "scale", "sigmoid"],
  },
  {
    name: "two names of one output",
    nodes: [
      ["Relu", ["x"], "y"],
      ["Identity", ["y"], "a"],
    ],
    output: MAP,
    more: [{ name: "a", shape: MAP }],
    types: ["input", "relu", "scale", "scale"],
  },
];

async function written({ document, weights }: ReadNetwork): Promise<Uint8Array> {
  return onnxBytes({
    document,
    options: { opset: 17, foldBatchNorm: false, functions: false },
    weights: { read: ({ fullName }) => weights.get(fullName)?.read() ?? new Float32Array() },
  });
}

async function computed(model: Uint8Array): Promise<readonly (readonly number[])[]> {
  const x = randomTensor([1, ...MAP], 7);
  const outputs = await onnxRuntime.run(model, { x: { shape: x.shape, data: Float32Array.from(x.data) } });
  return Object.values(outputs).map(({ data }) => [...data]);
}

describe.each(CASES)("$name", (each) => {
  test("is an output of the network, and of the file that is made of it", async () => {
    const file = await operatorModel(each);
    const read = readOnnx(file, { name: "file" });
    const types = [...leavesOf(createAnalyser().analyse(read.document))].map(({ node }) => node.type);
    expect({ types, ends: new Set(read.outputs.map(({ path }) => path)).size }).toEqual({
      types: each.types,
      ends: 2,
    });
    const [before, after] = [await computed(new Uint8Array(file)), await computed(await written(read))];
    expect(new Set(after.map(String))).toEqual(new Set(before.map(String)));
    expect(after).toHaveLength(2);
  });
});
