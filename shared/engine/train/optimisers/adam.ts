import * as tf from "@tensorflow/tfjs-core";
import type { OptimiserSpec } from "../../../contracts/run";
import { runOr } from "../../wasm/heap";
import { type AdamAttributes, adamStep } from "../../wasm/optimisers";
import type { Optimiser } from "./optimiser";
import { decayed, guardedBy, Slots, slotsPart } from "./slots";

/** Adam, with L2 in the gradient or, as AdamW, weight decay beside it. */
export function createAdam(spec: Extract<OptimiserSpec, { kind: "adam" | "adamw" }>): Optimiser {
  const { kind, beta1, beta2, epsilon } = spec;
  const decoupled = kind === "adamw";
  const firsts = new Slots();
  const seconds = new Slots();
  const count = { step: 0 };
  return {
    part: slotsPart({ m: firsts, v: seconds }, count),
    begin() {
      count.step++;
    },
    step(name, w, g, rate, decay, loss) {
      const { step } = count;
      const m = firsts.get(name, w);
      const v = seconds.get(name, w);
      const attributes: AdamAttributes = { rate, beta1, beta2, epsilon, decay, decoupled, step };
      return runOr(adamStep, { w, g, m, v, ...guardedBy(loss) }, attributes, () => {
        const gradient = decoupled ? g : decayed(g, w, decay);
        const first = tf.add(tf.mul(m, beta1), tf.mul(gradient, 1 - beta1));
        const second = tf.add(tf.mul(v, beta2), tf.mul(tf.square(gradient), 1 - beta2));
        firsts.replace(name, first);
        seconds.replace(name, second);
        const root = tf.add(tf.sqrt(tf.div(second, 1 - beta2 ** step)), epsilon);
        const kept = decoupled ? tf.mul(w, 1 - rate * decay) : w;
        return [tf.sub(kept, tf.div(tf.mul(first, rate / (1 - beta1 ** step)), root))];
      })[0] as tf.Tensor;
    },
    dispose() {
      firsts.dispose();
      seconds.dispose();
    },
  };
}
