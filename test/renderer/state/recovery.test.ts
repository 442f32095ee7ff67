import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type CheckpointStore, createCheckpointStore } from "../../../renderer/host/checkpoint-store";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import {
  forgetInterrupted,
  interruptedStore,
  lookForInterrupted,
  provideCheckpoints,
} from "../../../renderer/state/interrupted";
import { modelStore } from "../../../renderer/state/model";
import {
  cancelTraining,
  pauseTraining,
  resumeInterrupted,
  resumeTraining,
  startTraining,
  stopTrainingNow,
  trainingStore,
} from "../../../renderer/state/training";
import type { CheckpointEvent, RunSpec } from "../../../shared/contracts/run";
import { ownImages, smallRun, trainOnce } from "../../helpers/resumed-run";
import { createFakeDirectory, type FakeDirectory } from "../host/fake-directory";
import { FakeClient, RESULT, report, settle } from "./fake-client";

const spec = smallRun({ images: ownImages(), batch: 5 });
let checkpoint: CheckpointEvent;
let losses: readonly number[];
let client: FakeClient;
let directory: FakeDirectory;
let errors: string[];

beforeAll(async () => {
  const { taken, curve } = await trainOnce(spec, { killAt: 3 });
  if (!taken) throw new Error("No checkpoint");
  checkpoint = taken;
  losses = curve.slice(0, 3).map((point) => (point as readonly number[])[2] as number);
});

beforeEach(async () => {
  directory = createFakeDirectory();
  errors = [];
  await start();
});

