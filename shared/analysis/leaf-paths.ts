import { BLOCK_INPUT, BLOCK_OUTPUT, type NodePath } from "../graph/document";
import { adjacency } from "../graph/traverse";
import type { GraphAnalysis, NodeAnalysis } from "./types";

/** A node of the document at its place in the unfolded network: in the first copy of every repeated block around it. */
interface Place {
  readonly node: NodeAnalysis;
  /** As `leavesOf` names it. */
  readonly path: string;
}

function placeOf(analysis: GraphAnalysis, path: NodePath): Place | null {
  let around: GraphAnalysis | undefined = analysis;
  let place: Place | null = null;
  for (const id of path.split("/")) {
    const node: NodeAnalysis | undefined = around?.nodes.get(id);
    if (!node) return null;
    const prefix: string = place ? copyPrefix(place, 0) : "";
    place = { node, path: prefix + node.node.name };
    [around] = node.copies;
  }
  return place;
}

function copyPrefix({ node, path }: Place, copy: number): string {
  return node.copies.length > 1 ? `${path}/${copy}/` : `${path}/`;
}

/**
 * The layer, by the path that `leavesOf` gives it, whose output is the node's: a layer's own; of a block what leaves its
 * last copy first. Null where there is none, as in a block that hands its input on.
 */
export function outputLeaf(analysis: GraphAnalysis, path: NodePath): string | null {
  const place = placeOf(analysis, path);
  return place && leavingLeaf(place, 0);
}

function leavingLeaf(place: Place, port: number): string | null {
  if (place.node.node.kind === "layer") return place.path;
  const last = place.node.copies.length - 1;
  const inside = place.node.copies[last];
  if (!inside) return null;
  const leaving = (adjacency(inside.graph).incoming.get(BLOCK_OUTPUT) ?? [])[port];
  if (!leaving || leaving.from.node === BLOCK_INPUT) return null;
  const node = inside.nodes.get(leaving.from.node);
  if (!node) return null;
  return leavingLeaf({ node, path: copyPrefix(place, last) + node.node.name }, leaving.from.port);
}

/** What the paths of all layers of a node have in common: its own for a layer, and the part up to a slash for a block. */
export function leafPrefix(analysis: GraphAnalysis, path: NodePath): string | null {
  const place = placeOf(analysis, path);
  if (!place) return null;
  return place.node.node.kind === "layer" ? place.path : `${place.path}/`;
}

/** The node, if any, that stands for a layer on the canvas; copies after the first have none of their own. */
export function nodeOfLeaf(analysis: GraphAnalysis, leaf: string): NodePath | null {
  for (const [id, node] of analysis.nodes) {
    const place = { node, path: node.node.name };
    if (place.path === leaf) return node.node.kind === "layer" ? id : null;
    const [inside] = node.copies;
    const prefix = copyPrefix(place, 0);
    if (!inside || !leaf.startsWith(prefix)) continue;
    const inner = nodeOfLeaf(inside, leaf.slice(prefix.length));
    return inner === null ? null : `${id}/${inner}`;
  }
  return null;
}
