import type { Document } from "../graph/document";
import type { FilesEngine } from "./export";
import type {
  Filters,
  GradCam,
  GradCamSpec,
  HeatMap,
  LayerActivity,
  LayerMaps,
  Occlusion,
  OcclusionSpec,
  Proceed,
  Profile,
  ProfileSpec,
} from "./inside";
import type { RunSpec, TrainEvent, TrainOptions, TrainResult } from "./run";
import type { MatchStrategy } from "./weight-match";

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
  /** How they find their places; absent is strict. What they have nothing for is drawn from `seed`. */
  readonly match?: MatchStrategy;
  readonly seed: number;
}

/**
 * The engine's process, or the device that it computes on, is gone, and with it all that it held. Known by its name: what
 * crosses from process to process is no longer of any class.
 */
export class EngineLostError extends Error {
  override readonly name = ENGINE_LOST;
}

const ENGINE_LOST = "EngineLostError";

export function isEngineLost(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === ENGINE_LOST;
}

/** Pixels or features, batch first, maps as N×H×W×C. */
export interface Batch {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What shows how the loaded network works. Layers run one by one, none fused into another. */
export interface InsideEngine {
  /** Every layer's output for one batch, in the order in which they run. */
  activations(input: Batch, proceed: Proceed): Promise<readonly LayerActivity[] | null>;
  maps(input: Batch, path: string): Promise<LayerMaps>;
  /** Null where the layer has no kernels to look at. */
  filters(path: string): Promise<Filters | null>;
  /** Zeiler and Fergus 2013, section 4.2, on one image. */
  occlusion(input: Batch, spec: OcclusionSpec, proceed: Proceed): Promise<Occlusion | null>;
  /** Selvaraju et al. 2017, section 3, on one image. */
  gradCam(input: Batch, spec: GradCamSpec): Promise<GradCam>;
  /** How much each pixel moves the class's score: the largest gradient over its channels (Simonyan et al. 2013). */
  saliency(input: Batch, classIndex: number): Promise<HeatMap>;
  profile(spec: ProfileSpec, proceed: Proceed): Promise<Profile | null>;
}

/**
 * Anyone to the engine's process. Carried by comlink; callbacks must be wrapped in `proxy`, array buffers in `transfer`.
 * Failures arrive as errors whose message is for the person at the screen.
 */
export interface Engine extends InsideEngine, FilesEngine {
  describe(): Promise<EngineInfo>;
  /** "auto" ranks by what the machine has. What was loaded stays loaded. */
  setBackend(id: BackendId | "auto"): Promise<EngineInfo>;
  /** Compiles a network and its weights for `run`; replaces the one before. */
  load(spec: ModelSpec): Promise<void>;
  /** Inference of the loaded network. */
  run(input: Batch): Promise<Batch>;
  /** Trains to the end, or to `cancel`; the trained network is then the loaded one. */
  train(spec: RunSpec, onEvent: (event: TrainEvent) => void, options?: TrainOptions): Promise<TrainResult>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends a training after its step, and an inference or a comparison, which then fails, after its layer. */
  cancel(): Promise<void>;
  /** The loaded network's weights as safetensors, in PyTorch's names and axis order. */
  exportWeights(): Promise<ArrayBuffer>;
  dispose(): Promise<void>;
}
