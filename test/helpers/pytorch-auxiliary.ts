import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { assertExists } from "../../shared/base/assert";
import { createBuilder } from "../../shared/blocks/builder";
import { compilePlan } from "../../shared/engine/plan";
import { createOptimiser } from "../../shared/engine/train/optimiser";
import { trainStep } from "../../shared/engine/train/step";
import { parseWeights, WeightStore } from "../../shared/engine/weights/weight-store";
import { writeSafetensors } from "../../shared/formats/safetensors/write";
import { emptyDocument } from "../../shared/graph/document";
import fixture from "../fixtures/pytorch-training.json";

const { batch, size, classes, weight, before, cases } = fixture.auxiliary;

/** What was frozen, and what PyTorch made of three steps. */
export const auxiliaryCases = cases;

/** The network of test/oracle/training.py. */
function plan(frozen: readonly string[]) {
  const builder = createBuilder();
  builder.layer("input", "input", { height: size, width: size, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 4, bias: false });
  builder.layer("bn", "batch-norm");
  const features = builder.layer("relu", "relu");
  builder.block("aux", "inception-aux", { filters: 2, conv5x5: 3, classes, lossWeight: weight });
  const pointwise = { filters: 4, kernel: [1, 1], padding: [0, 0, 0, 0], bias: false };
  builder.layer("mix", "conv2d", pointwise, features);
  builder.layer("bn2", "batch-norm");
  builder.layer("relu2", "relu");
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: classes });
  return compilePlan({ ...emptyDocument("auxiliary"), graph: builder.build() }, frozen);
}

function start() {
  const values = Object.entries(before).map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return writeSafetensors(new Map(values));
}

function batchOf(step: number) {
  const values = Float32Array.from({ length: batch * size * size * 3 }, (_, i) => Math.sin(0.11 * i + step));
  return {
    images: tf.tensor4d(values, [batch, size, size, 3]),
    labels: Int32Array.from({ length: batch }, (_, i) => (i + step) % classes),
  };
}

async function train(frozen: readonly string[]) {
  const compiled = plan(frozen);
  const weights = new WeightStore(compiled, parseWeights(compiled, start()));
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
  const found: number[] = [];
  for (const step of [0, 1, 2]) {
    const options = { plan: compiled, weights, optimiser, rate: 0.1, weightDecay: 0, seed: step };
    const { loss, correct } = trainStep(options, batchOf(step));
    found.push((await loss.data())[0] ?? Number.NaN);
    tf.dispose([loss, correct]);
  }
  const after = await weights.download();
  optimiser.dispose();
  weights.dispose();
  return { losses: found, after };
}

/** Fails unless three steps of ours leave the losses, weights and statistics of PyTorch's, and no tensor behind. */
export async function expectPytorchSteps(each: (typeof cases)[number]): Promise<void> {
  const tensors = tf.memory().numTensors;
  const found = await train(each.frozen);
  expect(tf.memory().numTensors).toBe(tensors);
  const worst = new Map([["loss", largestDifference(found.losses, each.losses)]]);
  for (const [name, wanted] of Object.entries(each.after)) {
    worst.set(name, largestDifference(assertExists(found.after.get(name), name).data, wanted));
  }
  expect([...worst].filter(([, difference]) => !(difference < 1e-4))).toEqual([]);
  expect([...found.after.keys()].toSorted()).toEqual(Object.keys(each.after).toSorted());
}

export function largestDifference(got: ArrayLike<number>, wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length);
  return wanted.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (got[index] as number))), 0);
}
