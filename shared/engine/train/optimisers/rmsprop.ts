import * as tf from "@tensorflow/tfjs-core";
import type { OptimiserSpec } from "../../../contracts/run";
import { runOr } from "../../wasm/heap";
import { type RmspropAttributes, rmspropStep } from "../../wasm/optimisers";
import type { Optimiser } from "./optimiser";
import { decayed, guardedBy, Slots, slotsPart } from "./slots";

/** RMSProp as in PyTorch, or as in TensorFlow 1 (see the contract). */
export function createRmsprop(spec: Extract<OptimiserSpec, { kind: "rmsprop" | "rmsprop-tf" }>): Optimiser {
  const { kind, decay: keep, momentum, epsilon } = spec;
  const underRoot = kind === "rmsprop-tf";
  const squares = new Slots(underRoot ? 1 : 0);
  const buffers = new Slots();
  return {
    part: slotsPart({ v: squares, b: buffers }),
    step(name, w, g, rate, decay, loss) {
      const v = squares.get(name, w);
      const b = buffers.get(name, w);
      const attributes: RmspropAttributes = { rate, keep, momentum, epsilon, underRoot, decay };
      return runOr(rmspropStep, { w, g, v, b, ...guardedBy(loss) }, attributes, () => {
        const gradient = decayed(g, w, decay);
        const square = tf.add(tf.mul(v, keep), tf.mul(tf.square(gradient), 1 - keep));
        const root = underRoot ? tf.sqrt(tf.add(square, epsilon)) : tf.add(tf.sqrt(square), epsilon);
        const scaled = tf.div(underRoot ? tf.mul(gradient, rate) : gradient, root);
        const buffer = tf.add(tf.mul(b, momentum), scaled);
        squares.replace(name, square);
        buffers.replace(name, buffer);
        return [tf.sub(w, underRoot ? buffer : tf.mul(buffer, rate))];
      })[0] as tf.Tensor;
    },
    dispose() {
      squares.dispose();
      buffers.dispose();
    },
  };
}
