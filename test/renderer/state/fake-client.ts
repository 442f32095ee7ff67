import type { EngineClient, EngineState } from "../../../renderer/host/engine-client";
import { UserError } from "../../../shared/base/assert";
import {
  type BackendId,
  type Engine,
  type EngineInfo,
  EngineLostError,
  type ModelSpec,
} from "../../../shared/contracts/engine";
import type { RunSpec, TrainEvent, TrainOptions, TrainResult } from "../../../shared/contracts/run";

export const RESULT: TrainResult = {
  steps: 4,
  cancelled: false,
  testLoss: 0.5,
  testAccuracy: 0.75,
  confusion: [
    [3, 1],
    [1, 3],
  ],
  classNames: ["circle", "square"],
};

export const WEIGHTS = new ArrayBuffer(8);

/** An engine whose training goes on when the test says so, and a process that the test can end. */
export class FakeClient implements EngineClient {
  readonly calls: string[] = [];
  readonly loaded: ModelSpec[] = [];
  /** Of each training. */
  readonly options: TrainOptions[] = [];
  refuseBackend: string | null = null;
  refuseLoad: string | null = null;
  #state: EngineState = { kind: "starting" };
  #listeners = new Set<(state: EngineState) => void>();
  #backend: BackendId = "wasm";
  #training: {
    readonly spec: RunSpec;
    readonly onEvent: (event: TrainEvent) => void;
    readonly resolve: (result: TrainResult) => void;
    readonly reject: (error: Error) => void;
  } | null = null;

  readonly engine: Engine = {
    describe: async () => this.#info(),
    setBackend: async (id) => {
      this.calls.push(`setBackend ${id}`);
      if (this.refuseBackend !== null) throw new UserError(this.refuseBackend);
      this.#backend = id === "auto" ? "wasm" : id;
      return this.#info();
    },
    load: async (spec) => {
      this.calls.push("load");
      if (this.refuseLoad !== null) throw new UserError(this.refuseLoad);
      this.loaded.push(spec);
    },
    run: async (input) => {
      this.calls.push("run");
      return { shape: [1, 2], data: Float32Array.of(input.data[0] ?? 0, 1) };
    },
    train: (spec, onEvent, options = {}) => {
      this.calls.push("train");
      this.options.push(options);
      return new Promise((resolve, reject) => {
        this.#training = { spec, onEvent, resolve, reject };
      });
    },
    pause: async () => void this.calls.push("pause"),
    resume: async () => void this.calls.push("resume"),
    cancel: async () => void this.calls.push("cancel"),
    exportWeights: async () => WEIGHTS,
    activations: unasked,
    maps: unasked,
    filters: unasked,
    occlusion: unasked,
    gradCam: unasked,
    saliency: unasked,
    profile: unasked,
    exportNetwork: unasked,
    verify: unasked,
    verifyFile: unasked,
    dispose: async () => undefined,
  };

  state(): EngineState {
    return this.#state;
  }

  onState(listener: (state: EngineState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onExit(): () => void {
    return () => undefined;
  }

  restart(): void {
    this.calls.push("restart");
    this.#training?.reject(new EngineLostError("The engine was started anew."));
    this.#training = null;
    this.enter({ kind: "starting" });
    this.enter({ kind: "running" });
  }

  dispose(): void {
    this.calls.push("dispose");
  }

  enter(state: EngineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }

  /** The process ends by itself, as when its memory runs out. */
  die(reason: string): void {
    this.#training?.reject(new EngineLostError(`The engine stopped: ${reason}.`));
    this.#training = null;
    this.enter({ kind: "waiting", reason });
  }

  /** The run cannot go on, and the engine can. */
  fail(message: string): void {
    this.#training?.reject(new UserError(message));
    this.#training = null;
  }

  /** The device that it computes on goes, and the process stays. */
  loseDevice(): void {
    this.#training?.reject(new EngineLostError("The GPU was lost."));
    this.#training = null;
  }

  emit(event: TrainEvent): void {
    this.#training?.onEvent(event);
  }

  async finish(result: TrainResult = RESULT): Promise<void> {
    this.#training?.resolve(result);
    this.#training = null;
    await settle();
  }

  #info(): EngineInfo {
    return { backend: this.#backend, reason: "no GPU", backends: [], threads: 2 };
  }
}

async function unasked(): Promise<never> {
  throw new UserError("This engine shows nothing of its inside.");
}

/** Lets promises that are already decided run their course. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

/** A report of one step, of four. */
export function report(step: number, loss = 1 / step): TrainEvent {
  return {
    kind: "report",
    step,
    totalSteps: 4,
    epoch: step <= 2 ? 1 : 2,
    loss,
    accuracy: step / 4,
    learningRate: 0.01,
    imagesPerSecond: 100,
    secondsLeft: 4 - step,
  };
}
