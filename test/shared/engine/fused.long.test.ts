import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { execute } from "../../../shared/engine/execute";
import { runFused } from "../../../shared/engine/fused/program";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { compilePlan } from "../../../shared/engine/plan";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { WeightStore } from "../../../shared/engine/weights/weight-store";
import { networks } from "../../../shared/networks/registry";
import { startTestBackend } from "../../helpers/engine-backends";
import { reducedNetwork } from "../../helpers/reduced-network";
import { randomTensor } from "../../helpers/reference-tensor";
import { relativeDifference } from "../../helpers/relative-difference";
import { variedWeights } from "../../helpers/varied-weights";

/** Thousands of products are summed in single precision, and fused in another order. */
const TOLERANCE = 2e-5;

describe("fused inference on WASM", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.each(networks.all.map(({ id }) => ({ id })))(
    "$id gives what its layers give one by one",
    ({ id }) => {
      const plan = compilePlan(reducedNetwork(id, 4));
      const weights = new WeightStore(plan, variedWeights(plan));
      const shape = [1, ...plan.inputShape];
      const batch = tf.tensor(Float32Array.from(randomTensor(shape, 1).data), shape);
      const kit = createTfjsKit(inferenceContext());
      const byLayer = execute({ plan, kit, weights: weights.tensors, tape: null }, batch, plan.logits);
      const fused = runFused(plan, weights, batch, plan.logits);
      const difference = relativeDifference(fused.dataSync(), byLayer.dataSync());
      tf.dispose([batch, byLayer, fused]);
      weights.dispose();
      expect(difference).toBeLessThan(TOLERANCE);
    },
    60_000,
  );
});
