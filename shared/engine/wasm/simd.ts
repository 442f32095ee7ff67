import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { plain, shared } from "./assembly/asconfig.json?assembly";

/** What the files in `assembly` export. Arguments are addresses in tfjs's memory and numbers. */
export type SimdKernels = Readonly<
  Record<
    | "affine"
    | "avgPool"
    | "batchNormGrad"
    | "batchNormTrain"
    | "convolve"
    | "depthwiseFilterGrad"
    | "depthwiseInputGrad"
    | "filterGradient"
    | "inputGradient"
    | "localResponse"
    | "maxPoolGrad"
    | "packFilter"
    | "packFlipped"
    | "packTransposed"
    | "rectifierGrad"
    | "spatialMean"
    | "sumClamp"
    | "sumRows",
    (...operands: readonly number[]) => void
  >
>;

/** What Emscripten's module has and tfjs's types leave out: its memory stands in the one place or in the other. */
interface TfjsModule {
  readonly asm: { readonly memory?: WebAssembly.Memory };
  readonly wasmMemory?: WebAssembly.Memory;
  /** Only where it can have several. */
  _get_threads_count?(): number;
  _malloc(bytes: number): number;
  _free(address: number): void;
}

const made = new WeakMap<TfjsModule, SimdKernels | null>();
let allowed = true;

/** Our kernels on the memory of tfjs's module: no copies. Null where they cannot be made; loops in JS remain then. */
export function simdKernels(backend: tf.KernelBackend = tf.backend()): SimdKernels | null {
  if (!allowed) return null;
  const module = moduleOf(backend);
  let kernels = made.get(module);
  if (kernels === undefined) {
    kernels = instantiate(module.wasmMemory ?? module.asm.memory);
    made.set(module, kernels);
  }
  return kernels;
}

/** Threads of tfjs's own kernels on the current backend, which must be WASM. */
export function threadsInUse(): number {
  return moduleOf(tf.backend())._get_threads_count?.() ?? 1;
}

/** Switched off, everything falls back to loops and to tfjs's own kernels, as on machines without SIMD. */
export function allowSimd(allow: boolean): void {
  allowed = allow;
}

/** Lends `bytes` of tfjs's memory to one kernel. Asking can grow the memory, so views have to be made inside. */
export function withScratch<T>(backend: tf.KernelBackend, bytes: number, use: (address: number) => T): T {
  if (bytes === 0) return use(0);
  const module = moduleOf(backend);
  const address = module._malloc(bytes);
  try {
    return use(address);
  } finally {
    module._free(address);
  }
}

function moduleOf(backend: tf.KernelBackend): TfjsModule {
  return (backend as BackendWasm).wasm as unknown as TfjsModule;
}

function instantiate(memory: WebAssembly.Memory | undefined): SimdKernels | null {
  if (!memory) return null;
  const isShared = typeof SharedArrayBuffer === "function" && memory.buffer instanceof SharedArrayBuffer;
  const binary = Uint8Array.from(atob(isShared ? shared : plain), (char) => char.charCodeAt(0));
  try {
    const module = new WebAssembly.Module(binary);
    return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as SimdKernels;
  } catch {
    // No SIMD here.
    return null;
  }
}
