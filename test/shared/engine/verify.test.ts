import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { PlacedWeight } from "../../../shared/analysis/unfold";
import { createBuilder } from "../../../shared/blocks/builder";
import { LARGEST_DIFFERENCE, type OutputDifference } from "../../../shared/contracts/export";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { drawWeight } from "../../../shared/engine/weights/initialise";
import { onnxBytes } from "../../../shared/formats/onnx/write";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";

type Verify = Parameters<ReturnType<typeof createNodeEngine>["verify"]>[0];

async function outputsOf({ document, options = {} }: Pick<Verify, "document"> & Partial<Verify>) {
  const engine = createNodeEngine("wasm");
  const outputs = await engine.verify({ document, options, seed: 1 });
  await engine.dispose();
  return asTable(outputs);
}

function asTable(outputs: readonly OutputDifference[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    outputs.map(({ name, shape, difference }) => [
      name,
      `${shape.join("×")} ${difference < LARGEST_DIFFERENCE ? "close" : difference}`,
    ]),
  );
}

/** A map that nobody reads, a block that ends its branch, an auxiliary classifier, and the classifier. */
function severalOutputs(): Document {
  const builder = createBuilder();
  const input = builder.layer("input", "input", { height: 8, width: 8, channels: 3 });
  builder.layer("edges", "conv2d", { filters: 2 }, input);
  builder.block("unit", "conv-unit", { filters: 4 }, { from: input });
  const aux = { filters: 2, units: 4, classes: 5 };
  builder.block("aux", "googlenet-aux", aux, { from: input });
  builder.layer("pool", "global-avg-pool", {}, input);
  builder.layer("fc", "dense", { units: 5 });
  builder.layer("softmax", "softmax");
  return { ...emptyDocument("several"), graph: builder.build() };
}

describe("verifying", () => {
  test("compares every output, and the scores in front of a softmax", async () => {
    expect(await outputsOf({ document: severalOutputs() })).toEqual({
      edges: "8×8×2 close",
      "unit/relu": "8×8×4 close",
      "aux/softmax": "5 close",
      "aux/linear": "5 close",
      softmax: "5 close",
      fc: "5 close",
    });
  });

  test("knows the output of a block that is written as a function", async () => {
    expect(await outputsOf({ document: severalOutputs(), options: { functions: true } })).toEqual({
      edges: "8×8×2 close",
      unit: "8×8×4 close",
      aux: "5 close",
      softmax: "5 close",
      fc: "5 close",
    });
  });

  test("compares every output of a file", async () => {
    const engine = createNodeEngine("wasm");
    const document = severalOutputs();
    const weights = { read: (weight: PlacedWeight) => drawWeight(weight, 1) };
    const options = { opset: 17, foldBatchNorm: false, functions: false };
    const { buffer: model } = await onnxBytes({ document, options, weights });
    const outputs = await engine.verifyFile({ model: model as ArrayBuffer, files: {}, seed: 1 });
    await engine.dispose();
    expect(asTable(outputs)).toEqual({
      edges: "8×8×2 close",
      "unit/relu": "8×8×4 close",
      "aux/softmax": "5 close",
      softmax: "5 close",
    });
  });

  test("is stopped by a person, and leaves nothing behind", async () => {
    const engine = createNodeEngine("wasm");
    await engine.describe();
    const held = tf.memory().numTensors;
    const stopped = engine.verify({ document: openNetwork("resnet-cifar-20"), options: {}, seed: 1 });
    await engine.describe();
    await engine.cancel();
    await expect(stopped).rejects.toThrow("stopped before it had an answer");
    expect(tf.memory().numTensors).toBe(held);
    await engine.dispose();
  });
});
