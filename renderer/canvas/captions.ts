import { blocks } from "../../shared/blocks/registry";
import type { Definition, GraphNode } from "../../shared/graph/document";
import type { LayerCategory } from "../../shared/layers/define";
import { checkParams, type ParamSpecs, type ParamsOf } from "../../shared/layers/params";
import { layers } from "../../shared/layers/registry";
import { catalogueText } from "../text/i18n";

export type Hue = LayerCategory | "block";

export function hueOf(node: GraphNode): Hue {
  return node.kind === "block" ? "block" : (layers.get(node.type)?.category ?? "reshape");
}

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

const captions = new WeakMap<GraphNode, string>();

/** The parameters that matter: "3×3, 64". Empty while they are out of range. */
export function captionOf(node: GraphNode): string {
  const known = captions.get(node);
  if (known !== undefined) return known;
  const row = node.kind === "layer" ? layers.get(node.type) : blocks.get(node.definition);
  const isSound = row && checkParams(row.params, node.params).length === 0;
  const caption = isSound ? (row.caption?.(node.params as ParamsOf<ParamSpecs>) ?? "") : "";
  captions.set(node, caption);
  return caption;
}
