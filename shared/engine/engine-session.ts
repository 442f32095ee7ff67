import * as tf from "@tensorflow/tfjs-core";
import { assertExists, errorMessage, UserError } from "../base/assert";
import type { BackendId, Batch, Engine, EngineInfo, ModelSpec } from "../contracts/engine";
import type { RunSpec, TrainEvent, TrainOptions, TrainResult } from "../contracts/run";
import { elementsOf } from "../layers/shape";
import { type BackendCandidate, backendName, type Ranked, rankBackends, startBackend } from "./backends";
import { isDeviceLost, whileDeviceLasts } from "./device-loss";
import { createFiles } from "./files";
import { createInside } from "./inside/inside";
import { checkInput, type LoadedModel } from "./inside/model";
import { compilePlan } from "./plan";
import { rehearse } from "./rehearse";
import { Control } from "./train/control";
import { inferUnless } from "./train/infer";
import { train } from "./train/run";
import type { ReferenceRuntime } from "./verify/reference-runtime";
import { startingWeights, WeightStore } from "./weights/weight-store";

/** Images that inference takes at once: memory stays bounded however many are asked for. */
const INFERENCE_BATCH = 32;

interface Started {
  readonly backend: Ranked;
  readonly reason: string;
}

/** The engine over whatever backends the platform offers. */
export class EngineSession implements Engine {
  readonly #candidates: readonly BackendCandidate[];
  #ranked: readonly Ranked[] | null = null;
  #current: Started | null = null;
  #starting: Promise<Started> | null = null;
  #model: LoadedModel | null = null;
  #control: Control | null = null;
  /** Of the last inference or comparison. */
  #inference: Control | null = null;
  #disposed = false;
  readonly #inside = createInside({
    ready: async () => {
      await this.#start();
      return this.#loaded();
    },
    isLoaded: (model) => this.#model === model,
    refuseToTime: () => this.#refuseWhileTraining("Layers cannot be timed"),
  });
  readonly activations = this.#inside.activations;
  readonly maps = this.#inside.maps;
  readonly filters = this.#inside.filters;
  readonly occlusion = this.#inside.occlusion;
  readonly gradCam = this.#inside.gradCam;
  readonly saliency = this.#inside.saliency;
  readonly profile = this.#inside.profile;
  readonly exportNetwork: Engine["exportNetwork"];
  readonly verify: Engine["verify"];
  readonly verifyFile: Engine["verifyFile"];

  constructor(candidates: readonly BackendCandidate[], runtime: ReferenceRuntime) {
    this.#candidates = candidates;
    const files = createFiles({
      ready: async () => {
        this.#refuseWhileTraining("A file cannot be verified");
        const control = new Control();
        this.#inference = control;
        await this.#start();
        return control;
      },
      runtime,
    });
    this.exportNetwork = files.exportNetwork;
    this.verify = files.verify;
    this.verifyFile = files.verifyFile;
  }

  async describe(): Promise<EngineInfo> {
    const { backend, reason } = await this.#start();
    const ranked = await this.#rank();
    return {
      backend: backend.id,
      reason,
      backends: ranked.map(({ id, available, reason: why }) => ({ id, available, reason: why })),
      threads: backend.candidate.threads?.() ?? 1,
    };
  }

  async setBackend(id: BackendId | "auto"): Promise<EngineInfo> {
    this.#refuseWhileTraining("The backend cannot change");
    await this.#starting?.catch(() => undefined);
    this.#forgetLost();
    const kept = this.#model ? await this.#model.weights.download() : null;
    this.#current = id === "auto" ? await this.#startBest() : await this.#startChosen(id);
    if (this.#model && kept) {
      const { plan, weights } = this.#model;
      weights.dispose();
      this.#model = { plan, weights: new WeightStore(plan, kept) };
    }
    return this.describe();
  }

  async load({ document, ...given }: ModelSpec): Promise<void> {
    this.#refuseWhileTraining("Another network cannot be loaded");
    const plan = compilePlan(document);
    const values = startingWeights(plan, given);
    await this.#start();
    rehearse(plan, null);
    this.#adopt({ plan, weights: new WeightStore(plan, values) });
  }

  async run(input: Batch): Promise<Batch> {
    const control = new Control();
    this.#inference = control;
    await this.#start();
    const { plan, weights } = this.#loaded();
    checkInput(plan, input);
    const [count = 0] = input.shape;
    const size = elementsOf(plan.inputShape);
    const results = new Float32Array(count * elementsOf(plan.outputShape));
    for (let start = 0; start < count; start += INFERENCE_BATCH) {
      const end = Math.min(count, start + INFERENCE_BATCH);
      const images = tf.tensor(input.data.subarray(start * size, end * size), [
        end - start,
        ...plan.inputShape,
      ]);
      const values = await whileDeviceLasts(() =>
        inferUnless(plan, weights, images, () => control.checkpoint()),
      );
      if (!values) throw new UserError("The network was stopped before it had an answer.");
      results.set(values, start * elementsOf(plan.outputShape));
    }
    return { shape: [count, ...plan.outputShape], data: results };
  }

  async train(
    spec: RunSpec,
    onEvent: (event: TrainEvent) => void,
    options: TrainOptions = {},
  ): Promise<TrainResult> {
    this.#refuseWhileTraining("A second training cannot start");
    const control = new Control((paused) => {
      onEvent({ kind: "phase", phase: paused ? "paused" : "training", done: 0, total: 0 });
    });
    this.#control = control;
    let weights: WeightStore | null = null;
    try {
      onEvent({ kind: "phase", phase: "compiling", done: 0, total: 1 });
      const plan = compilePlan(spec.document, spec.frozen);
      const values = startingWeights(plan, spec);
      await this.#start();
      rehearse(plan, spec);
      weights = new WeightStore(plan, values);
      onEvent({ kind: "phase", phase: "compiling", done: 1, total: 1 });
      const training = { spec, plan, weights, control, onEvent, options };
      const result = await whileDeviceLasts(() => train(training));
      if (result.steps > 0) {
        this.#adopt({ plan, weights });
        weights = null;
      }
      return result;
    } finally {
      weights?.dispose();
      this.#control = null;
    }
  }

  async pause(): Promise<void> {
    this.#control?.pause();
  }

  async resume(): Promise<void> {
    this.#control?.resume();
  }

  async cancel(): Promise<void> {
    this.#control?.cancel();
    this.#inference?.cancel();
  }

  async exportWeights(): Promise<ArrayBuffer> {
    const { weights } = this.#loaded();
    return whileDeviceLasts(() => weights.toSafetensors());
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#control?.cancel();
    this.#model?.weights.dispose();
    this.#model = null;
  }

  #adopt(model: LoadedModel): void {
    this.#model?.weights.dispose();
    if (this.#disposed) model.weights.dispose();
    else this.#model = model;
  }

  #loaded(): LoadedModel {
    if (this.#model) return this.#model;
    throw new UserError("No network is loaded in the engine. Load one, or train one first.");
  }

  #refuseWhileTraining(what: string): void {
    if (this.#control) throw new UserError(`${what} while a training runs. Cancel it or let it end first.`);
  }

  /** Calls that come at once share one start: of two, tfjs lets the first fail, and a worse backend would be taken. */
  #start(): Promise<Started> {
    this.#forgetLost();
    this.#starting ??= this.#startCurrent().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  async #startCurrent(): Promise<Started> {
    this.#current ??= await this.#startBest();
    const { backend } = this.#current;
    // Other sessions of this process share tfjs, and may have chosen another.
    if (tf.getBackend() !== backend.id || isDeviceLost(backend.id)) await startBackend(backend);
    return this.#current;
  }

  /** A model whose weights were on a device that is lost is lost too. */
  #forgetLost(): void {
    if (!this.#current || !isDeviceLost(this.#current.backend.id)) return;
    this.#model?.weights.dispose();
    this.#model = null;
  }

  async #rank(): Promise<readonly Ranked[]> {
    this.#ranked ??= await rankBackends(this.#candidates);
    return this.#ranked;
  }

  async #startChosen(id: BackendId) {
    const candidates = this.#candidates.filter((candidate) => candidate.id === id);
    // Nothing but the chosen one is looked at: finding a GPU takes a while.
    const [backend] = this.#ranked?.filter((each) => each.id === id) ?? (await rankBackends(candidates));
    if (!backend) throw new UserError(`${backendName(id)} does not exist on this platform. Choose another.`);
    await startBackend(backend);
    return { backend, reason: `chosen by hand; ${backend.reason}` };
  }

  async #startBest() {
    const failures: string[] = [];
    for (const backend of await this.#rank()) {
      try {
        await startBackend(backend);
        return { backend, reason: backend.reason };
      } catch (thrown) {
        failures.push(errorMessage(thrown));
      }
    }
    throw new UserError(assertExists(failures.at(-1), "a backend to try"));
  }
}
