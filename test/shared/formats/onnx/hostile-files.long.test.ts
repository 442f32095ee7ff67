import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../../../shared/base/assert";
import { buildModel } from "../../../../shared/formats/onnx/build";
import { encodeModel } from "../../../../shared/formats/onnx/encode";
import { BLOCK_DOMAIN, type OnnxModel } from "../../../../shared/formats/onnx/model";
import { NodeViews } from "../../../../shared/formats/onnx/read/node-views";
import { type RawNode, readModel } from "../../../../shared/formats/onnx/read/raw-model";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { ValueTable } from "../../../../shared/formats/onnx/read/value-table";
import { chunksOf } from "../../../../shared/formats/onnx/wire";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { openNetwork } from "../../../../shared/networks/registry";
import { drawn, ints, operatorModel } from "../../../helpers/operator-model";

const weights = {
  read: ({ shape }: { shape: readonly number[] }) =>
    new Float32Array(shape.reduce((product, size) => product * size, 1)),
};

let files: readonly Uint8Array[];

beforeAll(async () => {
  const plain = { opset: 17, foldBatchNorm: false, functions: false };
  const small = { height: 32, width: 32, classes: 3 };
  files = await Promise.all(
    [
      { document: openNetwork("resnet-cifar-20"), options: plain },
      { document: openNetwork("shufflenet-g3", { ...small, height: 64, width: 64 }), options: plain },
      { document: openNetwork("resnet-cifar-20"), options: { ...plain, functions: true } },
    ].map((job) => onnxBytes({ ...job, weights })),
  );
  const unknown = await operatorModel({
    nodes: [
      ["Conv", ["x", "kernel"], "c"],
      ["TopK", ["c", "k"], ["best", "where"], { axis: 3 }],
      ["Cast", ["where"], "places", { to: 1 }],
      ["Einsum", ["best", "places", "w"], "y", { equation: "nchw,nchw,oc->nohw" }],
    ],
    constants: { kernel: drawn(4, 3, 1, 1), k: ints(2), w: drawn(4, 4) },
    output: [4, 6, 2],
  });
  files = [...files, new Uint8Array(unknown)];
});

/** Reads it, and its weights, or says in words why not; anything else is a fault of ours. */
function attempt(bytes: Uint8Array): string {
  try {
    const read = readOnnx(bytes.slice().buffer, { name: "file" });
    for (const weight of read.weights.values()) weight.read();
    return "read";
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown.message;
    throw thrown;
  }
}

interface Change {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** Most of a file is weights, where nothing can go wrong: changes fall on its ends, where the structure is. */
function changed(file: Uint8Array, changes: readonly Change[], cut: number): Uint8Array {
  const copy = file.slice(0, Math.max(1, Math.round(file.length * cut)));
  for (const { at, bytes } of changes)
    copy.set(bytes.subarray(0, 1 + (at % 4)), at % Math.max(1, copy.length - 4));
  return copy;
}

const change = fc.record({
  at: fc.oneof(fc.nat(60_000), fc.nat(2_000_000)),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.constant(Uint8Array.of(255, 255, 255, 255)),
    fc.constant(Uint8Array.of(0, 0, 0, 0)),
  ),
});

