import { createStore, useStore } from "zustand";
import { assertExists, errorMessage } from "../../shared/base/assert";
import type { BackendId, EngineInfo } from "../../shared/contracts/engine";
import type { EngineClient } from "../host/engine-client";
import { changeSettings, settingsStore } from "./settings";

export type EngineStatus =
  /** Nothing has asked for it yet. */
  | { readonly kind: "off" }
  | { readonly kind: "starting" }
  | { readonly kind: "ready"; readonly info: EngineInfo }
  /** It died and comes back by itself. */
  | { readonly kind: "waiting"; readonly reason: string }
  /** It died too often: only a person starts it again. */
  | { readonly kind: "failed"; readonly reason: string };

export interface EngineState {
  readonly status: EngineStatus;
  readonly changingBackend: boolean;
  /** Why the last wish for a backend was not granted. */
  readonly backendError: string | null;
  /** Counts processes: what an earlier one had loaded is gone. */
  readonly generation: number;
}

const INITIAL: EngineState = {
  status: { kind: "off" },
  changingBackend: false,
  backendError: null,
  generation: 0,
};

export const engineStore = createStore<EngineState>(() => INITIAL);

let create: (() => EngineClient) | null = null;
let client: EngineClient | null = null;

export function useEngine<T>(select: (state: EngineState) => T): T {
  return useStore(engineStore, select);
}

/** Says how to make the engine; it is made when something first needs it. Replaces the one before. */
export function provideEngine(createClient: () => EngineClient): void {
  client?.dispose();
  client = null;
  create = createClient;
  engineStore.setState(INITIAL);
}

/** The engine, started if it was not. */
export function ensureEngine(): EngineClient {
  if (client) return client;
  const started = assertExists(create, "an engine: provideEngine is called where the app starts")();
  client = started;
  started.onState((state) => {
    if (client === started) followState(started, state.kind === "running" ? null : state);
  });
  const now = started.state();
  followState(started, now.kind === "running" ? null : now);
  return started;
}

/** Ends whatever the engine does, at once, and starts a fresh one. */
export function restartEngine(): void {
  ensureEngine().restart();
}

/** When the engine has come up and said what it runs on, or has been given up. */
export function engineSettled(): Promise<void> {
  return new Promise((resolve) => {
    const look = ({ status }: EngineState): boolean => status.kind === "ready" || status.kind === "failed";
    if (look(engineStore.getState())) {
      resolve();
      return;
    }
    const unsubscribe = engineStore.subscribe((state) => {
      if (!look(state)) return;
      unsubscribe();
      resolve();
    });
  });
}

/** The person's choice, kept for the next start. */
export async function chooseBackend(id: BackendId | "auto"): Promise<void> {
  const { engine } = ensureEngine();
  engineStore.setState({ changingBackend: true, backendError: null });
  try {
    const info = await engine.setBackend(id);
    changeSettings({ backend: id });
    engineStore.setState({ status: { kind: "ready", info } });
  } catch (thrown) {
    engineStore.setState({ backendError: errorMessage(thrown) });
  } finally {
    engineStore.setState({ changingBackend: false });
  }
}

/** Null stands for a process that is up; it is ready once it has said what it runs on. */
function followState(of: EngineClient, status: EngineStatus | null): void {
  if (status) {
    engineStore.setState({ status });
    return;
  }
  const generation = engineStore.getState().generation + 1;
  engineStore.setState({ status: { kind: "starting" }, generation });
  void introduce(of, generation);
}

async function introduce({ engine }: EngineClient, generation: number): Promise<void> {
  const { backend } = settingsStore.getState();
  const update = (change: Partial<EngineState>): void => {
    if (engineStore.getState().generation === generation) engineStore.setState(change);
  };
  try {
    if (backend !== "auto") await engine.setBackend(backend);
  } catch (thrown) {
    update({ backendError: errorMessage(thrown) });
  }
  try {
    update({ status: { kind: "ready", info: await engine.describe() } });
  } catch (thrown) {
    // A process that died meanwhile has said so itself, with a better reason.
    if (engineStore.getState().status.kind === "starting") {
      update({ status: { kind: "failed", reason: errorMessage(thrown) } });
    }
  }
}
