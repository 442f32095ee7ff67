import { beforeEach, expect, it, vi } from "vitest";
import { ensureEngine, provideEngine } from "../../../renderer/state/engine";
import {
  isSameNetwork,
  loadModel,
  type Model,
  modelStore,
  offerModel,
  randomModel,
  runModel,
} from "../../../renderer/state/model";
import { packedOnce } from "../../../renderer/state/model-weights";
import { emptyDocument } from "../../../shared/graph/document";
import { moveNodes } from "../../../shared/graph/view-edits";
import { graph, layer } from "../../helpers/graphs";
import { FakeClient, settle } from "./fake-client";

const document = {
  ...emptyDocument("Small"),
  graph: graph([layer("x", "input"), layer("y", "relu")], ["x>y"]),
};
const batch = { shape: [1, 1, 1, 1], data: Float32Array.of(7) };
let client: FakeClient;

beforeEach(async () => {
  client = new FakeClient();
  provideEngine(() => client);
  modelStore.setState({ model: null, loaded: null });
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
});

it("loads a model once, and again in a fresh process", async () => {
  const model = randomModel(document, 3);
  await runModel(model, batch);
  await runModel(model, batch);
  client.restart();
  await settle();
  const output = await runModel(model, batch);
  expect({ calls: client.calls, first: output.data[0], spec: client.loaded[0] }).toEqual({
    calls: ["load", "run", "run", "restart", "load", "run"],
    first: 7,
    spec: { document, seed: 3 },
  });
});

it("keeps the model before when weights do not fit", async () => {
  const model = randomModel(document, 3);
  await loadModel(model);
  client.refuseLoad = "The weights do not fit this network.";
  const file: Model = { ...model, origin: "file", fileName: "w.safetensors", weights: new ArrayBuffer(4) };
  await expect(loadModel(file)).rejects.toThrow("do not fit");
  expect(modelStore.getState().model).toBe(model);
});

it("packs the weights that came with a network when they are first used, once, and again after a failure", async () => {
  const packed = new ArrayBuffer(4);
  const answers = [Promise.reject(new Error("The file is gone.")), Promise.resolve(packed)];
  const pack = vi.fn(() => answers.shift() as Promise<ArrayBuffer>);
  const model: Model = { ...randomModel(document, 3), weights: packedOnce(pack) };
  offerModel(model);
  const before = pack.mock.calls.length;
  await expect(runModel(model, batch)).rejects.toThrow("The file is gone.");
  await runModel(model, batch);
  client.restart();
  await settle();
  await runModel(model, batch);
  expect({ before, after: pack.mock.calls.length, specs: client.loaded }).toEqual({
    before: 0,
    after: 2,
    specs: [
      { document, seed: 3, weights: packed },
      { document, seed: 3, weights: packed },
    ],
  });
});

it("tells a network that was edited from one that was moved about or renamed", () => {
  const renamed = { ...document, name: "Other" };
  const copied: typeof document = JSON.parse(JSON.stringify(document));
  const edited = { ...document, graph: graph([layer("x", "input"), layer("y", "relu6")], ["x>y"]) };
  const moved = moveNodes({ x: { x: 1, y: 2 } })(document);
  expect([renamed, copied, moved, edited].map((other) => isSameNetwork(document, other))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
