import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { LossSpec } from "../../../shared/contracts/run";
import { Tape } from "../../../shared/engine/autodiff/tape";
import { createLoss } from "../../../shared/engine/train/loss";
import fixture from "../../fixtures/pytorch-training.json";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { largestDifference } from "../../helpers/pytorch-auxiliary";

interface LossCase {
  readonly spec: LossSpec;
  readonly labelSmoothing: number;
  readonly shape: readonly number[];
  readonly scores: readonly number[];
  readonly labels?: readonly number[];
  readonly masks?: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
}

const losses = fixture.losses as readonly LossCase[];
describe.each(testBackends)("on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  test.each(losses.map((each) => ({ name: `${JSON.stringify(each.spec)} ${each.labelSmoothing}`, each })))(
    "the loss $name and its gradient are PyTorch's",
    async ({ each }) => {
      const tensors = tf.memory().numTensors;
      const scores = tf.tensor([...each.scores], [...each.shape]);
      const tape = new Tape([scores]);
      const labels = Int32Array.from(each.labels ?? new Array(each.shape[0]).fill(0));
      const truth = { labels, ...(each.masks ? { masks: Uint8Array.from(each.masks) } : {}) };
      const loss = tf.tidy(() => createLoss(each.spec, each.labelSmoothing)(tape, scores, truth));
      const [gradient] = tape.gradients(loss, [scores]) as [tf.Tensor];
      const found = [await loss.data(), await gradient.data()] as const;
      tf.dispose([loss, gradient, scores]);
      expect(largestDifference(found[0], [each.loss])).toBeLessThan(1e-5);
      expect(largestDifference(found[1], each.gradient)).toBeLessThan(1e-5);
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );
});
