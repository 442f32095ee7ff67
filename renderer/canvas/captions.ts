import { blocks } from "../../shared/blocks/registry";
import type { Definition, GraphNode } from "../../shared/graph/document";
import { layers } from "../../shared/layers/registry";
import { catalogueText } from "../text/i18n";

/** What kind of node it is, in words: "Convolution", "Bottleneck". */
export function kindOf(node: GraphNode, definitions: Readonly<Record<string, Definition>>): string {
  if (node.kind === "layer") {
    const own = layers.get(node.type)?.title ?? node.type;
    return catalogueText(`layer.${node.type}.title`, own);
  }
  const held = definitions[node.definition];
  if (held) return held.title;
  const own = blocks.get(node.definition)?.title ?? node.definition;
  return catalogueText(`block.${node.definition}.title`, own);
}
