import { beforeAll, describe, expect, test } from "vitest";
import { elementsOf } from "../../../shared/layers/shape";
import { startTestBackend, testBackends } from "../../helpers/engine-backends";
import { type LayerCase, layerCases, randomWeights } from "../../helpers/layer-examples";
import { differences, type OpCase, type OpTensor } from "../../helpers/op-check";

/** Work of the naive reference for one image: it takes microseconds per thousand. */
function costOf({ layer, params, example }: LayerCase): number {
  const macs = layer.macs?.(params, example.inputs, example.output) ?? 0;
  return macs + [...example.inputs, example.output].reduce((sum, shape) => sum + elementsOf(shape), 0);
}

const FORWARD_LIMIT = 2e5;
const GRADIENT_LIMIT = 2e4;

function opCase(each: LayerCase, training: boolean): OpCase {
  const { layer, params, example, fed } = each;
  const images: OpTensor[] = fed.map((shape) => ({ shape: [2, ...shape] }));
  const declared = layer.weights?.(params, example.inputs) ?? [];
  const values = randomWeights(each);
  const weights = declared.map((spec): OpTensor => {
    const value = values.get(spec.name);
    const constant = !spec.trainable;
    return { shape: spec.shape, kernel: spec.shape.length > 1, constant, ...(value ? { value } : {}) };
  });
  return {
    name: each.name,
    tensors: [...images, ...weights],
    training,
    compute(kit, tensors) {
      const inputs = tensors.slice(0, images.length);
      const weight = (name: string) => {
        const index = declared.findIndex((spec) => spec.name === name);
        return tensors[images.length + index] as (typeof tensors)[number];
      };
      const shapes = { inputShapes: example.inputs, outputShape: example.output };
      return layer.compute(kit, { params, inputs, weight, ...shapes });
    },
  };
}

const cases = layerCases().filter((each) => costOf(each) <= FORWARD_LIMIT);

describe.each(testBackends)("layers on %s", (backend) => {
  beforeAll(() => startTestBackend(backend));

  describe.each([
    { mode: "running", training: false },
    { mode: "training", training: true },
  ])("while $mode", ({ training }) => {
    test.each(cases)("$name", async (each) => {
      const gradients = costOf(each) <= GRADIENT_LIMIT;
      const found = await differences(opCase(each, training), { gradients });
      expect(found.shape).toEqual([2, ...each.example.output]);
      expect(found.leaked).toBe(0);
      expect(found.output).toBeLessThan(3e-5);
      for (const gradient of found.gradients) if (gradient !== null) expect(gradient).toBeLessThan(3e-4);
    });
  });
});
