import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { assertExists } from "../../../shared/base/assert";
import { createBuilder } from "../../../shared/blocks/builder";
import type { EpochReport, RunSpec } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { emptyDocument } from "../../../shared/graph/document";

function spec(change: Partial<RunSpec>): RunSpec {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 4 });
  builder.layer("relu", "relu");
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: 3 });
  return {
    document: { ...emptyDocument("small"), graph: builder.build() },
    seed: 3,
    // So few pictures are learned by heart, and then the test loss rises.
    data: { dataset: "shapes", size: 16, classes: 3, trainCount: 12, testCount: 30 },
    batch: 4,
    epochs: 30,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.05,
    weightDecay: 0,
    reportEvery: 1,
    ...change,
  };
}

async function train(change: Partial<RunSpec>, cancelAt = Number.POSITIVE_INFINITY) {
  const engine = createNodeEngine();
  await engine.setBackend("wasm");
  const before = tf.memory().numTensors;
  const epochs: EpochReport[] = [];
  const result = await engine.train(spec(change), (event) => {
    if (event.kind === "epoch") epochs.push(event);
    if (event.kind === "report" && event.step === cancelAt) void engine.cancel();
  });
  const weights = await engine.exportWeights();
  await engine.dispose();
  expect(tf.memory().numTensors).toBe(before);
  const losses = epochs.map(({ testLoss }) => testLoss);
  return { result, losses, weights };
}

test("stops after as many epochs without a lower test loss as it has patience for", async () => {
  const { result, losses } = await train({ patience: 3 });
  const best = losses.indexOf(Math.min(...losses));
  expect(losses.length).toBeLessThan(30);
  expect([losses.length - 1 - best, result.stoppedEarly, result.steps]).toEqual([3, true, 3 * losses.length]);
  expect(result.testLoss).toBe(losses.at(-1));
});

test("keeps the weights of the best epoch, and its figures", async () => {
  const { result, losses, weights } = await train({ patience: 3, keepBest: true });
  const best = losses.indexOf(Math.min(...losses));
  const upToBest = await train({ epochs: best + 1 });
  expect([result.keptEpoch, result.testLoss]).toEqual([
    best + 1,
    assertExists(losses[best], "the best loss"),
  ]);
  expect(weights).toEqual(upToBest.weights);
});

test("goes back to the best epoch when it is cancelled after it, and keeps what there is before any", async () => {
  const late = await train({ keepBest: true }, 80);
  const early = await train({ keepBest: true }, 2);
  expect([late.result.keptEpoch, early.result.keptEpoch]).toEqual([
    1 + late.losses.indexOf(Math.min(...late.losses)),
    undefined,
  ]);
});

test("the validation images decide when it ends and what is kept, and the test images are looked at once, after that", async () => {
  const data = { ...spec({}).data, validationCount: 30 };
  const { result, losses } = await train({ data, patience: 3, keepBest: true });
  const best = losses.indexOf(Math.min(...losses));
  const elsewhere = await train({ data: { ...data, testCount: 17 }, patience: 3, keepBest: true });
  expect([result.keptEpoch, losses.length]).toEqual([best + 1, best + 4]);
  expect(elsewhere.losses).toEqual(losses);
  expect(losses).not.toContain(result.testLoss);
  expect(result.confusion.flat().reduce((sum, count) => sum + count)).toBe(30);
});
