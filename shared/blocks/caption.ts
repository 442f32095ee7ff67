import type { GraphNode } from "../graph/document";
import type { Hue } from "../layers/palette";
import { checkParams, type ParamSpecs, type ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import { blocks } from "./registry";

export function hueOf(node: GraphNode): Hue {
  return node.kind === "block" ? "block" : (layers.get(node.type)?.category ?? "reshape");
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
