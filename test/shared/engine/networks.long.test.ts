import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { fitToData, smallestSize } from "../../../shared/analysis/fit-to-data";
import { compilePlan } from "../../../shared/engine/plan";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { networks, openNetwork } from "../../../shared/networks/registry";
import { useBackend } from "../../helpers/engine-backends";

const CLASSES = 4;
const SIZES = [32, 64, 67, 72, 96, 128, 224, 227] as const;

/** The network at the smallest size that its layers admit, ending in few classes. */
function reduced(id: string) {
  const document = openNetwork(id);
  const analysis = createAnalyser().analyse(document);
  const size = smallestSize(document, analysis, { size: 0, classes: CLASSES }, SIZES);
  if (size === null) throw new Error(`${id} fits none of ${SIZES.join(", ")}`);
  const fitted = fitToData(document, analysis, { size, classes: CLASSES });
  if (!fitted.ok) throw new Error(fitted.error.message);
  return { document: fitted.value, size };
}

describe("networks of the catalogue on WASM", () => {
  beforeAll(() => useBackend("wasm"));
  afterEach(() => tf.disposeVariables());

  test.each(networks.all.map(({ id }) => ({ id })))(
    "$id takes two training steps",
    async ({ id }) => {
      const { document, size } = reduced(id);
      const plan = compilePlan(document);
      const before = tf.memory().numTensors;
      const weights = new WeightStore(plan, drawWeights(plan, 1));
      const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
      const losses: number[] = [];
      for (let step = 1; step <= 2; step++) {
        const images = tf.randomNormal([2, size, size, 3], 0, 1, "float32", step);
        const options = { plan, weights, optimiser, rate: 1e-4, weightDecay: 0, seed: step };
        const { loss, correct } = trainStep(options, { images, labels: Int32Array.of(0, CLASSES - 1) });
        losses.push((await loss.data())[0] ?? Number.NaN);
        tf.dispose([loss, correct]);
      }
      weights.dispose();
      optimiser.dispose();
      expect(losses.every((loss) => Number.isFinite(loss) && loss > 0)).toBe(true);
      expect(tf.memory().numTensors).toBe(before);
    },
    60_000,
  );
});
