import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import { outputText } from "../../../../shared/analysis/output-text";
import type { PlacedWeight } from "../../../../shared/analysis/unfold";
import { compilePlan } from "../../../../shared/engine/plan";
import { onnxRuntime } from "../../../../shared/engine/verify/onnxruntime-node";
import { drawWeight } from "../../../../shared/engine/weights/initialise";
import { type RawNode, readModel } from "../../../../shared/formats/onnx/read/raw-model";
import { type ReadNetwork, readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import {
  bytesField,
  intField,
  type Message,
  message,
  messageField,
  textField,
} from "../../../../shared/formats/onnx/wire";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { float } from "../../../../shared/layers/node-kit";
import { layers } from "../../../../shared/layers/registry";
import { LOOKALIKES } from "../../../helpers/operator-cases/lookalikes";
import { drawn, ints, type Operators, operatorModel, scalar } from "../../../helpers/operator-model";
import { randomTensor } from "../../../helpers/reference-tensor";
import { relativeDifference } from "../../../helpers/relative-difference";

interface Case extends Operators {
  readonly name: string;
  /** Type or operator of every layer, and its shape. */
  readonly layers: readonly string[];
}

const TURNED = ["Transpose", ["x"], "last", { perm: [0, 2, 3, 1] }] as const;

const CASES: readonly Case[] = [
  {
    name: "a dense layer of each pixel, whose channels come last",
    nodes: [
      TURNED,
      ["Reshape", ["last", "rows"], "pixels"],
      ["MatMul", ["pixels", "w"], "p"],
      ["Reshape", ["p", "map"], "m"],
      ["Transpose", ["m"], "y", { perm: [0, 3, 1, 2] }],
    ],
    constants: { rows: ints(-1, 3), w: drawn(3, 2), map: ints(-1, 6, 5, 2) },
    output: [2, 6, 5],
    layers: ["input 6×5×3", "Transpose 5×3×6", "Reshape 3", "dense 2", "Reshape 5×2×6", "Transpose 6×5×2"],
  },
  {
    name: "a dense layer of computed weights behind features that lie pixel by pixel",
    nodes: [
      TURNED,
      ["Reshape", ["last", "row"], "flat"],
      ["Erf", ["w"], "e"],
      ["MatMul", ["flat", "e"], "y"],
    ],
    constants: { row: ints(-1, 90), w: drawn(90, 4) },
    output: [4],
    layers: ["input 6×5×3", "Transpose 5×3×6", "flatten 90", "Erf 90×4", "MatMul 4"],
  },
  {
    name: "a layer norm of a computed scale over the last axis",
    nodes: [
      TURNED,
      ["Erf", ["g"], "e"],
      ["LayerNormalization", ["last", "e", "b"], "n", { axis: -1 }],
      ["Transpose", ["n"], "y", { perm: [0, 3, 1, 2] }],
    ],
    constants: { g: drawn(3), b: drawn(3) },
    output: [3, 6, 5],
    layers: ["input 6×5×3", "Transpose 5×3×6", "Erf 3", "LayerNormalization 5×3×6", "Transpose 6×5×3"],
  },
  {
    name: "one of which the file says no shape, before layers that are known",
    nodes: [
      ["Erf", ["x"], "e"],
      ["Conv", ["e", "w"], "y"],
    ],
    constants: { w: drawn(4, 3, 1, 1) },
    output: [4, 6, 5],
    layers: ["input 6×5×3", "Erf 6×5×3", "conv2d 6×5×4"],
  },
  {
    name: "attributes of each kind",
    nodes: [["LpNormalization", ["x"], "y", { axis: 1, p: 1 }]],
    output: [3, 6, 5],
    layers: ["input 6×5×3", "LpNormalization 6×5×3"],
  },
  {
    name: "weights and a text",
    nodes: [["Einsum", ["x", "w"], "y", { equation: "nchw,oc->nohw" }]],
    constants: { w: drawn(4, 3) },
    output: [4, 6, 5],
    layers: ["input 6×5×3", "Einsum 6×5×4"],
  },
  {
    name: "an input left out and numbers that are whole",
    nodes: [
      ["CumSum", ["x", "axis"], "c", { reverse: 1 }],
      ["Trilu", ["c", ""], "y", { upper: 0 }],
    ],
    constants: { axis: { shape: [], ints: [2] } },
    output: [3, 6, 5],
    layers: ["input 6×5×3", "CumSum 6×5×3", "Trilu 6×5×3"],
  },
  {
    name: "two outputs of one operator, one of them whole numbers",
    nodes: [
      ["TopK", ["x", "k"], ["best", "where"], { axis: 3 }],
      ["Cast", ["where"], "places", { to: 1 }],
      ["Mul", ["best", "places"], "y"],
    ],
    constants: { k: ints(2) },
    output: [3, 6, 2],
    layers: ["input 6×5×3", "TopK 6×2×3", "TopK int64 N×3×6×2", "Cast 6×2×3", "multiply 6×2×3"],
  },
  {
    name: "the second output alone",
    nodes: [
      ["TopK", ["x", "k"], ["best", "where"], { axis: 1 }],
      ["Cast", ["where"], "y", { to: 1 }],
    ],
    constants: { k: ints(1) },
    output: [1, 6, 5],
    layers: ["input 6×5×3", "TopK int64 N×1×6×5", "Cast 6×5×1"],
  },
  {
    name: "attention over the places of a map, in values that are no maps",
    input: [8, 3, 2],
    nodes: [
      ["Shape", ["x"], "all"],
      ["Gather", ["all", "first"], "n"],
      ["Unsqueeze", ["n", "zero"], "batch"],
      ["Concat", ["batch", "rest"], "sizes", { axis: 0 }],
      ["Reshape", ["x", "sizes"], "flat"],
      ["Transpose", ["flat"], "tokens", { perm: [0, 2, 1] }],
      ["LayerNormalization", ["tokens", "gamma", "beta"], "normed", { axis: -1 }],
      ["MatMul", ["normed", "wq"], "q"],
      ["MatMul", ["normed", "wk"], "k"],
      ["Transpose", ["k"], "kt", { perm: [0, 2, 1] }],
      ["MatMul", ["q", "kt"], "scores"],
      ["Div", ["scores", "root"], "scaled"],
      ["Softmax", ["scaled"], "shares", { axis: -1 }],
      ["MatMul", ["shares", "normed"], "mixed"],
      ["Add", ["mixed", "tokens"], "out"],
      ["ReduceMean", ["out"], "mean", { axes: [1], keepdims: 0 }],
      ["Gemm", ["mean", "head"], "y", { transB: 1 }],
    ],
    constants: {
      first: { shape: [], ints: [0] },
      zero: ints(0),
      rest: ints(8, -1),
      gamma: drawn(8),
      beta: drawn(8),
      wq: drawn(8, 8),
      wk: drawn(8, 8),
      root: scalar(2.828),
      head: drawn(5, 8),
    },
    output: [5],
    layers: [
      "input 3×2×8",
      "Shape int64 4",
      "Gather int64 one number",
      "Unsqueeze int64 1",
      "Concat int64 3",
      "Reshape N×8×6",
      "Transpose N×6×8",
      "LayerNormalization N×6×8",
      "MatMul N×6×8",
      "MatMul N×6×8",
      "Transpose N×8×6",
      "MatMul N×6×6",
      "Div N×6×6",
      "Softmax N×6×6",
      "MatMul N×6×8",
      "Add N×6×8",
      "ReduceMean 8",
      "dense 5",
    ],
  },
  {
    name: "what is said of its output is kept, and layers behind read it",
    nodes: [
      ["Resize", ["x", "", "", "sizes"], "r", { mode: "cubic" }],
      ["GridSample", ["x", "grid"], "g"],
      ["Hardmax", ["g"], "h", { axis: 1 }],
      ["Relu", ["h"], "y"],
    ],
    values: [
      { name: "g", shape: [3, 4, 2] },
      { name: "h", shape: [3, 4, 2] },
    ],
    constants: { sizes: ints(1, 3, 12, 10), grid: drawn(1, 4, 2, 2) },
    output: [3, 4, 2],
    layers: ["input 6×5×3", "GridSample 4×2×3", "Hardmax 4×2×3", "relu 4×2×3"],
  },
];

const DRAWN: Case = {
  name: "places that are drawn, and what is read there, before layers that are known",
  nodes: [
    ["RandomUniform", [], "grid", { shape: [1, 4, 2, 2] }],
    ["GridSample", ["x", "grid"], "g"],
    ["Conv", ["g", "w"], "y"],
  ],
  constants: { w: drawn(4, 3, 1, 1) },
  output: [4, 4, 2],
  layers: ["input 6×5×3", "RandomUniform 1×4×2×2", "GridSample 4×2×3", "conv2d 4×2×4"],
};

function described({ document }: ReadNetwork): readonly string[] {
  return [...leavesOf(createAnalyser().analyse(document))].map(({ node, analysis }) => {
    const name = layers.get(node.type)?.opaque ? node.params.operator : node.type;
    return `${name} ${outputText(analysis)}`;
  });
}

async function written(read: ReadNetwork, opset = 17): Promise<Uint8Array> {
  const weights = {
    read: ({ fullName }: { fullName: string }) => read.weights.get(fullName)?.read() ?? new Float32Array(),
  };
  return onnxBytes({
    document: read.document,
    options: { opset, foldBatchNorm: false, functions: false },
    weights,
  });
}

/** Each node that is no layer here as it stands in a file: what could be lost of it. */
function foreignNodes(bytes: ArrayBuffer, operators: ReadonlySet<string>) {
  const model = readModel(new Uint8Array(bytes), () => new ArrayBuffer(0));
  return model.graph.nodes
    .filter(({ operator }) => operators.has(operator))
    .map(({ operator, domain, inputs, outputs, attributes }: RawNode) => ({
      operator,
      domain,
      inputs: inputs.map((input) => input !== ""),
      outputs: outputs.map((output) => output !== ""),
      attributes: [...attributes].map(([name, { bytes: _, ...value }]) => [name, value]),
    }));
}

describe.each([...CASES, ...LOOKALIKES])("$name", (each) => {
  test("opens", async () => {
    const read = readOnnx(await operatorModel(each), { name: "file" });
    const analysis = createAnalyser().analyse(read.document);
    expect({
      layers: described(read),
      problems: analysis.problems,
      complete: analysis.totals.complete,
    }).toEqual({ layers: each.layers, problems: [], complete: false });
  });

  test("is written again as it was, and computes in ONNX Runtime what it did", async () => {
    const file = await operatorModel(each);
    const read = readOnnx(file, { name: "file" });
    const again = await written(read);
    const unknown = new Set(each.layers.map((text) => text.split(" ")[0] as string));
    const { input = [3, 6, 5] } = each;
    const x = randomTensor([1, ...input], 7);
    const image = { shape: x.shape, data: Float32Array.from(x.data) };
    const [before] = Object.values(await onnxRuntime.run(new Uint8Array(file), { x: image }));
    const [after] = Object.values(await onnxRuntime.run(again, { x: image }));
    expect({ nodes: foreignNodes(again.buffer as ArrayBuffer, unknown), shape: after?.shape }).toEqual({
      nodes: foreignNodes(file, unknown),
      shape: before?.shape,
    });
    expect(relativeDifference(after?.data ?? [], before?.data ?? [])).toBeLessThan(1e-6);
  });

  test("comes in again as the same network", async () => {
    const read = readOnnx(await operatorModel(each), { name: "file" });
    const again = readOnnx((await written(read)).buffer as ArrayBuffer, { name: "file" });
    expect(described(again)).toEqual(described(read));
  });

  test("is not run, and the message says which node stops it", async () => {
    const read = readOnnx(await operatorModel(each), { name: "file" });
    expect(() => compilePlan(read.document)).toThrow(/^".+" stops the network: \w+ cannot be run/);
  });
});

/** A GraphProto that adds a value of the graph around it to itself, with one output. */
function innerGraph(operator: string, captured: string, output: string): Uint8Array {
  const node = message(
    textField(1, captured),
    textField(1, captured),
    textField(2, output),
    textField(4, operator),
  );
  const type = message(messageField(1, message(intField(1, 1))));
  const value = message(textField(1, output), messageField(2, type));
  return joined(message(messageField(1, node), textField(2, operator), messageField(12, value)));
}

function graphAttribute(name: string, graph: Uint8Array): Uint8Array {
  return joined(message(textField(1, name), bytesField(6, graph), intField(20, 5)));
}

function joined({ size, pieces }: Message): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces as readonly Uint8Array[]) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** "relu", which nothing but the graph inside reads. */
function branching(branch: Uint8Array): Operators {
  const message = (name: string) => ({ message: graphAttribute(name, branch) });
  return {
    nodes: [
      ["Relu", ["x"], "relu"],
      ["RandomUniform", [], "most", { shape: [1] }],
      ["Greater", ["most", "half"], "isBright"],
      ["If", ["isBright"], "y", { then_branch: message("then_branch"), else_branch: message("else_branch") }],
    ],
    constants: { half: scalar(0.5) },
    output: [3, 6, 5],
  };
}

