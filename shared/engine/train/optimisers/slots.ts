import * as tf from "@tensorflow/tfjs-core";
import { type Part, unfit } from "../part";

/** Numbers that an optimiser keeps beside each weight. */
export class Slots {
  readonly #tensors = new Map<string, tf.Tensor>();
  readonly #initial: number;

  constructor(initial = 0) {
    this.#initial = initial;
  }

  get tensors(): ReadonlyMap<string, tf.Tensor> {
    return this.#tensors;
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

/** For checkpoints: slots by what they are called, and how many steps there were where that matters. */
export function slotsPart(slots: Readonly<Record<string, Slots>>, count?: { step: number }): Part {
  return {
    capture() {
      const tensors = new Map<string, tf.Tensor>();
      for (const [kind, each] of Object.entries(slots)) {
        for (const [name, tensor] of each.tensors) tensors.set(`${kind}/${name}`, tensor);
      }
      return { tensors, values: count?.step ?? 0 };
    },
    restore({ tensors, values }) {
      for (const [key, tensor] of tensors) {
        const cut = key.indexOf("/");
        const slot = slots[key.slice(0, cut)];
        if (!slot) throw unfit(`the optimiser's ${Object.keys(slots).join(" and ")}`);
        slot.replace(key.slice(cut + 1), tensor);
      }
      if (count) count.step = Number(values);
    },
  };
}

/** The gradient with L2's share of the weight. */
export function decayed(gradient: tf.Tensor, weight: tf.Tensor, decay: number): tf.Tensor {
  return decay === 0 ? gradient : tf.add(gradient, tf.mul(weight, decay));
}

/** The loss beside the inputs of a kernel that moves nothing where it is not finite. */
export function guardedBy(loss: tf.Tensor | undefined): { readonly loss?: tf.Tensor } {
  return loss ? { loss } : {};
}
