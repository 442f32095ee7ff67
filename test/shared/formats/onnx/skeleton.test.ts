import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../../shared/base/assert";
import { createRandom } from "../../../../shared/base/random";
import { createBuilder } from "../../../../shared/blocks/builder";
import type { LargeFile } from "../../../../shared/contracts/files";
import { OWN_WEIGHTS } from "../../../../shared/formats/define-import";
import { readOnnx } from "../../../../shared/formats/onnx/read/read-onnx";
import { withoutWeights } from "../../../../shared/formats/onnx/read/skeleton";
import { onnxBytes } from "../../../../shared/formats/onnx/write";
import { emptyDocument } from "../../../../shared/graph/document";
import { operatorModel } from "../../../helpers/operator-model";

const bytes = await model();

/** A dense layer of half a megabyte, which is stepped over, and convolutions of a few hundred bytes. */
function model(): Promise<Uint8Array> {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 4 });
  builder.block("unit", "conv-unit", { filters: 8 });
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: 64 });
  builder.layer("softmax", "softmax");
  const random = createRandom(1);
  const weights = {
    read: ({ shape }: { readonly shape: readonly number[] }) =>
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
  };
  const document = { ...emptyDocument("small"), graph: builder.build() };
  return onnxBytes({ document, options: { opset: 17, foldBatchNorm: false, functions: false }, weights });
}

/** A file that counts what is read of it. */
function fileOf(content: Uint8Array): LargeFile & { read: number } {
  const blob = new Blob([content as BlobPart]);
  const file = {
    read: 0,
    size: blob.size,
    slice(begin: number, end: number) {
      file.read += Math.min(end, blob.size) - begin;
      return blob.slice(begin, end);
    },
    arrayBuffer: () => blob.arrayBuffer(),
  };
  return file;
}

async function networkOf(file: LargeFile) {
  const skeleton = await withoutWeights(file);
  const whole = await file.arrayBuffer();
  const asked: string[] = [];
  const external = (name: string): ArrayBuffer => {
    asked.push(name);
    return whole;
  };
  const { document, weights } = readOnnx(skeleton, { name: "small", external });
  const askedForStructure = asked.length;
  const numbers = new Map([...weights].map(([name, { shape, read }]) => [name, [shape, read()]]));
  return { document, numbers, askedForStructure, asked: [...new Set(asked)] };
}

describe("a large model without its weights", () => {
  test("is the same network with the same weights, and little of the file is read before they are asked for", async () => {
    const file = fileOf(bytes);
    const found = await networkOf(file);
    const { document, weights } = readOnnx(bytes.slice().buffer, { name: "small" });
    expect({ ...found, isPart: file.read < bytes.length / 3 }).toEqual({
      document,
      numbers: new Map([...weights].map(([name, { shape, read }]) => [name, [shape, read()]])),
      askedForStructure: 0,
      asked: [OWN_WEIGHTS],
      isPart: true,
    });
  });

  test("a weight that is too long for its shape is refused before it is needed", async () => {
    const w = { shape: [4, 3, 32, 32], floats: Array(4 * 3 * 32 * 32 + 1).fill(0) };
    const nodes = [["Conv", ["x", "w"], "y", { pads: [16, 16, 15, 15] }]] as const;
    const file = await operatorModel({ nodes, constants: { w }, output: [4, 6, 5] });
    const skeleton = await withoutWeights(fileOf(new Uint8Array(file)));
    expect(() => readOnnx(skeleton, { name: "small", external: () => file })).toThrow(
      /"w" should hold 49152 bytes and holds 49156/,
    );
  });

  test("a file that is cut off is refused, wherever", async () => {
    const cuts = Array.from({ length: 100 }, (_, index) => Math.floor((index * bytes.length) / 100));
    for (const cut of cuts) {
      await expect(networkOf(fileOf(bytes.slice(0, cut)))).rejects.toThrow(UserError);
    }
  });

  test("a damaged file is read or refused in a sentence", async () => {
    // Where the structure stands: the weights in the middle mean nothing.
    const structure = fc.integer({ min: 0, max: 6000 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(structure, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const damaged = bytes.slice();
          for (const [at, value] of changes) damaged[at < 3000 ? at : bytes.length - at + 2999] = value;
          const outcome = await networkOf(fileOf(damaged)).catch((thrown: unknown) => thrown);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(UserError);
        },
      ),
      { numRuns: 150 },
    );
  });
});
