import type { GraphAnalysis } from "../../analysis/types";
import { hasTrait } from "../../layers/define";
import { layers } from "../../layers/registry";
import { shapeText } from "../../layers/shape";

/** Sizes of the images that enter: "224×224×3". */
export function sourceOutputs({ order, nodes }: GraphAnalysis): string {
  const shapes = order.flatMap((id) => {
    const found = nodes.get(id);
    if (found?.node.kind !== "layer" || !hasTrait(layers.get(found.node.type), "source")) return [];
    return found.outputs.map((shape) => (shape ? shapeText(shape) : "?"));
  });
  return shapes.join(", ");
}
