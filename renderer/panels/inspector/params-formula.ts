import type { NodeAnalysis } from "../../../shared/analysis/types";
import { formatInteger } from "../../../shared/base/format";
import type { ParamSpecs, ParamsOf } from "../../../shared/layers/params";
import { layers } from "../../../shared/layers/registry";
import type { Shape } from "../../../shared/layers/shape";

/**
 * How a layer's parameters come about: the sides of each tensor that training moves, multiplied, and the tensors added.
 * "64 × 3 × 7 × 7 + 64" is a convolution with its bias. Null where there is nothing to train.
 */
export function paramsFormula({ node, inputs, totals }: NodeAnalysis): string | null {
  const layer = node.kind === "layer" ? layers.get(node.type) : undefined;
  if (!layer?.weights || totals.params === 0 || inputs.includes(null)) return null;
  return layer
    .weights(node.params as ParamsOf<ParamSpecs>, inputs as readonly Shape[])
    .filter(({ trainable }) => trainable)
    .map(({ shape }) => shape.map(formatInteger).join(" × "))
    .join(" + ");
}
