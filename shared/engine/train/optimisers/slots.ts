import * as tf from "@tensorflow/tfjs-core";

/** Numbers that an optimiser keeps beside each weight. */
export class Slots {
  readonly #tensors = new Map<string, tf.Tensor>();
  readonly #initial: number;

  constructor(initial = 0) {
    this.#initial = initial;
  }

  get(name: string, like: tf.Tensor): tf.Tensor {
    const known = this.#tensors.get(name);
    if (known) return known;
    const made = tf.keep(tf.fill(like.shape, this.#initial));
    this.#tensors.set(name, made);
    return made;
  }

  replace(name: string, tensor: tf.Tensor): void {
    this.#tensors.get(name)?.dispose();
    this.#tensors.set(name, tf.keep(tensor));
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}

/** The gradient with L2's share of the weight. */
export function decayed(gradient: tf.Tensor, weight: tf.Tensor, decay: number): tf.Tensor {
  return decay === 0 ? gradient : tf.add(gradient, tf.mul(weight, decay));
}
