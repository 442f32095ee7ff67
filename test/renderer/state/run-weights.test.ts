import { afterAll, beforeEach, expect, test } from "vitest";
import { createRunFolder, type RunDirectory } from "../../../renderer/host/run-folder";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import { modelStore } from "../../../renderer/state/model";
import { startKeepingRuns } from "../../../renderer/state/run-keeping";
import {
  loadRunWeights,
  MAX_KEPT,
  modelOfRun,
  runIdOf,
  runWeightsStore,
} from "../../../renderer/state/run-weights";
import { deleteRun, provideRunFolder, runsStore } from "../../../renderer/state/runs";
import { INITIAL_SETUP, runSpecOf } from "../../../renderer/state/train-setup";
import { startTraining, trainingStore } from "../../../renderer/state/training";
import type { RunRecord } from "../../../shared/formats/run-record/record";
import { openNetwork } from "../../../shared/networks/registry";
import { createFakeDirectory, type FakeDirectory } from "../host/fake-directory";
import { FakeClient, RESULT, report, settle, WEIGHTS } from "./fake-client";

afterAll(startKeepingRuns());
const document = openNetwork("nin-cifar10");
let client: FakeClient;
let directory: FakeDirectory & RunDirectory;

beforeEach(async () => {
  const fake = createFakeDirectory();
  directory = Object.assign(fake, {
    async *keys() {
      yield* fake.files.keys();
    },
  });
  client = new FakeClient();
  provideEngine(() => client);
  trainingStore.setState({ run: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await reload();
});

/** What this window finds after a reload. */
async function reload(): Promise<readonly RunRecord[]> {
  provideRunFolder(createRunFolder(async () => directory));
  modelStore.setState({ model: null, loaded: null });
  await loadRunWeights();
  return runsStore.getState().runs;
}

async function train(): Promise<void> {
  void startTraining({ ...runSpecOf(INITIAL_SETUP, document), seed: 7 });
  client.emit(report(1));
  await client.finish();
  await settle();
}

const kept = () => runWeightsStore.getState().kept;

test("after a reload a run gives back its network with the weights, the classes and the colours that it was trained on", async () => {
  await train();
  const [run] = await reload();
  const model = run && (await modelOfRun(run));
  expect({ kept: [...kept()], model, of: model && runIdOf(model) }).toMatchObject({
    kept: [run?.id],
    of: run?.id,
    model: { origin: "trained", document, seed: 7, classNames: RESULT.classNames },
  });
  expect(model?.weights).toEqual(WEIGHTS);
  expect(model?.normalisation.mean.every((mean) => mean > 0 && mean < 1)).toBe(true);
});

test("the newest runs keep their weights, and older ones are listed without", async () => {
  for (let run = 0; run <= MAX_KEPT; run++) await train();
  expect([runsStore.getState().runs.length, kept().size]).toEqual([MAX_KEPT + 1, MAX_KEPT]);
});

test("a deleted run takes its weights along, unless that is taken back", async () => {
  await train();
  const [run] = runsStore.getState().runs;
  await deleteRun(run?.id ?? "")();
  const backAgain = (await reload()).map(({ id }) => kept().has(id));
  deleteRun(run?.id ?? "");
  await settle();
  await reload();
  expect({ backAgain, kept: kept().size, files: directory.files.size }).toEqual({
    backAgain: [true],
    kept: 0,
    files: 0,
  });
});

/** The next so many times that weights are written, storage is full. As in browsers, an empty file is left. */
function refuseWeights(times: number): void {
  let left = times;
  const open = directory.getFileHandle;
  directory.getFileHandle = async (name, options) => {
    const file = await open(name, options);
    if (!options?.create || !name.endsWith(".safetensors") || left-- <= 0) return file;
    const write = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    const stream = { write, close: async () => undefined, abort: async () => undefined };
    return { ...file, createWritable: async () => stream };
  };
}

test("where storage is full, the weights of the oldest run make room", async () => {
  for (let run = 0; run < 3; run++) await train();
  refuseWeights(1);
  await train();
  const newestFirst = runsStore.getState().runs.map(({ id }) => id);
  expect([[...kept()], runWeightsStore.getState().problem]).toEqual([
    newestFirst.filter((_, index) => index < 3),
    null,
  ]);
});

test("weights that do not fit even so are told, and cost no more than the room that they take", async () => {
  for (let run = 0; run < 3; run++) await train();
  refuseWeights(5);
  await train();
  const newestFirst = runsStore.getState().runs.map(({ id }) => id);
  const told = { kept: [...kept()], problem: runWeightsStore.getState().problem };
  await reload();
  expect([told, [...kept()]]).toEqual([
    { kept: newestFirst.slice(1, 3), problem: "the browser's storage is full" },
    newestFirst.slice(1, 3),
  ]);
});

test("weights that are gone are said to be", async () => {
  await train();
  const [run] = runsStore.getState().runs;
  for (const name of [...directory.files.keys()])
    if (!name.endsWith(".run.json")) directory.files.delete(name);
  if (!run) throw new Error("Expected a run");
  await expect(modelOfRun(run)).rejects.toThrow(`The weights of “${run.name}” are no longer there.`);
});
