import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { createBuilder } from "../../../shared/blocks/builder";
import { execute } from "../../../shared/engine/execute";
import { runFused } from "../../../shared/engine/fused/program";
import { inferenceContext } from "../../../shared/engine/kit/context";
import { compilePlan, type Plan } from "../../../shared/engine/plan";
import { createTfjsKit } from "../../../shared/engine/tfjs-kit";
import { allowSimd } from "../../../shared/engine/wasm/simd";
import { WeightStore } from "../../../shared/engine/weights/weight-store";
import { type Document, emptyDocument } from "../../../shared/graph/document";
import { startTestBackend } from "../../helpers/engine-backends";
import { randomTensor } from "../../helpers/reference-tensor";

afterEach(() => allowSimd(true));

type Builder = ReturnType<typeof createBuilder>;

function drawn(write: (builder: Builder) => void): Document {
  const builder = createBuilder();
  builder.layer("input", "input", { height: 9, width: 8, channels: 4 });
  write(builder);
  return { ...emptyDocument("drawn"), graph: builder.build() };
}

/** Weights of no particular kind; variances are positive. */
function someWeights(plan: Plan): WeightStore {
  const values = plan.weights.map(({ fullName, name, shape }, index) => {
    const data = Float32Array.from(randomTensor(shape, index + 1).data);
    return [
      fullName,
      { shape, data: name === "running_var" ? data.map((v) => 0.5 + Math.abs(v)) : data },
    ] as const;
  });
  return new WeightStore(plan, new Map(values));
}

/** Largest difference between fused and layer by layer, over the largest value; what stays behind is counted. */
function compare(document: Document): { readonly difference: number; readonly leaked: number } {
  const plan = compilePlan(document);
  const weights = someWeights(plan);
  const shape = [2, ...plan.inputShape];
  const batch = tf.tensor(Float32Array.from(randomTensor(shape, 99).data), shape);
  const kit = createTfjsKit(inferenceContext());
  const byLayer = execute({ plan, kit, weights: weights.tensors, tape: null }, batch, plan.output);
  // The first run makes what is kept.
  runFused(plan, weights, batch, plan.output).dispose();
  const before = tf.memory().numTensors;
  const fused = runFused(plan, weights, batch, plan.output);
  const leaked = tf.memory().numTensors - before - 1;
  const [found, wanted] = [fused.dataSync<"float32">(), byLayer.dataSync<"float32">()];
  const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  const apart = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] as number))), 0);
  tf.dispose([batch, byLayer, fused]);
  weights.dispose();
  return { difference: apart / largest, leaked };
}

const layer = fc.oneof(
  fc.record({
    type: fc.constant("conv2d"),
    params: fc.record({
      filters: fc.constantFrom(4, 8, 12),
      kernel: fc.constantFrom([1, 1], [3, 3], [2, 3]),
      stride: fc.constantFrom([1, 1], [2, 1]),
      padding: fc.constantFrom("same", [1, 0, 2, 1]),
      groups: fc.constantFrom(1, 1, 2, 4),
      bias: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant("depthwise-conv2d"),
    params: fc.record({ padding: fc.constant("same"), bias: fc.boolean() }),
  }),
  fc.record({
    type: fc.constant("batch-norm"),
    params: fc.record({ scale: fc.boolean(), shift: fc.boolean(), epsilon: fc.constantFrom(1e-5, 1e-3) }),
  }),
  fc.record({ type: fc.constantFrom("relu", "relu6", "tanh", "dropout"), params: fc.constant({}) }),
  fc.record({ type: fc.constant("zero-pad"), params: fc.constant({ padding: [1, 2, 0, 1] }) }),
);

/** A chain of layers, and whether what enters a layer goes round it as well and is added. */
const chains = fc.array(fc.record({ layer, isResidual: fc.boolean() }), { minLength: 1, maxLength: 7 });

describe.each(["wasm", "wasm without SIMD", "cpu"])("fused inference on %s", (setting) => {
  beforeAll(() => startTestBackend(setting.startsWith("wasm") ? "wasm" : "cpu"));

  test("is that of the layers one by one", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        allowSimd(!setting.endsWith("without SIMD"));
        const document = drawn((builder) => {
          for (const [index, { layer: each, isResidual }] of chain.entries()) {
            const from = builder.last;
            const out = builder.layer(`l${index}`, each.type, each.params);
            const isPointwise = [
              "batch-norm",
              "relu",
              "relu6",
              "tanh",
              "dropout",
              "depthwise-conv2d",
            ].includes(each.type);
            if (isResidual && isPointwise) builder.layer(`add${index}`, "add", {}, [from, out]);
          }
        });
        const { difference, leaked } = compare(document);
        expect(leaked).toBe(0);
        expect(difference).toBeLessThan(1e-5);
      }),
      { numRuns: setting === "wasm" ? 60 : 15 },
    );
  });
});
