import * as tf from "@tensorflow/tfjs-core";
import { errorMessage, UserError } from "../base/assert";
import type { BackendId, BackendInfo } from "../contracts/engine";
import { discardLost, watchDevice } from "./device-loss";

/** What a look at the machine says about one backend. */
export interface Probe {
  readonly available: boolean;
  /** Drawn by the processor: correct, and slower than WASM. */
  readonly software: boolean;
  /** For the status bar: "NVIDIA RTX A2000 through WebGPU", "no WebGPU in this browser". */
  readonly reason: string;
}

/** One way to compute, as the platform at hand offers it. */
export interface BackendCandidate {
  readonly id: BackendId;
  probe(): Promise<Probe>;
  /** Loads what it needs and makes it known to tfjs. Called once. */
  register(): Promise<void>;
  /** Called each time it has become the current one. */
  started?(): void;
  /** Threads it computes with, asked after it has started. */
  threads?(): number;
}

export interface Ranked extends BackendInfo {
  readonly candidate: BackendCandidate;
}

/** Best first: real GPUs, WASM, GPUs emulated in software, plain JavaScript. What is not available comes last. */
const ranks: Readonly<Record<BackendId, { readonly real: number; readonly software: number }>> = {
  webgpu: { real: 0, software: 3 },
  webgl: { real: 1, software: 4 },
  wasm: { real: 2, software: 2 },
  cpu: { real: 5, software: 5 },
};

/** Looks at every backend of the platform. */
export async function rankBackends(candidates: readonly BackendCandidate[]): Promise<readonly Ranked[]> {
  const probed = await Promise.all(
    candidates.map(async (candidate) => ({ candidate, probe: await probeSafely(candidate) })),
  );
  const order = ({ candidate, probe }: (typeof probed)[number]): number =>
    (probe.available ? 0 : 10) + ranks[candidate.id][probe.software ? "software" : "real"];
  return probed
    .sort((a, b) => order(a) - order(b))
    .map(({ candidate, probe }) => ({
      id: candidate.id,
      available: probe.available,
      reason: probe.available && probe.software ? `${probe.reason}: ranks below WASM` : probe.reason,
      candidate,
    }));
}

async function probeSafely(candidate: BackendCandidate): Promise<Probe> {
  try {
    return await candidate.probe();
  } catch (thrown) {
    return { available: false, software: false, reason: errorMessage(thrown) };
  }
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render/i;

/** Whether an adapter's own words give away that it is no hardware. */
export function isSoftwareAdapter(description: string): boolean {
  return SOFTWARE.test(description);
}

/** "software adapter (SwiftShader)" or the adapter's name. */
export function adapterReason(description: string, software: boolean): string {
  const name = description.trim() || "unnamed adapter";
  return software ? `software adapter (${name})` : name;
}

const registered = new Map<BackendId, Promise<void>>();

/** Makes tfjs compute with it from now on. Throws a readable error if it does not start. */
export async function startBackend({ candidate, available, reason }: Ranked): Promise<void> {
  if (!available) {
    throw new UserError(`${backendName(candidate.id)} is not available here: ${reason}. Choose another.`);
  }
  let registering = registered.get(candidate.id);
  if (!registering) {
    registering = candidate.register();
    registered.set(candidate.id, registering);
  }
  try {
    await registering;
    discardLost(candidate.id);
    // Or it advertises a package of native bindings on stderr.
    tf.enableProdMode();
    if (!(await tf.setBackend(candidate.id))) throw new Error("it could not be initialised");
    await tf.ready();
    candidate.started?.();
    watchDevice(candidate.id);
  } catch (thrown) {
    registered.delete(candidate.id);
    throw new UserError(
      `${backendName(candidate.id)} did not start: ${errorMessage(thrown)}. Choose another.`,
    );
  }
}

const names: Readonly<Record<BackendId, string>> = {
  webgpu: "WebGPU",
  webgl: "WebGL",
  wasm: "WASM",
  cpu: "Plain JavaScript",
};

export function backendName(id: BackendId): string {
  return names[id];
}
