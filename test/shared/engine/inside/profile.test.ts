import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { compilePlan } from "../../../../shared/engine/plan";
import { branchedNet, engineWith, onward } from "./nets";

const spec = { batch: 4, train: true, steps: 2, warmUp: 1 };

describe("a profile", () => {
  test("times every layer in front of the scores, forward and backward, and adds up", async () => {
    const engine = await engineWith(branchedNet());
    const before = tf.memory().numTensors;
    const weights = await engine.exportWeights();
    const found = await engine.profile(spec, onward);
    const { layers = [], forwardMs = 0, backwardMs = 0, passMs = 0, peakBytes = 0 } = found ?? {};
    const { steps } = compilePlan(branchedNet());
    expect(layers.map(({ path }) => path)).toEqual(steps.slice(0, -1).map(({ path }) => path));
    const sum = (which: "forwardMs" | "backwardMs") => layers.reduce((total, each) => total + each[which], 0);
    expect(forwardMs).toBeCloseTo(sum("forwardMs"), 9);
    // The loss is nobody's.
    expect(backwardMs).toBeGreaterThan(sum("backwardMs"));
    // A median of two is their mean, so here the layers add up to the whole pass.
    expect(forwardMs + backwardMs).toBeCloseTo(passMs, 6);
    const withWork = layers.filter((each) => each.backwardMs > 0).map(({ path }) => path);
    expect(withWork).toEqual(["conv1", "bn", "relu", "conv2", "act", "add", "gap", "fc"]);
    const macs = layers.reduce((total, each) => total + each.macs, 0);
    expect(macs).toBe(createAnalyser().analyse(branchedNet()).totals.macs);
    expect(layers.every(({ heldBytes }) => heldBytes > 0 && heldBytes <= peakBytes)).toBe(true);
    expect(found).toMatchObject({ batch: 4, train: true, steps: 2, waitMs: null });
    // Timing teaches the network nothing.
    expect(await engine.exportWeights()).toEqual(weights);
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
  });

  test("of inference has no backward times, goes to the output, and holds less", async () => {
    const engine = await engineWith(branchedNet());
    const before = tf.memory().numTensors;
    const [inference, training] = [
      await engine.profile({ ...spec, train: false }, onward),
      await engine.profile(spec, onward),
    ];
    expect(inference?.layers.at(-1)?.path).toBe("softmax");
    expect(inference?.layers.every(({ backwardMs }) => backwardMs === 0)).toBe(true);
    expect(inference?.peakBytes).toBeLessThan(training?.peakBytes ?? 0);
    expect(tf.memory().numTensors).toBe(before);
    await engine.dispose();
  });

  test.each([true, false])(
    "can be cancelled at any time (training: %s) and frees what it made",
    async (train) => {
      const engine = await engineWith(branchedNet());
      const before = tf.memory().numTensors;
      expect(await engine.profile({ ...spec, train }, () => false)).toBeNull();
      expect(await engine.profile({ ...spec, train }, (done) => done < 1)).toBeNull();
      expect(tf.memory().numTensors).toBe(before);
      await engine.dispose();
    },
  );

  test("is refused for no passes", async () => {
    const engine = await engineWith(branchedNet());
    await expect(engine.profile({ ...spec, steps: 0 }, onward)).rejects.toThrow(/Cannot time 0 passes/);
    await engine.dispose();
  });
});
