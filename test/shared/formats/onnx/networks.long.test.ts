import { beforeAll, describe, expect, test } from "vitest";
import { compilePlan, sinksOf } from "../../../../shared/engine/plan";
import { Control } from "../../../../shared/engine/train/control";
import { onnxRuntime } from "../../../../shared/engine/verify/onnxruntime-node";
import { verifyExport } from "../../../../shared/engine/verify/verify-export";
import { startTestBackend } from "../../../helpers/engine-backends";
import { everyNetwork, sizeOf } from "../../../helpers/every-network";
import { reducedNetwork } from "../../../helpers/reduced-network";
import { variedWeights } from "../../../helpers/varied-weights";

const TOLERANCE = 1e-4;

/** Each way of writing is tried on every network, in turn, rather than all on all. */
const WAYS = [
  { written: "opset 17", opset: 17, foldBatchNorm: false, functions: false },
  { written: "opset 21, folded", opset: 21, foldBatchNorm: true, functions: false },
  { written: "opset 17, functions", opset: 17, foldBatchNorm: false, functions: true },
] as const;

const cases = everyNetwork.map((each, index) => ({ ...each, way: WAYS[index % WAYS.length] ?? WAYS[0] }));

describe("networks of the catalogue, exported to ONNX Runtime", () => {
  beforeAll(() => startTestBackend("wasm"));

  test.for(cases)("$network gives what the engine gives", async ({ network, id, params, way }, { task }) => {
    const { written, ...options } = way;
    const document = reducedNetwork(id, 4, params);
    const plan = compilePlan(document);
    const values = variedWeights(plan);
    const job = { document, plan, values, options, runtime: onnxRuntime, seed: 1, control: new Control() };
    const outputs = await verifyExport(job);
    const found = Math.max(...outputs.map(({ difference }) => difference));
    const what = { ...sizeOf(plan), Written: written };
    task.meta.parity = { network, against: "ONNX Runtime", found, what };
    expect(outputs.length).toBeGreaterThanOrEqual(sinksOf(plan).length);
    expect(found).toBeLessThan(TOLERANCE);
  });
});