/** As a page that starts: only what is stored is left. */
async function start(): Promise<void> {
  client = new FakeClient();
  provideCheckpoints(openStore());
  provideEngine(() => client);
  trainingStore.setState({ run: null });
  modelStore.setState({ model: null, loaded: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
}

function openStore(): CheckpointStore {
  return createCheckpointStore({
    directory: async () => directory,
    onError: (error) => errors.push(error.message),
  });
}

function run() {
  const { run: held } = trainingStore.getState();
  if (!held) throw new Error("No run");
  return held;
}

/** A run that is at step 5 and was made safe at step 3. */
async function trainToFive(wanted: RunSpec = spec): Promise<void> {
  void startTraining(wanted);
  for (const step of [1, 2, 3]) client.emit(report(step));
  client.emit({ ...checkpoint, file: checkpoint.file.slice(0) });
  for (const step of [4, 5]) client.emit(report(step));
  await settle();
}

async function comesBack(): Promise<void> {
  client.enter({ kind: "running" });
  await turns();
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await settle();
}

const curve = () =>
  Array.from({ length: run().curves.loss.length }, (_, at) => run().curves.loss.valueAt(at));
const resumedFrom = () => client.options.map(({ resumeFrom }) => resumeFrom && new Uint8Array(resumeFrom));

describe("when the engine dies under a run", () => {
  it("the run goes on from its checkpoint by itself, with the curve of then, and says so", async () => {
    await trainToFive();
    client.die("it ran out of memory");
    await comesBack();
    expect({ status: run().status, loss: run().loss?.reason, safe: run().safeStep, curve: curve() }).toEqual({
      status: "running",
      loss: "The engine stopped: it ran out of memory.",
      safe: 3,
      curve: losses,
    });
    expect(resumedFrom()).toEqual([undefined, new Uint8Array(checkpoint.file)]);
    await client.finish();
    expect([run().status, await openStore().newest(), errors]).toEqual(["done", null, []]);
  });

  it("it starts over where there is no checkpoint yet", async () => {
    void startTraining(spec);
    client.emit(report(1));
    client.die("its process crashed");
    await comesBack();
    expect({ calls: client.calls, resumedFrom: resumedFrom(), safe: run().safeStep }).toEqual({
      calls: ["train", "train"],
      resumedFrom: [undefined, undefined],
      safe: null,
    });
  });

  it("a second time soon after, it stops, says why, and can be taken up by hand", async () => {
    await trainToFive();
    client.die("it ran out of memory");
    await comesBack();
    client.die("it ran out of memory");
    await comesBack();
    expect({
      status: run().status,
      failure: run().failure,
      stored: interruptedStore.getState().stored,
    }).toEqual({
      status: "failed",
      failure: "The engine stopped: it ran out of memory.",
      stored: expect.objectContaining({ name: "small", step: 3 }),
    });
    void resumeInterrupted();
    await comesBack();
    expect([run().status, curve(), client.options.length]).toEqual(["running", losses, 3]);
  });

  it("a second time much later, it goes on again", async () => {
    await trainToFive();
    client.die("it ran out of memory");
    await comesBack();
    const later = Date.now() + 120_000;
    vi.spyOn(Date, "now").mockReturnValue(later);
    client.die("it ran out of memory");
    await comesBack();
    vi.restoreAllMocks();
    expect([run().status, client.options.length]).toEqual(["running", 3]);
  });

  it("a paused run stays paused, and goes on when asked to", async () => {
    await trainToFive();
    await pauseTraining();
    client.die("its process was ended from outside");
    await comesBack();
    expect([run().status, run().loss?.isParked, client.options.length]).toEqual(["paused", true, 1]);
    void resumeTraining();
    await comesBack();
    expect([run().status, curve(), resumedFrom()[1]?.length]).toEqual([
      "running",
      losses,
      checkpoint.file.byteLength,
    ]);
  });

  it("a paused run that is then stopped keeps what it had learned", async () => {
    await trainToFive();
    await pauseTraining();
    client.die("its process was ended from outside");
    await comesBack();
    void cancelTraining();
    await comesBack();
    expect(client.calls.slice(-2)).toEqual(["train", "cancel"]);
    await client.finish({ ...RESULT, cancelled: true });
    expect(run().status).toBe("done");
  });

  it("or its device is lost, which takes a fresh engine", async () => {
    await trainToFive();
    client.loseDevice();
    await turns();
    expect({ calls: client.calls, status: run().status, resumed: resumedFrom()[1]?.length }).toEqual({
      calls: ["train", "restart", "train"],
      status: "running",
      resumed: checkpoint.file.byteLength,
    });
  });
});

describe("when the page is loaded again in the middle of a run", () => {
  it("the run is offered, and goes on with its curve and its own pictures", async () => {
    await trainToFive();
    await start();
    await lookForInterrupted();
    expect(interruptedStore.getState().stored).toEqual({
      name: "small",
      step: 3,
      totalSteps: 12,
      epoch: 1,
      savedAt: expect.any(Number),
    });
    void resumeInterrupted();
    await comesBack();
    expect({ status: run().status, curve: curve(), spec: run().spec }).toEqual({
      status: "running",
      curve: losses,
      spec,
    });
    await client.finish();
    expect([interruptedStore.getState().stored, directory.files.size]).toEqual([null, 0]);
  });

  it("the run can be forgotten, and another one replaces it", async () => {
    await trainToFive();
    await forgetInterrupted();
    expect([await openStore().open(), directory.files.size]).toEqual([null, 0]);
    await trainToFive();
    await start();
    void startTraining({ ...spec, seed: 9 });
    await settle();
    expect(await openStore().newest()).toBeNull();
  });

  it("the checkpoint before is taken if the newest was cut off", async () => {
    await trainToFive();
    client.emit({ ...checkpoint, step: 5, file: checkpoint.file.slice(0) });
    await settle();
    const newest = directory.written.filter((name) => name.startsWith("checkpoint-")).at(-1) as string;
    directory.files.set(newest, (directory.files.get(newest) as ArrayBuffer).slice(0, 100));
    expect(await openStore().newest()).toMatchObject({ step: 3 });
  });

  it("a storage that is full is told, and the run goes on", async () => {
    void startTraining(smallRun());
    await settle();
    directory.fail = new DOMException("full", "QuotaExceededError");
    client.emit({ ...checkpoint, file: checkpoint.file.slice(0) });
    await settle();
    expect([run().status, errors]).toEqual([
      "running",
      [expect.stringMatching(/cannot be kept safe: the browser's storage is full/)],
    ]);
  });
});

it("a run that is ended by force can be taken up from its checkpoint", async () => {
  await trainToFive();
  stopTrainingNow("You stopped the engine.");
  await comesBack();
  expect([run().status, interruptedStore.getState().stored?.step]).toEqual(["failed", 3]);
});
