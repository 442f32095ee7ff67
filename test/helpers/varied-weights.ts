import type { Plan } from "../../shared/engine/plan";
import type { Plain } from "../../shared/engine/weights/layout";
import { randomTensor } from "./reference-tensor";

/**
 * Weights as after training: kernels at He's scale, biases and statistics that differ from channel to channel. Out of
 * one short table: drawing a hundred million in earnest would take longer than all the rest.
 */
export function variedWeights(plan: Plan): Map<string, Plain> {
  const table = randomTensor([65537], 1).data;
  let at = 0;
  const next = (): number => table[at++ % table.length] as number;
  return new Map(
    plan.weights.map(({ fullName, shape, initialiser, trainable }) => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
      const scale = Math.sqrt((6 * (shape[0] ?? 1)) / data.length);
      const fromOne = initialiser === "ones" ? 1 : 0;
      const spread = shape.length > 1 ? scale : trainable ? 0.2 : 0.4;
      for (let i = 0; i < data.length; i++) data[i] = fromOne + spread * next();
      return [fullName, { shape, data }];
    }),
  );
}
