import { beforeEach, describe, expect, it } from "vitest";
import { engineStore, ensureEngine, provideEngine } from "../../../renderer/state/engine";
import { modelStore } from "../../../renderer/state/model";
import { openProject } from "../../../renderer/state/project";
import { shareDone } from "../../../renderer/state/run-progress";
import { INITIAL_SETUP, runSpecOf } from "../../../renderer/state/train-setup";
import {
  cancelTraining,
  clearRun,
  pauseTraining,
  resumeTraining,
  startTraining,
  stopTrainingNow,
  trainingStore,
} from "../../../renderer/state/training";
import type { Posteriors } from "../../../shared/contracts/run";
import { emptyDocument } from "../../../shared/graph/document";
import { FakeClient, RESULT, report, settle, WEIGHTS } from "./fake-client";

const spec = runSpecOf(INITIAL_SETUP, emptyDocument("Small"));
let client: FakeClient;

beforeEach(async () => {
  client = new FakeClient();
  provideEngine(() => client);
  trainingStore.setState({ run: null });
  modelStore.setState({ model: null, loaded: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
});

function run() {
  const { run: held } = trainingStore.getState();
  if (!held) throw new Error("No run");
  return held;
}

function progress() {
  return trainingStore.getState().progress;
}

describe("a whole run", () => {
  it("shows its phases, its curves and its result, and leaves a trained model", async () => {
    void startTraining(spec);
    client.emit({ kind: "phase", phase: "making data", done: 250, total: 1000 });
    const held = run();
    expect({ phase: progress().phase.phase, share: shareDone(progress()) }).toEqual({
      phase: "making data",
      share: 0.25,
    });
    for (const step of [1, 2]) client.emit(report(step));
    client.emit({ kind: "epoch", step: 2, epoch: 1, testLoss: 0.7, testAccuracy: 0.6 });
    for (const step of [3, 4]) client.emit(report(step));
    expect({
      train: run().curves.loss.view(10),
      test: [run().curves.testLoss.last, run().curves.testAccuracy.last],
      share: shareDone(progress()),
      phase: progress().phase,
      isSameObject: run() === held,
    }).toEqual({
      train: expect.objectContaining({ steps: [1, 2, 3, 4], mean: [1, 1 / 2, 1 / 3, 1 / 4] }),
      test: [0.7, 0.6],
      share: 1,
      phase: { phase: "training", done: 4, total: 4 },
      isSameObject: true,
    });
    await client.finish();
    const { model, loaded } = modelStore.getState();
    expect({ status: run().status, result: run().result, model }).toEqual({
      status: "done",
      result: RESULT,
      model: expect.objectContaining({
        origin: "trained",
        document: spec.document,
        weights: WEIGHTS,
        classNames: ["circle", "square"],
      }),
    });
    expect(loaded).toEqual({ model, generation: engineStore.getState().generation });
  });

  it("of several models is one run after another on the same images, with their answers averaged", async () => {
    const answers = (...rows: readonly number[]): Posteriors => ({
      kind: "probabilities",
      rows: Float32Array.from(rows),
      labels: Int32Array.of(0, 1),
    });
    const whole = startTraining(spec, 2);
    expect(run().spec).toEqual({ ...spec, seed: 1, dataSeed: 1 });
    await client.finish({ ...RESULT, testAccuracy: 0.5, posteriors: answers(0.8, 0.2, 0.6, 0.4) });
    expect({ spec: run().spec, status: run().status, done: run().series?.models.length }).toEqual({
      spec: { ...spec, seed: 2, dataSeed: 1 },
      status: "running",
      done: 1,
    });
    await client.finish({ ...RESULT, testAccuracy: 0.5, posteriors: answers(0.4, 0.6, 0.1, 0.9) });
    await whole;
    expect({ status: run().status, options: client.options.map(({ posteriors }) => posteriors) }).toEqual({
      status: "done",
      options: [true, true],
    });
    expect(run().series).toMatchObject({
      models: [
        { seed: 1, testAccuracy: 0.5 },
        { seed: 2, testAccuracy: 0.5 },
      ],
      average: { models: 2, testAccuracy: 1 },
    });
    expect(run().result).not.toHaveProperty("posteriors");
  });

  it("of several models ends with the one that is stopped", async () => {
    const whole = startTraining(spec, 3);
    void cancelTraining();
    await client.finish({ ...RESULT, cancelled: true });
    await whole;
    expect({ status: run().status, series: run().series, calls: client.calls }).toEqual({
      status: "done",
      series: { count: 3, models: [], average: null },
      calls: ["train", "cancel"],
    });
  });

  it("is the only one: a second start is not heard", () => {
    void startTraining(spec);
    void startTraining({ ...spec, seed: 2 });
    expect(client.calls).toEqual(["train"]);
    expect(run().spec).toBe(spec);
  });
});

describe("steering", () => {
  it("pauses, keeps the count it had, and goes on", async () => {
    void startTraining(spec);
    client.emit(report(2));
    const pausing = pauseTraining();
    expect(run().status).toBe("pausing");
    client.emit({ kind: "phase", phase: "paused", done: 0, total: 0 });
    await pausing;
    expect({ status: run().status, phase: progress().phase }).toEqual({
      status: "paused",
      phase: { phase: "paused", done: 2, total: 4 },
    });
    await resumeTraining();
    client.emit({ kind: "phase", phase: "training", done: 0, total: 0 });
    expect({ status: run().status, phase: progress().phase }).toEqual({
      status: "running",
      phase: { phase: "training", done: 2, total: 4 },
    });
    expect(client.calls).toEqual(["train", "pause", "resume"]);
  });

  it("cancels from a pause and keeps what was learned", async () => {
    void startTraining(spec);
    client.emit(report(1));
    await pauseTraining();
    await cancelTraining();
    expect(run().status).toBe("cancelling");
    client.emit({ kind: "phase", phase: "paused", done: 0, total: 0 });
    expect(run().status).toBe("cancelling");
    await client.finish({ ...RESULT, steps: 1, cancelled: true });
    expect({ status: run().status, weights: modelStore.getState().model?.weights }).toEqual({
      status: "done",
      weights: WEIGHTS,
    });
  });

  it("goes back to the form when it is cancelled before the first step", async () => {
    void startTraining(spec);
    await cancelTraining();
    await client.finish({ ...RESULT, steps: 0, cancelled: true });
    expect({ run: trainingStore.getState().run, model: modelStore.getState().model }).toEqual({
      run: null,
      model: null,
    });
  });

  it("does not forget a run that is under way", () => {
    void startTraining(spec);
    clearRun();
    expect(run().status).toBe("running");
  });
});

describe("when another network is opened", () => {
  it("puts the result and its weights away", async () => {
    void startTraining(spec);
    await client.finish();
    openProject(emptyDocument("Other"));
    expect({ run: trainingStore.getState().run, model: modelStore.getState().model }).toEqual({
      run: null,
      model: null,
    });
  });

  it("lets a run go on to its end", () => {
    void startTraining(spec);
    openProject(emptyDocument("Other"));
    expect(run().status).toBe("running");
  });
});

describe("when the engine's process ends", () => {
  it("can be ended by force in the middle of a step", async () => {
    void startTraining(spec);
    await cancelTraining();
    stopTrainingNow("You stopped the engine.");
    await settle();
    expect({ status: run().status, failure: run().failure, last: client.calls.at(-1) }).toEqual({
      status: "failed",
      failure: "You stopped the engine.",
      last: "restart",
    });
  });

  it("hears nothing from a run that is over", async () => {
    void startTraining(spec);
    client.emit(report(1));
    await client.finish();
    const before = trainingStore.getState();
    client.emit(report(2));
    expect(trainingStore.getState()).toBe(before);
    expect(run().curves.loss.length).toBe(1);
  });
});
