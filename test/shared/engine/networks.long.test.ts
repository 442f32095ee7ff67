import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan, type Plan } from "../../../shared/engine/plan";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { WeightStore } from "../../../shared/engine/weights/weight-store";
import { classifiesImages } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { startTestBackend } from "../../helpers/engine-backends";
import { reducedNetwork } from "../../helpers/reduced-network";
import { randomTensor } from "../../helpers/reference-tensor";

const CLASSES = 4;

/**
 * Weights at He's scale out of one short table: drawing a hundred million in earnest would take longer than all the
 * rest, and is another test's business.
 */
function tabledWeights(plan: Plan): WeightStore {
  const table = randomTensor([65537], 1).data;
  const values = plan.weights.map(({ fullName, shape, initialiser }) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const data = new Float32Array(count);
    const scale = Math.sqrt((6 * (shape[0] ?? 1)) / count);
    if (initialiser === "ones") data.fill(1);
    if (initialiser === "he-normal") {
      for (let i = 0; i < count; i++) data[i] = scale * (table[i % table.length] as number);
    }
    return [fullName, { shape, data }] as const;
  });
  return new WeightStore(plan, new Map(values));
}

describe("networks of the catalogue on WASM", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.each(networks.all.filter(classifiesImages).map(({ id }) => ({ id })))(
    "$id learns from a batch",
    async ({ id }) => {
      const plan = compilePlan(reducedNetwork(id, CLASSES));
      const before = tf.memory().numTensors;
      const weights = tabledWeights(plan);
      const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
      const options = { plan, weights, optimiser, rate: 1e-4, weightDecay: 0, seed: 1 };
      const images = tf.randomNormal([2, ...plan.inputShape], 0, 1, "float32", 1);
      const { loss, correct } = trainStep(options, { images, labels: Int32Array.of(0, CLASSES - 1) });
      const [found = Number.NaN] = await loss.data();
      tf.dispose([loss, correct]);
      weights.dispose();
      optimiser.dispose();
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(1000);
      expect(tf.memory().numTensors).toBe(before);
    },
    60_000,
  );
});
