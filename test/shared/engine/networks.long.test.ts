import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan, type Plan } from "../../../shared/engine/plan";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { WeightStore } from "../../../shared/engine/weights/weight-store";
import { type Document, MAIN_GRAPH } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { classifiesImages } from "../../../shared/networks/define";
import { networks } from "../../../shared/networks/registry";
import { startTestBackend } from "../../helpers/engine-backends";
import { reducedNetwork } from "../../helpers/reduced-network";
import { randomTensor } from "../../helpers/reference-tensor";

const CLASSES = 4;
const PASSES = 3;
/** With gradients of length one, how far a step goes: far enough to show, too short to overshoot. */
const RATE = 0.02;
/** Hidden dense layers hold nearly all weights of the networks that have them, and are all alike. */
const HIDDEN_UNITS = 128;

/** The network with narrow hidden layers. */
function narrowed(document: Document): Document {
  return Object.values(document.graph.nodes).reduce((narrower, { id, params: { units } }) => {
    const isWide = typeof units === "number" && units > HIDDEN_UNITS;
    return isWide ? setParams(MAIN_GRAPH, id, { units: HIDDEN_UNITS })(narrower) : narrower;
  }, document);
}

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

interface Losses {
  readonly first: number;
  readonly last: number;
}

/** Mean losses of the first and the last of a few passes over two batches, with the same things dropped each time. */
async function overfit(plan: Plan): Promise<Losses> {
  const weights = tabledWeights(plan);
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0 });
  const passes: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    let sum = 0;
    for (const seed of [1, 2]) {
      const options = { plan, weights, optimiser, rate: RATE, weightDecay: 0, clipNorm: 1, seed };
      const images = tf.randomNormal([2, ...plan.inputShape], 0, 1, "float32", seed);
      const { loss, correct } = trainStep(options, {
        images,
        labels: Int32Array.of(seed - 1, CLASSES - seed),
      });
      sum += (await loss.data())[0] ?? Number.NaN;
      tf.dispose([loss, correct]);
    }
    passes.push(sum / 2);
  }
  weights.dispose();
  optimiser.dispose();
  return { first: passes[0] ?? Number.NaN, last: passes.at(-1) ?? Number.NaN };
}

describe("networks of the catalogue on WASM", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.each([
    ...networks.all.filter(classifiesImages).map(({ id }) => ({ id, params: {} })),
    ...networks.all.filter(({ params }) => "aux" in params).map(({ id }) => ({ id, params: { aux: true } })),
  ])(
    "$id $params learns two batches by heart",
    async ({ id, params }) => {
      const plan = compilePlan(narrowed(reducedNetwork(id, CLASSES, params)));
      const before = tf.memory().numTensors;
      const { first, last } = await overfit(plan);
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(1000);
      expect(last).toBeLessThan(first);
      expect(tf.memory().numTensors).toBe(before);
    },
    120_000,
  );
});
