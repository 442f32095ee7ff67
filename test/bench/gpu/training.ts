import * as tf from "@tensorflow/tfjs-core";
import { compilePlan } from "../../../shared/engine/plan";
import { createOptimiser } from "../../../shared/engine/train/optimiser";
import { trainStep } from "../../../shared/engine/train/step";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { type BenchRow, type MissingRival, median, type Rival, race } from "../bench";
import type { Adapter } from "./adapter";
import { coreTrainer } from "./core-training";
import { type GpuNet, gpuNets } from "./nets";
import { timeOnCuda } from "./pytorch";

/** Steps from one reading of the loss to the next, as in training. */
const STEPS = 10;

export function trainingRows({ isSoftware }: Adapter): readonly BenchRow[] {
  return gpuNets.map((net) => {
    const batch = isSoftware ? net.batch.software : net.batch.real;
    const runs = isSoftware ? { steps: 1, warmups: 1, runs: 3 } : { steps: STEPS, warmups: 2, runs: 7 };
    return {
      id: `gpu-train-${net.name}`,
      title: `Training step of ${net.title} on WebGPU, batch ${batch} of ${net.size}×${net.size}×3`,
      measure: () => measure(net, batch, runs, isSoftware),
    };
  });
}

interface Runs {
  readonly steps: number;
  readonly warmups: number;
  readonly runs: number;
}

async function measure(net: GpuNet, batch: number, { steps, ...runs }: Runs, isSoftware: boolean) {
  const pixels = Float32Array.from({ length: batch * net.size ** 2 * 3 }, (_, index) => Math.sin(index));
  const labels = Int32Array.from({ length: batch }, (_, index) => index % net.classes);
  const ours = ourTrainer(net, batch);
  const core = coreTrainer(net, batch);
  const job = (step: () => tf.Tensor) => async () => {
    for (let index = 0; index < steps; index++) {
      const loss = step();
      if (index === steps - 1) await loss.data();
      loss.dispose();
    }
  };
  const times = await race(
    [job(() => ours.step(pixels, labels)), job(() => core.step(pixels, labels))],
    runs,
  );
  const [value, rival] = times.map((each) => median(each) / steps) as [number, number];
  ours.dispose();
  core.dispose();
  const rivals: (Rival | MissingRival)[] = [
    { name: "hand-written tfjs-core on the same backend", value: rival, goal: 1 },
  ];
  if (!isSoftware) rivals.push(await timeOnCuda({ job: "train", net: net.name, batch, size: net.size }));
  return { value, unit: "ms", rivals } as const;
}

function ourTrainer({ document, size }: GpuNet, batch: number) {
  const plan = compilePlan(document);
  const weights = new WeightStore(plan, drawWeights(plan, 1));
  const optimiser = createOptimiser({ kind: "sgd", momentum: 0.9 });
  let seed = 0;
  return {
    step(pixels: Float32Array, labels: Int32Array): tf.Tensor {
      const images = tf.tensor4d(pixels, [batch, size, size, 3]);
      const options = { plan, weights, optimiser, rate: 0.01, weightDecay: 0, seed: seed++ };
      const { loss, correct } = trainStep(options, { images, labels });
      correct.dispose();
      return loss;
    },
    dispose(): void {
      weights.dispose();
      optimiser.dispose();
    },
  };
}
