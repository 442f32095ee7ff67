import * as tf from "@tensorflow/tfjs-core";
import { createRandom, type Random } from "../../base/random";
import type { Operation, Tape } from "../autodiff/tape";

/** Statistics of one batch norm in one training step, for whoever moves its running ones. */
export interface BatchStatistics {
  /** The weights that hold the running statistics. */
  readonly runningMean: tf.Tensor;
  readonly runningVariance: tf.Tensor;
  readonly mean: tf.Tensor;
  /** Unbiased, as PyTorch keeps it. */
  readonly variance: tf.Tensor;
  readonly momentum: number;
}

/** What the operations of a kit share. Absent a tape nothing is differentiable. */
export interface KitContext {
  readonly tape: Tape | null;
  readonly training: boolean;
  /** Batch normalisation takes its running statistics, in training too, and leaves them as they are. */
  readonly frozen?: boolean;
  /** Decides what dropout drops. */
  readonly random: Random;
  /** Takes ownership of the two tensors. */
  onStatistics(statistics: BatchStatistics): void;
}

/** Running statistics, nothing dropped, nothing differentiable. */
export function inferenceContext(): KitContext {
  return {
    tape: null,
    training: false,
    random: createRandom(0),
    onStatistics() {
      throw new Error("Statistics only move while training");
    },
  };
}

export function record(context: KitContext, operation: Operation): tf.Tensor {
  return context.tape ? context.tape.record(operation) : operation.output;
}

/** a·b of matrices. On WASM only the product of two matrices as they lie is fast, so transposing pays. */
export function product(a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor {
  if (tf.getBackend() !== "wasm") return tf.matMul(a, b, transposeA, transposeB);
  return tf.tidy(() => tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b));
}

export function runKernel(name: string, inputs: tf.NamedTensorMap, attributes: object): tf.Tensor {
  // Attributes are opaque to tfjs; its type only lists what its own kernels use.
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap);
}