describe("files that are not what they should be", () => {
  test("whatever bytes change, a file is read or refused in words", () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(1, 1, 1, 0.99, 0.5, 0.01),
        (which, changes, cut) => {
          const message = attempt(changed(files[which] as Uint8Array, changes, cut));
          expect(message).toMatch(/^read$|^[A-Z"].{20,}/s);
        },
      ),
      { numRuns: 120 },
    );
  });

  test.each([
    ["nothing", new Uint8Array(0), /holds no graph/],
    ["text", new TextEncoder().encode("This is no model, only a few words."), /not an ONNX model|damaged/],
    [
      "a project",
      new TextEncoder().encode('{"format": "blockwise", "version": 1}'),
      /not an ONNX model|damaged/,
    ],
    ["a graph without end", Uint8Array.of(58, 255, 255, 255, 255, 7), /cut off/],
    ["a number without end", Uint8Array.of(...Array(20).fill(255)), /longer than 64 bits/],
  ])("%s is refused, and the message says what is wrong", (_, bytes, message) => {
    expect(attempt(bytes)).toMatch(message);
  });

  test.each([
    ["kernel", drawn(4, 5, 1, 1), /needs a weight of shape \[4, 3, 1, 1\] and has \[4, 5, 1, 1\]/],
    ["bias", drawn(7), /needs a bias of shape \[4\] and has \[7\]/],
  ])("a known operator whose %s does not fit is no unknown one", async (name, held, message) => {
    const constants = { kernel: drawn(4, 3, 1, 1), bias: drawn(4), [name]: held };
    const nodes = [["Conv", ["x", "kernel", "bias"], "y"]] as const;
    const file = await operatorModel({ nodes, constants, output: [4, 6, 5] });
    expect(attempt(new Uint8Array(file))).toMatch(message);
  });

  test("functions that call each other without end, as it were, are refused", async () => {
    const depth = 18;
    const functions = Object.fromEntries(
      Array.from({ length: depth }, (_, at) => [
        `f${at}`,
        at + 1 < depth ? [`f${at + 1}`, `f${at + 1}`] : [],
      ]),
    );
    expect(attempt(await functionModel(functions))).toMatch(/more than 100000 operators/);
  });

  test("long constants that stand many times in one are not written out", async () => {
    const long = ints(...Array(3000).keys());
    const nodes = [["Concat", Array(40).fill("long"), "y", { axis: 0 }]] as const;
    const file = await operatorModel({ nodes, constants: { long }, output: [3] });
    expect(attempt(new Uint8Array(file))).toBe("read");
  });

  test("what an operator reads is worked out once, however many read it", async () => {
    const file = await operatorModel({ nodes: [["Mul", Array(90).fill("x"), "y"]], output: [3, 6, 5] });
    const model = readModel(new Uint8Array(file), () => new ArrayBuffer(0));
    const [node] = model.graph.nodes as [RawNode];
    const views = new NodeViews(new ValueTable(model), model.opset);
    expect(views.readable(node, []).inputs).toBe(views.readable(node, []).inputs);
  });

  test("an operator of too many inputs is refused", async () => {
    const nodes = [["Erf", Array(200_000).fill("x"), "y"]] as const;
    const file = await operatorModel({ nodes, output: [3, 6, 5] });
    expect(attempt(new Uint8Array(file))).toMatch(/"Erf" has more than 10000 inputs or outputs/);
  });

  test("a constant of too many axes is refused", async () => {
    const constants = { c: { shape: Array(300_000).fill(1), floats: [1] } };
    const file = await operatorModel({ nodes: [["Erf", ["x"], "y"]], constants, output: [3, 6, 5] });
    expect(attempt(new Uint8Array(file))).toMatch(/"c" has 300000 axes, more than 32/);
  });

  test.each([
    ["Add", {}],
    ["Concat", { axis: 1 }],
  ])("maps of two sizes that meet in %s are no unknown operator", async (operator, attributes) => {
    const file = await operatorModel({
      input: [3, 6, 6],
      nodes: [
        ["MaxPool", ["x"], "half", { kernel_shape: [2, 2], strides: [2, 2] }],
        [operator, ["x", "half"], "y", attributes],
      ],
      output: [3, 6, 6],
    });
    expect(attempt(new Uint8Array(file))).toMatch(
      /"y" \(\w+\) reads N×3×6×6 and N×3×3×3, which do not fit each other/,
    );
  });

  test("two operators that give one value are refused", async () => {
    const nodes = [
      ["Relu", ["x"], "a"],
      ["Sigmoid", ["x"], "a"],
      ["Add", ["a", "x"], "y"],
    ] as const;
    const file = await operatorModel({ nodes, output: [3, 6, 5] });
    expect(attempt(new Uint8Array(file))).toMatch(/it gives "a" twice/);
  });

  test("an input that nothing gives is named", async () => {
    const file = await operatorModel({ nodes: [["Erf", ["lost"], "y"]], output: [4, 6, 5] });
    expect(attempt(new Uint8Array(file))).toMatch(/nothing gives "lost"/);
  });

  test("weights are taken from beside the model and from nowhere else", async () => {
    for (const location of ["../secret", "/etc/passwd", "a/b", "..", "C:\\x"]) {
      const bytes = await withExternal(location);
      const read = () =>
        readOnnx(bytes.buffer as ArrayBuffer, { name: "f", external: () => new ArrayBuffer(1e6) });
      expect(() => [...read().weights.values()].map((weight) => weight.read())).toThrow(
        /Expected a file beside/,
      );
    }
  });
});

/** Functions by the names of those that they call; the model calls the first. */
function functionModel(functions: Readonly<Record<string, readonly string[]>>): Promise<Uint8Array> {
  const plain = { domain: BLOCK_DOMAIN, inputs: [], outputs: [], attributes: {}, documentation: "" };
  const call = (operator: string) => ({ ...plain, name: operator, operator });
  const [first = ""] = Object.keys(functions);
  const value = { name: "x", shape: [3, 6, 5] };
  const graph = {
    ...{ name: "calls", documentation: "", values: [], tensors: [] },
    ...{ inputs: [value], outputs: [{ ...value, name: "y" }] },
    nodes: [
      call(first),
      { ...plain, name: "erf", operator: "Erf", domain: "", inputs: ["x"], outputs: ["y"] },
    ],
  };
  return bytesOfModel({
    ...{ opset: 17, producer: "test", producerVersion: "", metadata: {}, graph },
    functions: Object.entries(functions).map(([name, called]) => ({
      ...{ ...plain, name },
      nodes: called.map(call),
    })),
  });
}

function withExternal(location: string): Promise<Uint8Array> {
  const options = { opset: 17, foldBatchNorm: false, functions: false };
  const model = buildModel({ document: openNetwork("resnet-cifar-20"), options, weights });
  return bytesOfModel(model, location);
}

async function bytesOfModel(model: OnnxModel, location: string | null = null): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunksOf(encodeModel(model, location).model)) parts.push(chunk);
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}