async function sameInRuntime(file: ArrayBuffer, again: Uint8Array): Promise<number> {
  const x = randomTensor([1, 3, 6, 5], 7);
  const image = { shape: x.shape, data: Float32Array.from(x.data) };
  const [before] = Object.values(await onnxRuntime.run(new Uint8Array(file), { x: image }));
  const [after] = Object.values(await onnxRuntime.run(again, { x: image }));
  return relativeDifference(after?.data ?? [], before?.data ?? []);
}

describe("what is hard to keep", () => {
  test.each([
    ["fits", 3, ["input 6×5×3", "Warp 6×5×3", "relu 6×5×3", "conv2d 6×5×4", "global-avg-pool 4", "dense 2"]],
    [
      "does not fit",
      5,
      ["input 6×5×3", "Warp 6×5×3", "relu 6×5×3", "Conv ?", "GlobalAveragePool ?", "Flatten ?", "Gemm 2"],
    ],
  ])("layers behind a shape that is assumed, where it %s their weights", async (_, channels, expected) => {
    const file = await operatorModel({
      nodes: [
        ["Warp", ["x"], "a", {}, "com.example"],
        ["Relu", ["a"], "r"],
        ["Conv", ["r", "w"], "c"],
        ["GlobalAveragePool", ["c"], "p"],
        ["Flatten", ["p"], "f"],
        ["Gemm", ["f", "head"], "y", { transB: 1 }],
      ],
      constants: { w: drawn(4, channels, 1, 1), head: drawn(2, 4) },
      domains: new Map([["com.example", 1]]),
      output: [2],
    });
    expect(described(readOnnx(file, { name: "file" }))).toEqual(expected);
  });

  test(DRAWN.name, async () => {
    expect(described(readOnnx(await operatorModel(DRAWN), { name: "file" }))).toEqual(DRAWN.layers);
  });

  test.each([
    { name: "that learns as it runs", attributes: { training_mode: 1 }, count: 3, opset: 15 },
    { name: "with numbers for each pixel", attributes: { spatial: 0 }, count: 90, opset: 8 },
  ])("a batch norm $name is none of ours", async ({ attributes, count, opset }) => {
    const shape = count === 3 ? [3] : [3, 6, 5];
    const constants = { g: drawn(...shape), b: drawn(...shape), m: drawn(...shape), v: drawn(...shape) };
    const node = ["BatchNormalization", ["x", "g", "b", "m", "v"], "y", attributes] as const;
    const file = await operatorModel({ opset, constants, nodes: [node], output: [3, 6, 5] });
    expect(described(readOnnx(file, { name: "file" }))).toEqual(["input 6×5×3", "BatchNormalization 6×5×3"]);
  });

  test("graphs inside an operator find what they read around it", async () => {
    const file = await operatorModel({
      nodes: [
        ["Relu", ["x"], "r"],
        ["ReduceMax", ["r"], "most", { keepdims: 0 }],
        ["Greater", ["most", "half"], "isBright"],
        [
          "If",
          ["isBright"],
          "y",
          {
            then_branch: { message: graphAttribute("then_branch", innerGraph("Add", "r", "doubled")) },
            else_branch: { message: graphAttribute("else_branch", innerGraph("Mul", "r", "squared")) },
          },
        ],
      ],
      constants: { half: scalar(0.5) },
      output: [3, 6, 5],
    });
    const read = readOnnx(file, { name: "file" });
    expect(described(read)).toEqual([
      "input 6×5×3",
      "relu 6×5×3",
      "ReduceMax one number",
      "Greater bool one number",
      "If 6×5×3",
    ]);
    expect(await sameInRuntime(file, await written(read))).toBeLessThan(1e-6);
  });

  test("what only a graph inside an operator reads is no output of the file", async () => {
    const file = await operatorModel(branching(innerGraph("Add", "relu", "doubled")));
    const again = readModel(await written(readOnnx(file, { name: "file" })), () => new ArrayBuffer(0));
    expect(again.graph.outputs).toHaveLength(1);
  });

  test("a graph inside an operator is written in operator sets that have all of it as it was", async () => {
    const file = await operatorModel(branching(innerGraph("ReduceL1", "relu", "sum")));
    const read = readOnnx(file, { name: "file" });
    await expect(written(read, 18)).rejects.toThrow(
      /holds ReduceL1 as version 17 .* operator set 13 to 17\./,
    );
  });

  test("no weight is called as Python's words are", async () => {
    const file = await operatorModel({
      nodes: [["Einsum", ["x", "lambda", "training"], "y", { equation: "nchw,oc,op->nphw" }]],
      constants: { lambda: drawn(4, 3), training: drawn(4, 2) },
      output: [2, 6, 5],
    });
    expect([...readOnnx(file, { name: "file" }).weights.keys()]).toEqual([
      "einsum.input_1",
      "einsum.input_2",
    ]);
  });

  test("an operator of another domain keeps its domain and its version", async () => {
    const file = await operatorModel({
      nodes: [["FusedThing", ["x"], "y", { speed: float(0.5) }, "com.example"]],
      domains: new Map([["com.example", 3]]),
      output: [3, 6, 5],
    });
    const again = await written(readOnnx(file, { name: "file" }));
    const model = readModel(again, () => new ArrayBuffer(0));
    expect({ domains: [...model.domains], domain: model.graph.nodes[0]?.domain }).toEqual({
      domains: [["com.example", 3]],
      domain: "com.example",
    });
  });

  test("tables of whole numbers travel with the weights, and are whole numbers again", async () => {
    const many = Array.from({ length: 5000 }, (_, at) => at % 4);
    const file = await operatorModel({
      nodes: [
        ["Gather", ["table", "places"], "taken"],
        ["ReduceSum", ["taken", "axis"], "sum", { keepdims: 0 }],
        ["Mul", ["x", "sum"], "y"],
      ],
      constants: { table: drawn(4, 2), places: ints(...many), axis: ints(0, 1) },
      output: [3, 6, 5],
    });
    const read = readOnnx(file, { name: "file" });
    const { params, buffers } = createAnalyser().analyse(read.document).totals;
    expect({ params, buffers }).toEqual({ params: 8, buffers: 5000 });
    expect(await sameInRuntime(file, await written(read))).toBeLessThan(1e-6);
  });

  test("numbers that no double holds come out as they went in", async () => {
    const file = await operatorModel({
      nodes: [
        ["Reshape", ["x", "rows"], "r"],
        ["Slice", ["r", "start", "end", "axis"], "y"],
      ],
      constants: { rows: ints(0, 3, 30), start: ints(10), end: ints(2 ** 62), axis: ints(2) },
      output: [3, 20],
    });
    const read = readOnnx(file, { name: "file" });
    expect(described(read).at(-1)).toBe("Slice N×3×20");
    expect(await sameInRuntime(file, await written(read))).toBeLessThan(1e-6);
  });

  test("an operator that changed since is refused with the operator sets that have it as it was", async () => {
    const file = await operatorModel({
      nodes: [["ReduceL1", ["x"], "y", { axes: [1], keepdims: 1 }]],
      output: [1, 6, 5],
    });
    const read = readOnnx(file, { name: "file" });
    await expect(written(read, 18)).rejects.toThrow(
      /ReduceL1 as version 17 .* Export with operator set 13 to 17\./,
    );
    expect(await sameInRuntime(file, await written(read, 13))).toBeLessThan(1e-6);
  });

  test("constants that no one trained stay with the network when its weights do not", async () => {
    const grid = drawn(1, 4, 2, 2).floats ?? [];
    const file = await operatorModel({
      nodes: [
        ["Constant", [], "flat", { value_floats: { floats: grid } }],
        ["Reshape", ["flat", "sizes"], "grid"],
        ["GridSample", ["x", "grid"], "y"],
      ],
      constants: { sizes: ints(1, 4, 2, 2) },
      output: [3, 4, 2],
    });
    const read = readOnnx(file, { name: "file" });
    expect(read.weights.size).toBe(0);
    const again = readOnnx((await written(read)).buffer as ArrayBuffer, { name: "file" });
    expect(again.weights.size).toBe(0);
    expect(await sameInRuntime(file, await written(again))).toBeLessThan(1e-6);
  });

  test("larger ones are not exported as zeros", async () => {
    const table = Array.from({ length: 5000 }, (_, at) => at % 2);
    const file = await operatorModel({
      nodes: [
        ["Gather", ["table", "places"], "taken"],
        ["ReduceSum", ["taken"], "sum", { keepdims: 0 }],
        ["Mul", ["x", "sum"], "y"],
      ],
      constants: { table: drawn(4), places: ints(...table) },
      output: [3, 6, 5],
    });
    const { document } = readOnnx(file, { name: "file" });
    const options = { opset: 17, foldBatchNorm: false, functions: false };
    const drawnAll = { read: (weight: PlacedWeight) => drawWeight(weight, 1) };
    await expect(onnxBytes({ document, options, weights: drawnAll })).rejects.toThrow(
      /"taken\.\w+" holds numbers of the file .* Open that file again/,
    );
  });

  test("thousands of them open, and none is looked at twice", async () => {
    const count = 3000;
    const file = await operatorModel({
      nodes: Array.from({ length: count }, (_, at) => [
        "Erf",
        [at === 0 ? "x" : `v${at}`],
        at === count - 1 ? "y" : `v${at + 1}`,
      ]),
      output: [3, 6, 5],
    });
    expect(described(readOnnx(file, { name: "file" }))).toHaveLength(count + 1);
  });

  test("an input that is no image is named, with what is possible", async () => {
    const file = await operatorModel({
      input: [77],
      nodes: [["Erf", ["x"], "y"]],
      output: [77],
    });
    expect(() => readOnnx(file, { name: "file" })).toThrow(
      /the input "x" \(float batch×77\) is no batch of images .* Export the part of the model that comes after it/,
    );
  });
});
