import { expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import type {
  EpochReport,
  ImageSet,
  RunSpec,
  TestingSpec,
  TrainEvent,
  TrainingImages,
} from "../../../shared/contracts/run";
import { datasets } from "../../../shared/data/registry";
import { toInput } from "../../../shared/data/resize";
import { testings, viewsOf } from "../../../shared/data/testings";
import { viewImage } from "../../../shared/data/view";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { emptyDocument } from "../../../shared/graph/document";
import { largestDifference } from "../../helpers/pytorch-auxiliary";

const STORED = 20;
const TAKEN = 16;
const CLASSES = 3;
const shapes = datasets.require("shapes");
const { mean, std } = shapes;

function imageSet(split: "train" | "test", count: number): ImageSet {
  const pixels = new Uint8Array(count * STORED * STORED * 3);
  const labels = new Int32Array(count);
  for (let index = 0; index < count; index++) {
    const sample = shapes.sample(index, { seed: 2, size: STORED, classes: CLASSES, split });
    pixels.set(sample.pixels, index * STORED * STORED * 3);
    labels[index] = sample.label;
  }
  return { size: STORED, count, pixels, labels };
}

const images: TrainingImages = {
  train: imageSet("train", 12),
  test: imageSet("test", 7),
  classNames: shapes.classNames(CLASSES),
  mean,
  std,
};

function spec(testing?: TestingSpec): RunSpec {
  const builder = createBuilder();
  builder.layer("input", "input", { height: TAKEN, width: TAKEN, channels: 3 });
  builder.layer("conv1", "conv2d", { filters: 4 });
  builder.layer("relu", "relu");
  builder.layer("flatten", "flatten");
  builder.layer("fc", "dense", { units: CLASSES });
  builder.layer("softmax", "softmax");
  return {
    document: { ...emptyDocument("small"), graph: builder.build() },
    seed: 3,
    data: { dataset: "own", size: TAKEN, classes: CLASSES, trainCount: 12, testCount: 7 },
    images,
    ...(testing ? { testing } : {}),
    batch: 4,
    epochs: 2,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.002,
    weightDecay: 0,
    reportEvery: 1,
  };
}

test.each(testings.all.map(({ defaults }) => defaults))(
  "$kind: the loss is that of the mean probability of all views, and the epochs before saw the whole images",
  async (testing) => {
    const engine = createNodeEngine();
    await engine.setBackend("wasm");
    const plain: EpochReport[] = [];
    await engine.train(spec(), (event) => event.kind === "epoch" && plain.push(event));
    const epochs: EpochReport[] = [];
    const hear = (event: TrainEvent) => event.kind === "epoch" && epochs.push(event);
    const result = await engine.train(spec(testing), hear, { posteriors: true });

    let loss = 0;
    const means: number[] = [];
    for (let index = 0; index < images.test.count; index++) {
      const bytes = STORED * STORED * 3;
      const pixels = images.test.pixels.subarray(index * bytes, (index + 1) * bytes);
      const image = { width: STORED, height: STORED, pixels };
      const views = viewsOf(image, testing).map((view) => viewImage(image, view, TAKEN).pixels);
      const data = new Float32Array(views.flatMap((view) => [...toInput(view, mean, std)]));
      const answers = await engine.run({ shape: [views.length, TAKEN, TAKEN, 3], data });
      const label = images.test.labels[index] as number;
      const shares = Array.from({ length: CLASSES }, (_, index) => {
        const own = answers.data.filter((_, at) => at % CLASSES === index);
        return own.reduce((sum, probability) => sum + probability) / views.length;
      });
      means.push(...shares);
      loss -= Math.log(shares[label] as number);
    }
    await engine.dispose();
    expect(result.testLoss).toBeCloseTo(loss / images.test.count, 4);
    expect(epochs).toEqual(plain);
    const { rows = [], labels } = result.posteriors ?? {};
    expect(largestDifference(rows, means)).toBeLessThan(1e-5);
    expect(labels).toEqual(images.test.labels);
  },
);
