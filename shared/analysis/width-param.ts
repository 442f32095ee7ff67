import { interiorOf } from "../blocks/expand";
import { blocks } from "../blocks/registry";
import { layers } from "../layers/registry";
import type { NodeAnalysis } from "./types";

/**
 * The parameter that sets a node's output channels or features, if it declares one. A block's counts for a single copy
 * of the catalogue's own: a definition of the document may have that name and another inside.
 */
export function widthParamOf({ node, copies }: NodeAnalysis): string | undefined {
  if (node.kind === "layer") return layers.get(node.type)?.widthParam;
  const name = blocks.get(node.definition)?.widthParam;
  if (!name || copies.length !== 1) return undefined;
  const own = interiorOf(node, {});
  return own.ok && own.value.graph === copies[0]?.graph ? name : undefined;
}
