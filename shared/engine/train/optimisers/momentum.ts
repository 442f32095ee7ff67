import * as tf from "@tensorflow/tfjs-core";
import type { OptimiserSpec } from "../../../contracts/run";
import { runOr } from "../../wasm/heap";
import { momentumStep } from "../../wasm/optimisers";
import type { Optimiser } from "./optimiser";
import { decayed, guardedBy, Slots, slotsPart } from "./slots";

/** SGD with momentum, Polyak's or Nesterov's, as in PyTorch. */
export function createMomentum({
  kind,
  momentum,
}: Extract<OptimiserSpec, { kind: "sgd" | "nesterov" }>): Optimiser {
  const velocities = new Slots();
  const nesterov = kind === "nesterov";
  return {
    part: slotsPart({ v: velocities }),
    step(name, w, g, rate, decay, loss) {
      const v = velocities.get(name, w);
      return runOr(momentumStep, { w, g, v, ...guardedBy(loss) }, { rate, momentum, nesterov, decay }, () => {
        const gradient = decayed(g, w, decay);
        const velocity = tf.add(tf.mul(v, momentum), gradient);
        velocities.replace(name, velocity);
        const direction = nesterov ? tf.add(gradient, tf.mul(velocity, momentum)) : velocity;
        return [tf.sub(w, tf.mul(direction, rate))];
      })[0] as tf.Tensor;
    },
    dispose: () => velocities.dispose(),
  };
}
