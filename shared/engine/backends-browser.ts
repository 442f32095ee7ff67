import plainBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedBinary from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import threadedFactory from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js";
import threadedSource from "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js?raw";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendCandidate } from "./backends";
import { webglBackend, webgpuBackend } from "./backends-browser-gpu";
import { cpuBackend, wasmReason } from "./backends-common";
import { guardWasmMemory } from "./wasm/memory";
import { registerWasmKernels } from "./wasm/register";

const wasmBackend: BackendCandidate = {
  id: "wasm",
  async probe() {
    return { ...wasmReason(await usableThreads()), software: false };
  },
  async register() {
    const { setThreadsCount, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const threads = await usableThreads();
    if (threads === 1) tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    else keepThreadSource();
    setThreadsCount(threads);
    setWasmPaths({
      "tfjs-backend-wasm.wasm": plainBinary,
      "tfjs-backend-wasm-simd.wasm": simdBinary,
      "tfjs-backend-wasm-threaded-simd.wasm": threadedBinary,
    });
    registerWasmKernels();
  },
  started: guardWasmMemory,
  threads: () => threadsInUse,
};

/**
 * The backend hands its threads the text of its own function, and minifying breaks that: the text then speaks of
 * variables that only the bundle has. So it gets the text as published.
 */
function keepThreadSource(): void {
  const source = `(() => { ${threadedSource}\nreturn WasmBackendModuleThreadedSimd; })()`;
  Object.defineProperty(threadedFactory, "toString", { value: () => source });
}

let threadsInUse = 1;
let probing: Promise<number> | null = null;

/** More cores than this gain nothing on networks of a teaching tool's size. */
const MAX_THREADS = 8;

/** Threads need shared memory, and workers made from blobs, which a content security policy may refuse. */
function usableThreads(): Promise<number> {
  probing ??= probeThreads();
  return probing;
}

async function probeThreads(): Promise<number> {
  if (globalThis.crossOriginIsolated && (await canStartBlobWorker())) {
    threadsInUse = Math.max(1, Math.min(MAX_THREADS, navigator.hardwareConcurrency));
  }
  return threadsInUse;
}

const WORKER_PATIENCE_MS = 2000;

function canStartBlobWorker(): Promise<boolean> {
  if (typeof Worker === "undefined") return Promise.resolve(false);
  const url = URL.createObjectURL(new Blob(["postMessage(0)"], { type: "text/javascript" }));
  return new Promise<boolean>((resolve) => {
    const worker = new Worker(url);
    const finish = (works: boolean) => {
      clearTimeout(timer);
      worker.terminate();
      URL.revokeObjectURL(url);
      resolve(works);
    };
    const timer = setTimeout(() => finish(false), WORKER_PATIENCE_MS);
    worker.onmessage = () => finish(true);
    worker.onerror = () => finish(false);
  });
}

export const browserBackends: readonly BackendCandidate[] = [
  webgpuBackend,
  webglBackend,
  wasmBackend,
  cpuBackend,
];
