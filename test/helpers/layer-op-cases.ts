import { elementsOf } from "../../shared/layers/shape";
import { type LayerCase, layerCases, randomWeights } from "./layer-examples";
import type { OpCase, OpTensor } from "./op-check";

/** Work of the naive reference for one image: it takes microseconds per thousand. */
function costOf({ layer, params, example }: LayerCase): number {
  const macs = layer.macs?.(params, example.inputs, example.output) ?? 0;
  return macs + [...example.inputs, example.output].reduce((sum, shape) => sum + elementsOf(shape), 0);
}

const FORWARD_LIMIT = 2e5;
const GRADIENT_LIMIT = 2e4;

export function layerOpCase(each: LayerCase, training: boolean): OpCase {
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

/** Whether finite differences are affordable. */
export function isSmall(each: LayerCase): boolean {
  return costOf(each) <= GRADIENT_LIMIT;
}

/** The examples of every layer that the naive reference computes in reasonable time. */
export const affordableLayerCases: readonly LayerCase[] = layerCases().filter(
  (each) => costOf(each) <= FORWARD_LIMIT,
);
