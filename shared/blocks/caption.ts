import type { GraphNode, LayerNode } from "../graph/document";
import type { Hue } from "../layers/palette";
import { checkParams, type ParamSpecs, type ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import { blocks } from "./registry";

export function hueOf(node: GraphNode): Hue {
  return node.kind === "block" ? "block" : (layers.get(node.type)?.category ?? "reshape");
}

/** What a node is called; a layer that is only numbered says what kind it is as well: "2 · SiLU". Blocks say so beside it. */
export function labelOf(node: GraphNode, kind: string): string {
  return node.kind === "block" || /\p{L}/u.test(node.name) ? node.name : `${node.name} · ${kind}`;
}

/** The parameters that matter, else what kind of node it is; nothing where its name says that already. */
export function captionOrKind(node: GraphNode, kind: string): string {
  return captionOf(node) || (kind === node.name ? "" : kind);
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

/** Whether it stands for something that is not known here, and is drawn so. */
export function isUnknown(node: GraphNode): boolean {
  return node.kind === "layer" && layers.get(node.type)?.opaque !== undefined;
}

/** What kind of layer it is, in words: "Convolution"; an operator that is not known here goes by its own name. */
export function kindOfLayer({ type, params }: LayerNode): string {
  const row = layers.get(type);
  const name = row?.opaque?.name(params as ParamsOf<ParamSpecs>);
  return name === undefined ? (row?.title ?? type) : `${name} (unknown)`;
}
