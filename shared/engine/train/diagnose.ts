import * as tf from "@tensorflow/tfjs-core";
import { executeAll } from "../execute";
import type { KitContext } from "../kit/context";
import type { Plan } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import { dropoutRandom } from "./step";

/** The layer where numbers went astray. */
export interface Culprit {
  readonly path: string;
  readonly what: "weights" | "output";
}

/**
 * Runs a batch, which it frees, once more as in training, and names the first layer whose output is not finite. Bad
 * weights come first: gradients run backwards, so the last layer that has some is where they began. Null if all is well.
 */
export async function findCulprit(
  plan: Plan,
  weights: WeightStore,
  images: tf.Tensor,
  seed: number,
): Promise<Culprit | null> {
  const checks: { readonly culprit: Culprit; readonly zero: tf.Tensor }[] = [];
  for (const { path, weights: own } of plan.steps.toReversed()) {
    for (const { fullName } of own) {
      checks.push({ culprit: { path, what: "weights" }, zero: zeroIfFinite(weights.get(fullName)) });
    }
  }
  const context: KitContext = {
    tape: null,
    training: true,
    random: dropoutRandom(seed),
    onStatistics: ({ mean, variance }) => tf.dispose([mean, variance]),
  };
  const kit = createTfjsKit(context);
  const frozenKit = createTfjsKit({ ...context, frozen: true });
  const onOutput = ({ path }: { readonly path: string }, output: tf.Tensor): void => {
    checks.push({ culprit: { path, what: "output" }, zero: zeroIfFinite(output) });
  };
  try {
    const exits = [plan.logits, ...plan.auxiliary.map(({ logits }) => logits)];
    const execution = { plan, kit, frozenKit, weights: weights.tensors, tape: null, onOutput };
    for (const output of new Set(executeAll(execution, images, exits))) {
      if (output !== images) output.dispose();
    }
    for (const { culprit, zero } of checks) {
      const [value] = await zero.data();
      if (value !== 0) return culprit;
    }
    return null;
  } finally {
    images.dispose();
    for (const { zero } of checks) zero.dispose();
  }
}

/** A sum that every backend can do: zero times anything finite is zero, and times the rest it is no number. */
function zeroIfFinite(tensor: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.sum(tf.mul(tensor, 0)));
}
