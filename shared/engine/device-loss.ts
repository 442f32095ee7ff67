import type { MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendId } from "../contracts/engine";
import { EngineLostError } from "../contracts/engine";

/**
 * A driver that is updated or crashes, a computer that sleeps, or a step that takes too long takes the GPU away, and
 * with it every tensor. Neither tfjs nor WebGL says so: computing goes on with nothing.
 */
const losses = new Map<string, EngineLostError>();
const listeners = new Set<(loss: EngineLostError) => void>();
const watched = new WeakSet<object>();

/** From now on notices when the device of tfjs's current backend is lost. Safe to call again. */
export function watchDevice(id: BackendId): void {
  const backend: object = tf.backend();
  if (watched.has(backend)) return;
  watched.add(backend);
  const note = (reason: string): void => {
    // An instance that was replaced in the meantime may go as it likes.
    if (tf.getBackend() !== id || tf.backend() !== backend) return;
    const loss = lossOf(id, reason);
    losses.set(id, loss);
    for (const listener of [...listeners]) listener(loss);
  };
  if (id === "webgpu") void (backend as WebGPUBackend).device.lost.then(({ message }) => note(message));
  if (id === "webgl") {
    const { canvas } = (backend as MathBackendWebGL).gpgpu.gl;
    canvas.addEventListener("webglcontextlost", (event) => note((event as WebGLContextEvent).statusMessage));
  }
}

function lossOf(id: BackendId, reason: string): EngineLostError {
  const [api, why] = [id === "webgl" ? "WebGL" : "WebGPU", reason.trim()];
  return new EngineLostError(
    `The GPU was lost: ${api} ${why ? `says "${why}"` : "gives no reason"}. All that was on it is gone. Go on from the ` +
      "last checkpoint; if it happens again, use smaller batches or compute with WASM.",
  );
}

/** Whether a backend's device is lost, until `discardLost`. */
export function isDeviceLost(id: BackendId): boolean {
  return losses.has(id);
}

/** Makes room for a new instance of a backend whose device is lost: tfjs makes it when the backend is next chosen. */
export function discardLost(id: BackendId): void {
  const factory = losses.has(id) ? tf.findBackendFactory(id) : null;
  if (!factory) return;
  tf.removeBackend(id);
  tf.registerBackend(id, factory);
  losses.delete(id);
}

/** An error about a lost device may come before the word of it. */
const PATIENCE_MS = 200;

/**
 * Does the work, unless the current backend's device is lost on the way: then rejects with an `EngineLostError`, whatever
 * the work itself makes of it. Reading from a lost WebGL context, for one, waits for ever.
 */
export async function whileDeviceLasts<T>(work: () => Promise<T>): Promise<T> {
  const id = tf.getBackend();
  const known = losses.get(id);
  if (known) throw known;
  let stopListening: () => void = ignore;
  const lost = new Promise<never>((_, reject) => {
    listeners.add(reject);
    stopListening = () => listeners.delete(reject);
  });
  try {
    return await Promise.race([work(), lost]);
  } catch (thrown) {
    if (id === "webgpu" || id === "webgl") await Promise.race([lost.catch(ignore), wait(PATIENCE_MS)]);
    throw losses.get(id) ?? thrown;
  } finally {
    stopListening();
  }
}

function ignore(): void {
  // The loss itself is thrown, or there is none.
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
