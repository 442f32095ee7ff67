import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { type SimdKernels, simdKernels, withScratch } from "./simd";

export type Dimensions = readonly number[];

/**
 * A kernel written as loops over tfjs's own WASM heap: no copies in or out. Declared in two parts because allocating
 * can grow the heap, which invalidates every view made before.
 */
export interface HeapKernel<I extends string, A> {
  readonly name: string;
  readonly inputs: readonly I[];
  /** Shapes of the results. */
  outputs(shapes: Readonly<Record<I, Dimensions>>, attributes: A): readonly Dimensions[];
  /** Outputs come with whatever was in their memory. */
  run(call: HeapCall<I, A>): void;
  /** The same in SIMD, for cases that it covers. */
  readonly simd?: SimdVersion<I, A>;
}

/** A kernel that exists in SIMD alone. */
export type SimdKernel<I extends string, A> = Omit<HeapKernel<I, A>, "run"> & {
  readonly simd: SimdVersion<I, A>;
};

export interface SimdVersion<I extends string, A> {
  /** All cases where absent. */
  covers?(shapes: Readonly<Record<I, Dimensions>>, attributes: A): boolean;
  /** Bytes of memory that it works in. */
  scratch?(shapes: Readonly<Record<I, Dimensions>>, attributes: A): number;
  run(kernels: SimdKernels, call: SimdCall<I, A>): void;
}

/** Tensors and scratch by their addresses. */
export interface SimdCall<I extends string, A> {
  readonly inputs: Readonly<Record<I, number>>;
  readonly shapes: Readonly<Record<I, Dimensions>>;
  readonly outputs: readonly number[];
  readonly scratch: number;
  readonly attributes: A;
}

export interface HeapCall<I extends string, A> {
  readonly inputs: Readonly<Record<I, Float32Array>>;
  readonly shapes: Readonly<Record<I, Dimensions>>;
  readonly outputs: readonly Float32Array[];
  readonly attributes: A;
}

/** Makes the kernel known to tfjs under its own name. */
export function registerHeapKernel<I extends string, A>(kernel: HeapKernel<I, A> | SimdKernel<I, A>): void {
  if (tf.getKernel(kernel.name, "wasm")) return;
  tf.registerKernel({
    kernelName: kernel.name,
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs, backend }) =>
      runOnHeap(kernel, inputs as Record<I, tf.TensorInfo>, attrs as A, backend as BackendWasm),
  });
}

function runOnHeap<I extends string, A>(
  kernel: HeapKernel<I, A> | SimdKernel<I, A>,
  inputs: Readonly<Record<I, tf.TensorInfo>>,
  attributes: A,
  backend: BackendWasm,
): tf.TensorInfo[] {
  const shapes = byName(kernel.inputs, (name) => inputs[name].shape);
  const results = kernel
    .outputs(shapes, attributes)
    .map((shape) => backend.makeOutput([...shape], "float32"));
  const { simd } = kernel;
  const kernels = simd && (simd.covers?.(shapes, attributes) ?? true) ? simdKernels(backend) : null;
  if (simd && kernels) {
    const address = ({ dataId }: tf.TensorInfo) => backend.dataIdMap.get(dataId).memoryOffset;
    withScratch(backend, simd.scratch?.(shapes, attributes) ?? 0, (scratch) => {
      const addresses = byName(kernel.inputs, (name) => address(inputs[name]));
      simd.run(kernels, { inputs: addresses, shapes, outputs: results.map(address), scratch, attributes });
    });
  } else if ("run" in kernel) {
    const view = (info: tf.TensorInfo) => backend.typedArrayFromHeap(info) as Float32Array;
    kernel.run({
      inputs: byName(kernel.inputs, (name) => view(inputs[name])),
      shapes,
      outputs: results.map(view),
      attributes,
    });
  } else unreachable();
  return results;
}

/** Runs the kernel where the current backend has it, else the same thing said in tfjs operations. */
export function runOr<I extends string, A>(
  kernel: HeapKernel<I, A> | SimdKernel<I, A>,
  inputs: Readonly<Record<I, tf.Tensor>>,
  attributes: A,
  otherwise: () => readonly tf.Tensor[],
): readonly tf.Tensor[] {
  if (!hasKernel(kernel)) return otherwise();
  // Attributes are opaque to tfjs; its type only lists what its own kernels use.
  const attrs = attributes as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel<tf.Tensor[]>(kernel.name, { ...inputs }, attrs);
}

/** Whether the current backend has it. */
export function hasKernel(kernel: { readonly name: string }): boolean {
  return tf.getKernel(kernel.name, tf.getBackend()) !== undefined;
}

/** Whether the current backend runs SIMD kernels of ours. */
export function hasSimd(): boolean {
  return tf.getBackend() === "wasm" && simdKernels() !== null;
}

/** For `runOr` where `hasKernel` was asked before. */
export function unreachable(): never {
  throw new Error("Only run where the kernel is");
}

function byName<I extends string, V>(names: readonly I[], value: (name: I) => V): Record<I, V> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<I, V>;
}

/** Length of the last axis: channels of maps, features of vectors. */
export function lastOf(shape: Dimensions): number {
  return shape[shape.length - 1] ?? 1;
}

/** Rows and channels of a tensor read as a matrix, channels last. */
export function matrix(shape: Dimensions): readonly [rows: number, channels: number] {
  const channels = lastOf(shape);
  return [shape.reduce((product, size) => product * size, 1) / channels, channels];
}
