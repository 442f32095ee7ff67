import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan } from "../../../../shared/engine/plan";
import { onnxRuntime } from "../../../../shared/engine/verify/onnxruntime-node";
import { verifyExport } from "../../../../shared/engine/verify/verify-export";
import { networks } from "../../../../shared/networks/registry";
import { startTestBackend } from "../../../helpers/engine-backends";
import { reducedNetwork } from "../../../helpers/reduced-network";
import { variedWeights } from "../../../helpers/varied-weights";

const TOLERANCE = 1e-4;

/** Each way of writing is tried on every network, in turn, rather than all on all. */
const WAYS = [
  { opset: 17, foldBatchNorm: false, functions: false },
  { opset: 21, foldBatchNorm: true, functions: false },
  { opset: 17, foldBatchNorm: false, functions: true },
] as const;

describe("networks of the catalogue, exported to ONNX Runtime", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.each(networks.all.map(({ id }, index) => ({ id, options: WAYS[index % WAYS.length] ?? WAYS[0] })))(
    "$id gives what the engine gives",
    async ({ id, options }) => {
      const document = reducedNetwork(id, 4);
      const plan = compilePlan(document);
      const outputs = await verifyExport({
        document,
        plan,
        values: variedWeights(plan),
        options,
        runtime: onnxRuntime,
        seed: 1,
      });
      const largest = Math.max(...outputs.map(({ difference }) => difference));
      expect(outputs.length).toBeGreaterThan(0);
      expect(largest).toBeLessThan(TOLERANCE);
    },
    120_000,
  );
});
