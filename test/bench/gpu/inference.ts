import * as tf from "@tensorflow/tfjs-core";
import { compilePlan } from "../../../shared/engine/plan";
import { infer } from "../../../shared/engine/train/infer";
import { drawWeights, WeightStore } from "../../../shared/engine/weights/weight-store";
import { openNetwork } from "../../../shared/networks/registry";
import { type BenchRow, median, sample } from "../bench";
import type { Adapter } from "./adapter";
import { timeOnCuda } from "./pytorch";

export function inferenceRows({ isSoftware }: Adapter): readonly BenchRow[] {
  const batch = isSoftware ? 1 : 8;
  return (["resnet-18", "resnet-50"] as const).map((net) => ({
    id: `gpu-infer-${net}`,
    title: `Inference of ${net} on WebGPU, batch ${batch} of 224×224×3`,
    async measure() {
      const plan = compilePlan(openNetwork(net));
      const weights = new WeightStore(plan, drawWeights(plan, 1));
      const pixels = Float32Array.from({ length: batch * 224 * 224 * 3 }, (_, index) => Math.sin(index));
      const runs = isSoftware ? { warmups: 1, runs: 3 } : { warmups: 5, runs: 30 };
      const times = await sample(
        () => infer(plan, weights, tf.tensor4d(pixels, [batch, 224, 224, 3]), plan.output),
        runs,
      );
      weights.dispose();
      const rivals = isSoftware ? [] : [await timeOnCuda({ job: "infer", net, batch, size: 224 })];
      return { value: median(times), unit: "ms", rivals } as const;
    },
  }));
}
