import * as tf from "@tensorflow/tfjs";
import { createNodeEngine } from "../../shared/engine/create-node-engine";
import { compilePlan } from "../../shared/engine/plan";
import { createOptimiser } from "../../shared/engine/train/optimiser";
import { trainStep } from "../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../shared/engine/weights/weight-store";
import type { Document } from "../../shared/graph/document";
import type { Job } from "./bench";
import { CLASSES } from "./nets";

export async function startOurs(): Promise<void> {
  await createNodeEngine("wasm").setBackend("wasm");
}

export interface Trainer {
  readonly step: Job;
  dispose(): void;
}

/** Training steps of our engine on its current backend, SGD with momentum, always on the same batch. */
export function ourTrainer(document: Document, batch: number): Trainer {
  const plan = compilePlan(document);
  const weights = new WeightStore(plan, drawWeights(plan, 1));
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
  const shape = [batch, ...plan.inputShape];
  const pixels = somePixels(shape);
  const labels = someLabels(batch);
  return {
    async step(index) {
      const images = tf.tensor(pixels, shape);
      const options = { plan, weights, optimiser, rate: 0.01, weightDecay: 0, seed: index };
      const { loss, correct } = trainStep(options, { images, labels });
      await loss.data();
      tf.dispose([loss, correct]);
    },
    dispose() {
      weights.dispose();
      optimiser.dispose();
    },
  };
}

/** The engine as the app uses it, with a network of drawn weights, for one image at a time. */
export async function ourInference(document: Document) {
  const engine = createNodeEngine("wasm");
  await engine.load({ document, seed: 1 });
  const { inputShape } = compilePlan(document);
  return {
    run: async (pixels: Float32Array) => void (await engine.run({ shape: [1, ...inputShape], data: pixels })),
    dispose: () => engine.dispose(),
  };
}

export function somePixels(shape: readonly number[]): Float32Array {
  const length = shape.reduce((product, size) => product * size, 1);
  return Float32Array.from({ length }, (_, index) => Math.sin(index));
}

export function someLabels(batch: number): Int32Array {
  return Int32Array.from({ length: batch }, (_, index) => index % CLASSES);
}
