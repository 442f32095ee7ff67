import { beforeEach, expect, it } from "vitest";
import { chooseBackend, engineStore, ensureEngine, provideEngine } from "../../../renderer/state/engine";
import { changeSettings, settingsStore } from "../../../renderer/state/settings";
import { FakeClient, settle } from "./fake-client";

let client: FakeClient;

beforeEach(() => {
  changeSettings({ backend: "auto" });
  client = new FakeClient();
  provideEngine(() => client);
});

async function start(): Promise<void> {
  ensureEngine();
  client.enter({ kind: "running" });
  await settle();
}

it("starts the engine when something first needs it, and says what it runs on", async () => {
  expect(engineStore.getState().status).toEqual({ kind: "off" });
  ensureEngine();
  expect(engineStore.getState().status).toEqual({ kind: "starting" });
  await start();
  expect(engineStore.getState().status).toEqual({
    kind: "ready",
    info: { backend: "wasm", reason: "no GPU", backends: [], threads: 2 },
  });
});

it("asks every fresh process for the backend that the person chose", async () => {
  changeSettings({ backend: "cpu" });
  await start();
  client.enter({ kind: "starting" });
  client.enter({ kind: "running" });
  await settle();
  const { status, generation } = engineStore.getState();
  expect({ status, generation, calls: client.calls }).toEqual({
    status: { kind: "ready", info: expect.objectContaining({ backend: "cpu" }) },
    generation: 2,
    calls: ["setBackend cpu", "setBackend cpu"],
  });
});

it("keeps a chosen backend, and says why one was refused", async () => {
  await start();
  await chooseBackend("webgl");
  client.refuseBackend = "There is no WebGPU adapter.";
  await chooseBackend("webgpu");
  const { status, backendError, changingBackend } = engineStore.getState();
  expect({ status, backendError, changingBackend, chosen: settingsStore.getState().backend }).toEqual({
    status: { kind: "ready", info: expect.objectContaining({ backend: "webgl" }) },
    backendError: "There is no WebGPU adapter.",
    changingBackend: false,
    chosen: "webgl",
  });
});

it("tells that the process is gone, and why", async () => {
  await start();
  client.enter({ kind: "failed", reason: "out of memory" });
  expect(engineStore.getState().status).toEqual({ kind: "failed", reason: "out of memory" });
});
