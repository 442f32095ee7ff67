import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { isEngineLost } from "../../../shared/contracts/engine";
import type { RunSpec, TrainEvent } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { testBackends } from "../../helpers/engine-backends";

const SIZE = 16;

function network(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: SIZE, width: SIZE, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 8, bias: false });
  builder.layer("bn", "batch-norm");
  builder.layer("relu", "relu");
  builder.layer("grouped", "conv2d", { filters: 8, groups: 2 });
  builder.layer("drop", "dropout");
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: 2 });
  return { ...emptyDocument("small"), graph: builder.build() };
}

const STEPS = 24;

const spec: RunSpec = {
  document: network(),
  data: { dataset: "shapes", size: SIZE, classes: 2, trainCount: 4 * STEPS, testCount: 8 },
  seed: 1,
  batch: 4,
  epochs: 1,
  optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 0.01,
  weightDecay: 1e-4,
  clipNorm: 5,
  reportEvery: 1,
};

afterEach(() => void vi.restoreAllMocks());

describe.runIf(testBackends.includes("webgpu"))("training on WebGPU", () => {
  test("reads back nothing but the reported loss, ten steps apart at least however often it is asked for", async () => {
    const session = createNodeEngine("webgpu");
    await session.setBackend("webgpu");
    const backend = tf.backend();
    const read = vi.spyOn(backend, "read");
    const readSync = vi.spyOn(backend, "readSync");
    const reports: number[] = [];
    let readsAtLast = 0;
    const onEvent = (event: TrainEvent): void => {
      if (event.kind !== "report") return;
      reports.push(event.step);
      readsAtLast = read.mock.calls.length;
    };
    const { steps } = await session.train(spec, onEvent);
    expect({ steps, reports, readSyncs: readSync.mock.calls.length }).toEqual({
      steps: STEPS,
      reports: [10, 20, 24],
      readSyncs: 0,
    });
    // The sums of loss and of hits.
    expect(readsAtLast).toBe(2 * reports.length);
    await session.dispose();
  });

  test("says that the GPU was lost, and goes on with a new one", async () => {
    const session = createNodeEngine("webgpu");
    await session.setBackend("webgpu");
    const lose = (event: TrainEvent): void => {
      if (event.kind === "report") (tf.backend() as WebGPUBackend).device.destroy();
    };
    const failure = await session.train({ ...spec, epochs: 50 }, lose).catch((thrown: unknown) => thrown);
    expect(isEngineLost(failure)).toBe(true);
    expect((failure as Error).message).toMatch(
      /^The GPU was lost: WebGPU says ".+"\. All that was on it is gone\./,
    );
    await expect(session.exportWeights()).rejects.toThrow("No network is loaded");
    const { steps } = await session.train(spec, () => undefined);
    expect(steps).toBe(STEPS);
    expect(tf.getBackend()).toBe("webgpu");
    await session.dispose();
  });
});
