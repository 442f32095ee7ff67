import type { NodeAnalysis } from "../../../shared/analysis/types";
import { formatInteger } from "../../../shared/base/format";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import { isMap, type Shape } from "../../../shared/layers/shape";

/**
 * How a layer's multiply-adds come about, with its numbers filled in: each weight of the kernel is used once at every
 * place of the output, or of the input for a transposed convolution. "64 × 3 × 7 × 7 weights × 112 × 112 places". Null
 * for layers of another making.
 */
export function macsFormula({ node, inputs, outputs: [output], totals }: NodeAnalysis): string | null {
  const layer = node.kind === "layer" ? layers.get(node.type) : undefined;
  if (!layer?.weights || !output || totals.macs === 0 || inputs.includes(null)) return null;
  const weights = layer.weights(node.params as ParamsOf<ParamSpecs>, inputs as readonly Shape[]);
  const kernel = weights.find((weight) => weight.trainable && weight.shape.length > 1);
  if (!kernel) return null;
  for (const map of [output, inputs[0]]) {
    const places = map && isMap(map) ? [map[0], map[1]] : [];
    const factors = [...kernel.shape, ...places];
    const product = factors.reduce((total, factor) => total * factor, 1);
    if (product === totals.macs) return factors.map(formatInteger).join(" × ");
  }
  return null;
}
