import { expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type { ImageSet, RunSpec, TrainingImages } from "../../../shared/contracts/run";
import { datasets } from "../../../shared/data/registry";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { emptyDocument } from "../../../shared/graph/document";

const SIZE = 16;
const shapes = datasets.require("shapes");

function imageSet(split: "train" | "test", count: number): ImageSet {
  const samples = Array.from({ length: count }, (_, index) =>
    shapes.sample(index, { seed: 2, size: SIZE, classes: 3, split }),
  );
  const labels = Int32Array.from(samples, ({ label }) => label);
  return { size: SIZE, count, pixels: Uint8Array.from(samples.flatMap(({ pixels }) => [...pixels])), labels };
}

function stored(set: ImageSet): ImageSet {
  return { ...set, pixels: new Uint8Array(), stored: new Blob([set.pixels.slice()]) };
}

const { mean, std } = shapes;
const held: TrainingImages = {
  train: imageSet("train", 24),
  validation: imageSet("test", 6),
  test: imageSet("test", 9),
  classNames: shapes.classNames(3),
  mean,
  std,
};
const onDisk: TrainingImages = {
  ...held,
  train: stored(held.train),
  test: stored(held.test),
  digest: "12345678",
};

async function train(images: TrainingImages) {
  const builder = createBuilder();
  builder.layer("input", "input", { height: SIZE, width: SIZE, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 4 });
  builder.layer("relu", "relu");
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: 3 });
  const spec: RunSpec = {
    document: { ...emptyDocument("small"), graph: builder.build() },
    seed: 3,
    data: { dataset: "own", size: SIZE, classes: 3, trainCount: 24, validationCount: 6, testCount: 9 },
    images,
    batch: 8,
    epochs: 2,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.01,
    weightDecay: 0,
    reportEvery: 1,
  };
  const engine = createNodeEngine();
  await engine.setBackend("wasm");
  const losses: number[] = [];
  try {
    const result = await engine.train(spec, (event) => event.kind === "report" && losses.push(event.loss));
    return { losses, result };
  } finally {
    await engine.dispose();
  }
}

test("images that are read from disk batch by batch train and test as those in memory do", async () => {
  expect(await train(onDisk)).toEqual(await train(held));
});

test("a file that is shorter than its images is refused", async () => {
  const short = { ...stored(held.train), stored: new Blob([new Uint8Array(100)]) };
  await expect(train({ ...onDisk, train: short })).rejects.toThrow(/24 images of 16×16 came with 100 bytes/);
});
