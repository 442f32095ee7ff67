import * as tf from "@tensorflow/tfjs-core";
import { assertNever } from "../../base/assert";
import type { OptimiserSpec } from "../../contracts/run";
import { runOr } from "../wasm/heap";
import { type AdamAttributes, adamStep, type MomentumAttributes, momentumStep } from "../wasm/optimisers";

export interface Optimiser {
  /** The weight after one step down its gradient; neither is freed. `decay` is L2. */
  step(name: string, weight: tf.Tensor, gradient: tf.Tensor, rate: number, decay: number): tf.Tensor;
  /** Counts a step, before its weights come. */
  begin?(): void;
  dispose(): void;
}

export function createOptimiser(spec: OptimiserSpec): Optimiser {
  switch (spec.kind) {
    case "sgd":
      return createMomentum(spec.momentum);
    case "adam":
      return createAdam(spec);
    default:
      return assertNever(spec);
  }
}

/** Numbers that an optimiser keeps beside each weight. */
class Slots {
  readonly #tensors = new Map<string, tf.Tensor>();

  get(name: string, like: tf.Tensor): tf.Tensor {
    const known = this.#tensors.get(name);
    if (known) return known;
    const made = tf.keep(tf.zerosLike(like));
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

function createMomentum(momentum: number): Optimiser {
  const velocities = new Slots();
  return {
    step(name, w, g, rate, decay) {
      const v = velocities.get(name, w);
      const attributes: MomentumAttributes = { rate, momentum, decay };
      return runOr(momentumStep, { w, g, v }, attributes, () => {
        const next = tf.add(tf.mul(v, momentum), decay === 0 ? g : tf.add(g, tf.mul(w, decay)));
        velocities.replace(name, next);
        return [tf.sub(w, tf.mul(next, rate))];
      })[0] as tf.Tensor;
    },
    dispose: () => velocities.dispose(),
  };
}

function createAdam({ beta1, beta2, epsilon }: Extract<OptimiserSpec, { kind: "adam" }>): Optimiser {
  const firsts = new Slots();
  const seconds = new Slots();
  let step = 0;
  return {
    begin() {
      step++;
    },
    step(name, w, g, rate, decay) {
      const m = firsts.get(name, w);
      const v = seconds.get(name, w);
      const attributes: AdamAttributes = { rate, beta1, beta2, epsilon, decay, step };
      return runOr(adamStep, { w, g, m, v }, attributes, () => {
        const gradient = decay === 0 ? g : tf.add(g, tf.mul(w, decay));
        const first = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
        const second = tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
        firsts.replace(name, first);
        seconds.replace(name, second);
        const root = tf.add(tf.sqrt(tf.div(second, 1 - beta2 ** step)), epsilon);
        return [tf.sub(w, tf.div(tf.mul(first, rate / (1 - beta1 ** step)), root))];
      })[0] as tf.Tensor;
    },
    dispose() {
      firsts.dispose();
      seconds.dispose();
    },
  };
}
