import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { assertExists } from "../../shared/base/assert";
import { createBuilder } from "../../shared/blocks/builder";
import type { BackendId } from "../../shared/contracts/engine";
import type { RunSpec, TrainEvent, TrainingImages } from "../../shared/contracts/run";
import { DEFAULT_OPTIMISERS } from "../../shared/contracts/run-defaults";
import { createNodeEngine } from "../../shared/engine/create-node-engine";
import { readCheckpointHead } from "../../shared/formats/checkpoint/head";
import { emptyDocument } from "../../shared/graph/document";

/** Everything in it that changes besides weights: running statistics, and what dropout drops. */
export function smallRun(change: Partial<RunSpec> = {}): RunSpec {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 4, stride: [2, 2] });
  builder.layer("bn1", "batch-norm");
  builder.layer("relu1", "relu");
  builder.layer("drop", "dropout", { rate: 0.3 });
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: 3 });
  return {
    document: { ...emptyDocument("small"), graph: builder.build() },
    seed: 5,
    data: { dataset: "shapes", size: 16, classes: 3, trainCount: 24, testCount: 9 },
    batch: 4,
    epochs: 3,
    optimiser: DEFAULT_OPTIMISERS.adam,
    learningRate: 0.01,
    weightDecay: 0.0001,
    reportEvery: 1,
    ...change,
  };
}

type Taken = Extract<TrainEvent, { kind: "checkpoint" }>;

/** A run to its end, or until it has made a checkpoint at `killAt`, after which nothing of its engine is used. */
export async function trainOnce(
  wanted: RunSpec,
  options: { readonly backend?: BackendId; readonly killAt?: number; readonly resumeFrom?: ArrayBuffer } = {},
) {
  const { backend = "wasm", killAt, resumeFrom } = options;
  const engine = createNodeEngine();
  await engine.setBackend(backend);
  const before = tf.memory().numTensors;
  const curve: unknown[] = [];
  let taken: Taken | null = null;
  const onEvent = (event: TrainEvent): void => {
    if (event.kind === "report") curve.push([event.step, event.epoch, event.loss, event.accuracy]);
    if (event.kind === "epoch") curve.push([event.step, event.epoch, event.testLoss, event.testAccuracy]);
    if (event.kind !== "checkpoint" || event.step !== killAt) return;
    taken = event;
    void engine.cancel();
  };
  const checkpoints = killAt === undefined ? {} : { checkpoints: { everySteps: 1 } };
  const result = await engine.train(wanted, onEvent, {
    ...checkpoints,
    ...(resumeFrom ? { resumeFrom } : {}),
  });
  const weights = await engine.exportWeights();
  await engine.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return { curve, result, weights, taken: taken as Taken | null };
}

/** Killed after that step and taken up from the checkpoint made there, the run ends with the same bits and the same curve. */
export async function expectResumes(
  wanted: RunSpec,
  killAt: number,
  backend: BackendId = "wasm",
): Promise<void> {
  const whole = await trainOnce(wanted, { backend });
  const { taken } = await trainOnce(wanted, { backend, killAt });
  const { file, step } = assertExists(taken, "a checkpoint");
  const { history } = readCheckpointHead(file);
  const resumed = await trainOnce(wanted, { backend, resumeFrom: file });
  const { curve, weights, result } = whole;
  const before = history.map((event) =>
    event.kind === "report"
      ? [event.step, event.epoch, event.loss, event.accuracy]
      : event.kind === "epoch" && [event.step, event.epoch, event.testLoss, event.testAccuracy],
  );
  const { memory: _, ...ending } = resumed.result;
  expect({
    step,
    curve: [...before, ...resumed.curve],
    result: { ...ending, memory: result.memory },
  }).toEqual({
    step: killAt,
    curve,
    result,
  });
  expect(new Uint8Array(resumed.weights)).toEqual(new Uint8Array(weights));
}

export function ownImages(): TrainingImages {
  const set = (count: number) => ({
    size: 16,
    count,
    pixels: Uint8Array.from({ length: count * 16 * 16 * 3 }, (_, at) => (at * 31 + (at >> 8) * 17) % 256),
    labels: Int32Array.from({ length: count }, (_, index) => index % 3),
  });
  const classNames = ["a", "b", "c"];
  return { train: set(22), test: set(6), classNames, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] };
}
