import * as tf from "@tensorflow/tfjs-core";
import type { WeightStore } from "../weights/weight-store";
import type { Evaluation } from "./evaluate";
import type { Part } from "./part";

export interface Best {
  readonly epoch: number;
  readonly evaluation: Evaluation;
}

/** Holds the weights of the epoch with the lowest test loss. */
export class BestWeights {
  #best: Best | null = null;
  readonly #tensors = new Map<string, tf.Tensor>();
  readonly part: Part = {
    capture: () => ({ tensors: this.#tensors, values: this.#best }),
    restore: ({ tensors, values }) => {
      this.dispose();
      // What the engine itself wrote, in a file of the same run.
      this.#best = values as Best | null;
      for (const [name, tensor] of tensors) this.#tensors.set(name, tensor);
    },
  };

  /** Steps replace weights and never write into them, so a clone shares their memory until then. */
  consider(epoch: number, evaluation: Evaluation, weights: WeightStore): void {
    if (this.#best && !(evaluation.loss < this.#best.evaluation.loss)) return;
    this.dispose();
    this.#best = { epoch, evaluation };
    for (const [name, tensor] of weights.tensors) this.#tensors.set(name, tf.keep(tf.clone(tensor)));
  }

  /** Hands the weights back. Null, and nothing done, if no epoch came to its end. */
  restore(weights: WeightStore): Best | null {
    for (const [name, tensor] of this.#tensors) weights.replace(name, tensor);
    this.#tensors.clear();
    return this.#best;
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}
