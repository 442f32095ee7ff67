import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { compilePlan } from "../../../shared/engine/plan";
import { type Culprit, findCulprit } from "../../../shared/engine/train/diagnose";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { emptyDocument } from "../../../shared/graph/document";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";

function network() {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 4, bias: false });
  builder.layer("relu1", "relu");
  builder.layer("conv2", "conv2d", { filters: 4, bias: false });
  builder.layer("drop", "dropout", { rate: 0.2 });
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: 3 });
  const document = { ...emptyDocument("small"), graph: builder.build() };
  const plan = compilePlan(document);
  return { document, plan, weights: new WeightStore(plan, drawWeights(plan, 1)) };
}

type Network = ReturnType<typeof network>;

function scale({ weights }: Network, name: string, factor: number): void {
  weights.replace(name, tf.mul(weights.get(name), factor));
}

function images() {
  return tf.tensor4d(
    Float32Array.from({ length: 1536 }, (_, i) => Math.sin(i)),
    [2, 16, 16, 3],
  );
}

interface Case {
  readonly what: string;
  readonly spoil: (net: Network) => void;
  readonly culprit: Culprit | null;
}

const cases: readonly Case[] = [
  { what: "nothing", spoil: () => undefined, culprit: null },
  {
    what: "an output beyond the numbers",
    spoil: (net) => {
      scale(net, "conv1.weight", 1e25);
      scale(net, "conv2.weight", 1e25);
    },
    culprit: { path: "conv2", what: "output" },
  },
  {
    what: "the weights that a bad gradient reached first",
    spoil: (net) => {
      scale(net, "conv1.weight", Number.NaN);
      scale(net, "conv2.weight", Number.NaN);
    },
    culprit: { path: "conv2", what: "weights" },
  },
];

describe.each(testBackends)("on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(cases)("finds $what", async ({ spoil, culprit }) => {
    const before = tf.memory().numTensors;
    const net = network();
    spoil(net);
    expect(await findCulprit(net.plan, net.weights, images(), 1)).toEqual(culprit);
    net.weights.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a loss that is no number leaves the weights as they were", async () => {
    const tensors = tf.memory().numTensors;
    const net = network();
    scale(net, "conv1.weight", 1e25);
    scale(net, "conv2.weight", 1e25);
    const optimiser = createOptimiser({ kind: "sgd", momentum: 0 });
    const before = await net.weights.download();
    const options = { ...net, optimiser, rate: 0.1, weightDecay: 0, seed: 1 };
    const { loss, correct } = trainStep(options, { images: images(), labels: Int32Array.of(0, 1) });
    expect(await loss.data()).toEqual(Float32Array.of(Number.NaN));
    expect(await net.weights.download()).toEqual(before);
    tf.dispose([loss, correct]);
    optimiser.dispose();
    net.weights.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

test.each([1, 50])(
  "a run that reports every %i steps stops where it diverges and says in which layer",
  async (reportEvery) => {
    const { document, weights } = network();
    weights.dispose();
    const engine = createNodeEngine();
    await engine.setBackend("wasm");
    const run = engine.train(
      {
        document,
        seed: 1,
        data: { dataset: "shapes", size: 16, classes: 3, trainCount: 32, testCount: 4 },
        batch: 4,
        epochs: 1,
        optimiser: { kind: "sgd", momentum: 0 },
        learningRate: 1e20,
        weightDecay: 0,
        reportEvery,
      },
      () => undefined,
    );
    await expect(run).rejects.toThrow(
      /stopped at step 2: the loss is no longer a number\. It began in the output of "conv2"\. The learning rate of/,
    );
    await engine.dispose();
  },
);
