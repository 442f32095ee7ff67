import type * as tf from "@tensorflow/tfjs-core";
import type { Part } from "../part";

export interface Optimiser {
  /** What it remembers from step to step. */
  readonly part: Part;
  /**
   * The weight after one step down its gradient; neither is freed. `decay` is the weight's own, as the contract says.
   * Where the backend's kernels can tell (`guardsItself`), nothing moves if `loss` is not finite.
   */
  step(
    name: string,
    weight: tf.Tensor,
    gradient: tf.Tensor,
    rate: number,
    decay: number,
    loss?: tf.Tensor,
  ): tf.Tensor;
  /** Counts a step, before its weights come. */
  begin?(): void;
  dispose(): void;
}
