import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { assertExists } from "../../../shared/base/assert";
import { createBuilder } from "../../../shared/blocks/builder";
import type { OptimiserSpec } from "../../../shared/contracts/run";
import { compilePlan } from "../../../shared/engine/plan";
import { createLoss } from "../../../shared/engine/train/loss";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { parseWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { writeSafetensors } from "../../../shared/formats/safetensors/write";
import { emptyDocument } from "../../../shared/graph/document";
import fixture from "../../fixtures/pytorch-optimisers.json";

interface OptimiserCase {
  readonly optimiser: OptimiserSpec;
  readonly rate: number;
  readonly decay: number;
  readonly labelSmoothing?: number;
  readonly clipNorm?: number;
  readonly losses: readonly number[];
  readonly after: Readonly<Record<string, readonly number[]>>;
}

export const optimiserCases = fixture.cases as unknown as readonly OptimiserCase[];

/** The network of test/oracle/optimisers.py. */
function plan() {
  const { size, classes } = fixture;
  const builder = createBuilder();
  builder.layer("input", "input", { height: size, width: size, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 4, bias: false });
  builder.layer("bn", "batch-norm", { epsilon: 1e-5, momentum: 0.1 });
  builder.layer("relu", "relu");
  builder.layer("pool", "max-pool", { kernel: [2, 2], stride: [2, 2], padding: [0, 0, 0, 0] });
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: classes });
  return compilePlan({ ...emptyDocument("tiny"), graph: builder.build() });
}

function batchOf(step: number) {
  const { batch, size, classes } = fixture;
  const values = Float32Array.from({ length: batch * size * size * 3 }, (_, i) => Math.sin(0.11 * i + step));
  return {
    images: tf.tensor4d(values, [batch, size, size, 3]),
    labels: Int32Array.from({ length: batch }, (_, i) => (i + step) % classes),
  };
}

const before = writeSafetensors(
  new Map(
    Object.entries(fixture.before).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float32Array.from(data) },
    ]),
  ),
);

async function train({ optimiser: spec, rate, decay, labelSmoothing, clipNorm }: OptimiserCase) {
  const compiled = plan();
  const weights = new WeightStore(compiled, parseWeights(compiled, before));
  const optimiser = createOptimiser(spec);
  const losses: number[] = [];
  for (const step of [0, 1, 2]) {
    const loss = createLoss({ kind: "cross-entropy" }, labelSmoothing);
    const recipe = { optimiser, loss, rate, weightDecay: decay, clipNorm };
    const options = { ...recipe, plan: compiled, weights, seed: step };
    const scores = trainStep(options, batchOf(step));
    losses.push((await scores.loss.data())[0] ?? Number.NaN);
    tf.dispose([scores.loss, scores.correct]);
  }
  const after = await weights.download();
  optimiser.dispose();
  weights.dispose();
  return { losses, after };
}

function nameOf({ optimiser, rate, decay, losses, after, ...rest }: OptimiserCase): string {
  return `${Object.values(optimiser).join(" ")}, rate ${rate}, decay ${decay} ${JSON.stringify(rest)}`;
}

/** Three steps of training end where PyTorch's do. */
export function optimisersSuite(): void {
  test.each(optimiserCases.map((each) => ({ name: nameOf(each), each })))("$name", async ({ each }) => {
    const tensors = tf.memory().numTensors;
    const { losses, after } = await train(each);
    expect(tf.memory().numTensors).toBe(tensors);
    const worst = new Map([["loss", largestDifference(losses, each.losses)]]);
    for (const [name, wanted] of Object.entries(each.after)) {
      worst.set(name, largestDifference(assertExists(after.get(name), name).data, wanted));
    }
    expect([...worst].filter(([, difference]) => !(difference < 1e-4))).toEqual([]);
    expect([...after.keys()].toSorted()).toEqual(Object.keys(each.after).toSorted());
  });
}

function largestDifference(got: ArrayLike<number>, wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length);
  return wanted.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (got[index] as number))), 0);
}
