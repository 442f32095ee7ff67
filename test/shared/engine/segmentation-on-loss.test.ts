import { describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type { EpochReport, RunSpec } from "../../../shared/contracts/run";
import { augmentationOf } from "../../../shared/data/augmentations";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { emptyDocument } from "../../../shared/graph/document";

const CLASSES = 3;

/** Convolutions that keep the size, and one score for each class and pixel. */
function spec(change: Partial<RunSpec> = {}): RunSpec {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 8 });
  builder.layer("relu", "relu");
  builder.layer("score", "conv2d", { filters: CLASSES });
  return {
    document: { ...emptyDocument("pixels"), graph: builder.build() },
    seed: 1,
    data: {
      dataset: "scenes",
      size: 16,
      classes: CLASSES,
      trainCount: 48,
      validationCount: 12,
      testCount: 12,
    },
    batch: 12,
    epochs: 4,
    optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: 0.02,
    weightDecay: 0,
    reportEvery: 1,
    ...change,
  };
}

async function train(run: RunSpec) {
  const engine = createNodeEngine();
  await engine.setBackend("wasm");
  const epochs: EpochReport[] = [];
  try {
    const result = await engine.train(run, (event) => event.kind === "epoch" && epochs.push(event));
    return { result, losses: epochs.map(({ testLoss }) => testLoss) };
  } finally {
    await engine.dispose();
  }
}

describe("a network that scores pixels", () => {
  test("learns from masks, which move with their images; edges count nowhere", async () => {
    const augmentation = augmentationOf(["random-crop", "flip"]);
    const { result, losses } = await train(spec({ augmentation }));
    expect(losses.at(-1)).toBeLessThan(losses[0] as number);
    const counted = result.confusion.flat().reduce((sum, count) => sum + count);
    expect(counted).toBeGreaterThan(0.75 * 12 * 256);
    expect(counted).toBeLessThan(12 * 256);
  });

  test("is not tested by several views of whole images", async () => {
    const testing = { kind: "ten-crop", scale: 1.25 } as const;
    await expect(train(spec({ testing }))).rejects.toThrow(/Test with one view, whole/);
  });
});
