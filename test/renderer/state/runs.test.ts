import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createRunFolder, type RunDirectory, type RunFolder } from "../../../renderer/host/run-folder";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import { startKeepingRuns } from "../../../renderer/state/run-keeping";
import {
  deleteRun,
  keepRun,
  loadRuns,
  MAX_SHOWN,
  provideRunFolder,
  renameRun,
  runsStore,
  showRun,
} from "../../../renderer/state/runs";
import { INITIAL_SETUP, runSpecOf } from "../../../renderer/state/train-setup";
import {
  cancelTraining,
  startTraining,
  stopTrainingNow,
  trainingStore,
} from "../../../renderer/state/training";
import { emptyDocument } from "../../../shared/graph/document";
import { createFakeDirectory } from "../host/fake-directory";
import { FakeClient, RESULT, report, settle } from "./fake-client";

const spec = () => runSpecOf(INITIAL_SETUP, emptyDocument("Small"));
afterAll(startKeepingRuns());

let client: FakeClient;
let directory: ReturnType<typeof createFakeDirectory> & RunDirectory;
let folder: RunFolder;

beforeEach(async () => {
  const fake = createFakeDirectory();
  directory = Object.assign(fake, {
    async *keys() {
      yield* fake.files.keys();
    },
  });
  folder = createRunFolder(async () => directory);
  provideRunFolder(folder);
  client = new FakeClient();
  provideEngine(() => client);
  trainingStore.setState({ run: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
});

const runs = () => runsStore.getState().runs;

/** What another window, or this one after a reload, finds. */
async function reload() {
  provideRunFolder(createRunFolder(async () => directory));
  await loadRuns();
  return runs();
}

async function train(name = "Small") {
  void startTraining({ ...spec(), document: emptyDocument(name) });
  for (const step of [1, 2]) client.emit(report(step));
  client.emit({ kind: "epoch", step: 2, epoch: 1, testLoss: 0.7, testAccuracy: 0.6 });
  await client.finish();
  await settle();
}

describe("a run that is over", () => {
  it("is kept with its settings, curve, result and backend", async () => {
    await train();
    const [held] = await reload();
    const { document: _, ...settings } = spec();
    expect(held).toMatchObject({
      name: "Small",
      outcome: "done",
      network: { name: "Small" },
      settings,
      backend: "wasm",
      result: RESULT,
      points: [
        { step: 1, loss: 1, accuracy: 0.25, learningRate: 0.01, imagesPerSecond: 100 },
        { step: 2, loss: 0.5, accuracy: 0.5, learningRate: 0.01, imagesPerSecond: 100 },
      ],
      epochs: [{ step: 2, epoch: 1, testLoss: 0.7, testAccuracy: 0.6 }],
    });
  });

  it("is kept however it ended, unless it never took a step", async () => {
    void startTraining(spec());
    client.emit(report(1));
    client.fail("The loss is no longer a number.");
    await settle();
    void startTraining(spec());
    client.emit(report(1));
    await cancelTraining();
    await client.finish({ ...RESULT, steps: 1, cancelled: true });
    void startTraining(spec());
    stopTrainingNow("No patience.");
    await settle();
    expect(
      runs()
        .map(({ outcome, failure }) => [outcome, failure])
        .sort(),
    ).toEqual([
      ["cancelled", null],
      ["failed", "The loss is no longer a number."],
    ]);
  });

  it("is told apart from others of its network by a number", async () => {
    for (let run = 0; run < 3; run++) await train();
    expect(
      runs()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["Small", "Small · 2", "Small · 3"]);
  });

  it("gets another name, for good", async () => {
    await train();
    await renameRun(runs()[0]?.id ?? "", "  Higher rate ");
    await renameRun(runs()[0]?.id ?? "", "   ");
    expect((await reload()).map(({ name }) => name)).toEqual(["Higher rate"]);
  });

  it("is deleted, and comes back with its look when that is taken back", async () => {
    await train("First");
    await train("Second");
    const before = runsStore.getState();
    const takeBack = deleteRun(before.runs[0]?.id ?? "");
    expect([runs().length, runsStore.getState().shown.size]).toEqual([1, 1]);
    await settle();
    expect([...directory.files.keys()].filter((name) => name.endsWith(".run.json"))).toHaveLength(1);
    await takeBack();
    expect(runsStore.getState()).toEqual(before);
    expect(await reload()).toHaveLength(2);
  });
});

describe("runs laid over each other", () => {
  it("keep their looks while others come and go, and are no more than can be told apart", async () => {
    for (let index = 0; index <= MAX_SHOWN; index++) await train(`Run ${index}`);
    const looks = () => [...runsStore.getState().shown.values()];
    expect(looks()).toEqual(Array.from({ length: MAX_SHOWN }, (_, look) => look));
    const [, second] = [...runsStore.getState().shown.keys()];
    const last = runs().find(({ name }) => name === `Run ${MAX_SHOWN}`);
    showRun(second ?? "", false);
    showRun(last?.id ?? "", true);
    expect(runsStore.getState().shown.get(last?.id ?? "")).toBe(1);
  });
});

describe("where runs cannot be kept", () => {
  it("they are listed all the same, with the reason, until a write goes well", async () => {
    directory.fail = new Error("the disk is full");
    await train();
    expect([runs().length, runsStore.getState().problem]).toEqual([1, "the disk is full"]);
    await train();
    expect(runsStore.getState().problem).toBeNull();
  });

  it("a file that was cut off is passed by", async () => {
    await train();
    directory.files.set("broken.run.json", '{"version":1,');
    directory.files.set("notes.txt", "mine");
    expect(await reload()).toHaveLength(1);
  });

  it("what was trained before the list was read stands beside it", async () => {
    await train("Old");
    const [old] = runs();
    provideRunFolder(createRunFolder(async () => directory));
    if (old) await keepRun({ ...old, id: "new", startedAt: old.startedAt + 1 });
    await loadRuns();
    expect(runs().map(({ id }) => id)).toEqual(["new", old?.id]);
  });
});
