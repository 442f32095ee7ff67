import * as tf from "@tensorflow/tfjs";
import { createBuilder } from "../../../shared/blocks/builder";
import { createNodeEngine } from "../../../shared/engine/create-node-engine";
import { compilePlan } from "../../../shared/engine/plan";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { type BenchRow, median, sample } from "../bench";

const BATCH = 32;
const SIZE = 32;
const CLASSES = 10;
const WIDTHS = [16, 32, 64] as const;
const GOAL = 25;

/** Three convolutions, each with ReLU, a mean over the map and a dense layer; the second and third halve the map. */
export const threeConvRow: BenchRow = {
  id: "three-conv-step",
  title: `Training step of a three-convolution net, batch ${BATCH} of ${SIZE}×${SIZE}×3`,
  async measure() {
    const stock = median(await stockTimes());
    const ours = median(await ourTimes());
    const ratio = stock / ours;
    return {
      ms: ours,
      against: { name: "tfjs-layers on its JS backend", ms: stock },
      goal: `at least ${GOAL} times faster`,
      met: ratio >= GOAL,
    };
  },
};

const pixels = Float32Array.from({ length: BATCH * SIZE * SIZE * 3 }, (_, index) => Math.sin(index));
const labels = Int32Array.from({ length: BATCH }, (_, index) => index % CLASSES);

async function ourTimes() {
  await createNodeEngine("wasm").setBackend("wasm");
  const plan = compilePlan(threeConvNet());
  const weights = new WeightStore(plan, drawWeights(plan, 1));
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
  return sample(
    async (index) => {
      const images = tf.tensor4d(pixels, [BATCH, SIZE, SIZE, 3]);
      const options = { plan, weights, optimiser, rate: 0.01, weightDecay: 0, seed: index };
      const { loss, correct } = trainStep(options, { images, labels });
      await loss.data();
      tf.dispose([loss, correct]);
    },
    { warmups: 8, runs: 25 },
  );
}

async function stockTimes() {
  await tf.setBackend("cpu");
  tf.enableProdMode();
  const model = tf.sequential();
  for (const [index, filters] of WIDTHS.entries()) {
    const stride = index === 0 ? 1 : 2;
    const first = index === 0 ? { inputShape: [SIZE, SIZE, 3] } : {};
    const layer = { filters, kernelSize: 3, strides: stride, padding: "same", activation: "relu" } as const;
    model.add(tf.layers.conv2d({ ...layer, ...first }));
  }
  model.add(tf.layers.globalAveragePooling2d({}));
  model.add(tf.layers.dense({ units: CLASSES, activation: "softmax" }));
  model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: "categoricalCrossentropy" });
  const images = tf.tensor4d(pixels, [BATCH, SIZE, SIZE, 3]);
  const wanted = tf.oneHot(tf.tensor1d(labels, "int32"), CLASSES);
  return sample(async () => void (await model.trainOnBatch(images, wanted)), { warmups: 1, runs: 3 });
}

function threeConvNet(): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: SIZE, width: SIZE, channels: 3 });
  for (const [index, filters] of WIDTHS.entries()) {
    const stride = index === 0 ? 1 : 2;
    builder.layer(`conv${index + 1}`, "conv2d", { filters, stride: [stride, stride], padding: "same" });
    builder.layer(`relu${index + 1}`, "relu");
  }
  builder.layer("pool", "global-avg-pool");
  builder.layer("fc", "dense", { units: CLASSES });
  return { ...emptyDocument("three-conv"), graph: builder.build() };
}
