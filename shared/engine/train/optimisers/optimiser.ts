import type * as tf from "@tensorflow/tfjs-core";
import type { Part } from "../part";

export interface Optimiser {
  /** What it remembers from step to step. */
  readonly part: Part;
  /** The weight after one step down its gradient; neither is freed. `decay` is the weight's own, as the contract says. */
  step(name: string, weight: tf.Tensor, gradient: tf.Tensor, rate: number, decay: number): tf.Tensor;
  /** Counts a step, before its weights come. */
  begin?(): void;
  dispose(): void;
}
