import type { Document } from "../graph/document";
import type { RunSpec, TrainEvent, TrainResult } from "./run";

export type BackendId = "webgpu" | "webgl" | "wasm" | "cpu";

export interface BackendInfo {
  readonly id: BackendId;
  readonly available: boolean;
  /** Why it was taken or left, in words for the status bar: "software adapter (SwiftShader): ranks below WASM". */
  readonly reason: string;
}

export interface EngineInfo {
  readonly backend: BackendId;
  readonly reason: string;
  /** In order of preference. */
  readonly backends: readonly BackendInfo[];
  /** Threads of the WASM backend. */
  readonly threads: number;
}

export interface ModelSpec {
  readonly document: Document;
  /** safetensors; absent means drawn from `seed`. */
  readonly weights?: ArrayBuffer;
  readonly seed: number;
}

/** Pixels or features, batch first, maps as N×H×W×C. */
export interface Batch {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Anyone to the engine's process. Carried by comlink; callbacks must be wrapped in `proxy`, array buffers in `transfer`.
 * Failures arrive as errors whose message is for the person at the screen.
 */
export interface Engine {
  describe(): Promise<EngineInfo>;
  /** "auto" ranks by what the machine has. What was loaded stays loaded. */
  setBackend(id: BackendId | "auto"): Promise<EngineInfo>;
  /** Compiles a network and its weights for `run`; replaces the one before. */
  load(spec: ModelSpec): Promise<void>;
  /** Inference of the loaded network. */
  run(input: Batch): Promise<Batch>;
  /** Trains to the end, or to `cancel`; the trained network is then the loaded one. */
  train(spec: RunSpec, onEvent: (event: TrainEvent) => void): Promise<TrainResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  cancel(): Promise<void>;
  /** The loaded network's weights as safetensors, in PyTorch's names and axis order. */
  exportWeights(): Promise<ArrayBuffer>;
  dispose(): Promise<void>;
}
