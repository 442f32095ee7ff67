import * as tf from "@tensorflow/tfjs-core";
import { assertExists } from "../../shared/base/assert";
import type { MeasuredMemory } from "../../shared/contracts/run";
import { DEFAULT_OPTIMISERS, type OptimiserKind } from "../../shared/contracts/run-defaults";
import { estimateOf, type TrainingEstimate } from "../../shared/engine/memory/estimate";
import { compilePlan, type Plan } from "../../shared/engine/plan";
import { createOptimiser } from "../../shared/engine/train/optimiser";
import { trainStep } from "../../shared/engine/train/step";
import { WeightStore } from "../../shared/engine/weights/weight-store";
import type { Document, NodePath } from "../../shared/graph/document";
import { startTestBackend } from "./engine-backends";

export interface Compared {
  readonly estimate: TrainingEstimate;
  /** As tfjs's own profiler and WebAssembly's memory, which never shrinks, say. */
  readonly measured: MeasuredMemory;
}

/** Trains three steps on WASM with a memory that nothing has used before. */
export async function measureTraining(
  document: Document,
  batch: number,
  kind: OptimiserKind,
  frozen: readonly NodePath[] = [],
): Promise<Compared> {
  await startTestBackend("wasm");
  const factory = assertExists(tf.findBackendFactory("wasm"), "the backend");
  tf.removeBackend("wasm");
  tf.registerBackend("wasm", factory, 2);
  await startTestBackend("wasm");
  const plan = compilePlan(document, frozen);
  const before = tf.memory().numBytes;
  const weights = constantWeights(plan);
  const optimiser = createOptimiser(DEFAULT_OPTIMISERS[kind]);
  const step = (): void => {
    const images = tf.zeros([batch, ...plan.inputShape]);
    const labels = new Int32Array(batch);
    const options = { plan, weights, optimiser, rate: 1e-4, weightDecay: 1e-4, seed: 1 };
    const { loss, correct } = trainStep(options, { images, labels });
    tf.dispose([loss, correct]);
  };
  for (let index = 0; index < 2; index++) step();
  const { peakBytes } = await tf.profile(async () => step() as unknown as tf.TensorContainer);
  const measured = { tensors: peakBytes - before, total: heapBytes() };
  weights.dispose();
  optimiser.dispose();
  return { estimate: estimateOf(plan, batch, kind, "wasm"), measured };
}

function heapBytes(): number {
  const { wasm } = tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } };
  return wasm.HEAPU8.byteLength;
}

function constantWeights(plan: Plan): WeightStore {
  return new WeightStore(
    plan,
    new Map(
      plan.weights.map(({ fullName, shape }) => {
        const size = shape.reduce((product, each) => product * each, 1);
        return [fullName, { shape, data: new Float32Array(size).fill(0.01) }];
      }),
    ),
  );
}
