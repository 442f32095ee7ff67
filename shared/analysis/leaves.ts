import type { LayerNode } from "../graph/document";
import type { GraphAnalysis, NodeAnalysis } from "./types";

/** A layer at its place in the fully unfolded network. */
export interface Leaf {
  /** Names from the outside in; copies of a repeated block are numbered from 0: `conv3_x/unit/2/conv1`. */
  readonly path: string;
  readonly node: LayerNode;
  readonly analysis: NodeAnalysis;
}

/** Every layer in order, blocks unfolded and repeats written out. */
export function* leavesOf(analysis: GraphAnalysis, prefix = ""): Generator<Leaf> {
  for (const id of analysis.order) {
    const node = analysis.nodes.get(id);
    if (!node) continue;
    const path = prefix + node.node.name;
    if (node.node.kind === "layer") yield { path, node: node.node, analysis: node };
    for (const [index, copy] of node.copies.entries()) {
      yield* leavesOf(copy, node.copies.length > 1 ? `${path}/${index}/` : `${path}/`);
    }
  }
}
