import { describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { IGNORED, type ImageSet, type RunSpec } from "../../../shared/contracts/run";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { Tally } from "../../../shared/engine/train/tally";
import { type Document, emptyDocument } from "../../../shared/graph/document";

function pixelNet(classes: number): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 16, width: 16, channels: 3 });
  builder.layer("conv", "conv2d", { filters: 8 });
  builder.layer("relu", "relu");
  builder.layer("score", "conv2d", { filters: classes, kernel: [1, 1], padding: "valid" });
  builder.layer("softmax", "softmax");
  return { ...emptyDocument("pixels"), graph: builder.build() };
}

function spec(change: Partial<RunSpec> = {}): RunSpec {
  return {
    document: pixelNet(3),
    seed: 5,
    data: { dataset: "scenes", size: 16, classes: 3, trainCount: 32, testCount: 8 },
    batch: 8,
    epochs: 2,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.05,
    weightDecay: 0,
    reportEvery: 1,
    ...change,
  };
}

async function train(run: RunSpec) {
  const engine = createNodeEngine();
  await engine.setBackend("wasm");
  const losses: number[] = [];
  try {
    const result = await engine.train(run, (event) => {
      if (event.kind === "report") losses.push(event.loss);
    });
    return { result, losses };
  } finally {
    await engine.dispose();
  }
}

/** Bright pixels are of class 1; every fifth is not told. */
function masked(count: number): ImageSet {
  const bright = (at: number): boolean => (at * 2654435761) % 7 < 3;
  const pixels = new Uint8Array(count * 768).map((_, at) => (bright(Math.floor(at / 3)) ? 220 : 30));
  const masks = new Uint8Array(count * 256).map((_, at) => (at % 5 === 0 ? IGNORED : bright(at) ? 1 : 0));
  return { size: 16, count, pixels, labels: new Int32Array(count), masks };
}

describe("a network that scores pixels", () => {
  test("trains on a built-in dataset with masks and is tested pixel by pixel", async () => {
    const { result, losses } = await train(spec());
    const counted = result.confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = result.confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    expect(losses).toHaveLength(8);
    expect(counted).toBeLessThanOrEqual(8 * 256);
    expect(counted).toBeGreaterThan(4 * 256);
    expect(result.testAccuracy).toBeCloseTo(right / counted, 10);
    expect(result.testMeanIou).toBeLessThanOrEqual(result.testAccuracy);
  });

  test("learns people's own masks, and no pixel that is not told counts", async () => {
    const images = {
      train: masked(16),
      test: masked(4),
      classNames: ["dark", "bright"],
      mean: [0.5, 0.5, 0.5],
      std: [0.3, 0.3, 0.3],
    } as const;
    const { result } = await train(spec({ document: pixelNet(2), images, epochs: 8 }));
    expect([result.testAccuracy, result.testMeanIou]).toEqual([1, 1]);
    const told = images.test.masks?.filter((label) => label !== IGNORED).length;
    expect(result.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(told);
  });

  test.each<{ what: string; change: Partial<RunSpec>; message: RegExp }>([
    {
      what: "data with one class for each image",
      change: { data: { ...spec().data, dataset: "shapes" } },
      message: /ends in 768 outputs \(16×16×3\) and the data has 3 classes/,
    },
    {
      what: "a loss of images",
      change: { loss: { kind: "hinge", margin: 1 } },
      message: /a class for each pixel, and the loss is one of whole images/,
    },
    {
      what: "another number of classes",
      change: { document: pixelNet(4) },
      message: /ends in 16×16×4 .* a map of 16×16×3/,
    },
  ])("does not take $what", async ({ change, message }) => {
    await expect(train(spec(change))).rejects.toThrow(message);
  });
});

test("mean intersection over union leaves out classes that neither occur nor are predicted", () => {
  const tally = new Tally(3);
  // Scores for classes 0 and 1; class 2 is never on top.
  tally.add(Float32Array.of(1, 0, -1, 0, 1, -1, 0, 1, -1, 1, 0, -1), [0, 1, 0, IGNORED]);
  // Class 0: one of two found, none taken for it: 1/2. Class 1: one found, one too many: 1/2.
  expect([tally.meanIou, tally.accuracy, tally.confusion]).toEqual([
    0.5,
    2 / 3,
    [
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  ]);
});
