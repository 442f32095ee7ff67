import type { LayerNode, NodeId } from "../graph/document";
import { adjacency } from "../graph/traverse";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import type { Shape } from "../layers/shape";
import { leavesOf } from "./leaves";
import type { GraphAnalysis, NodeAnalysis } from "./types";

/**
 * The shape of a layer's kernel in PyTorch's order ([out, in / groups, height, width] or [out, in]), the part of its
 * weights that multiply-adds come from. Null for layers without one, and while its input is not known.
 */
export function kernelOf({ node, inputs }: NodeAnalysis): readonly number[] | null {
  if (node.kind !== "layer" || inputs.includes(null)) return null;
  const weights = layers
    .get(node.type)
    ?.weights?.(node.params as ParamsOf<ParamSpecs>, inputs as readonly Shape[]);
  return weights?.find((weight) => weight.trainable && weight.shape.length > 1)?.shape ?? null;
}

export interface Kernel {
  /** Names from the outside in. */
  readonly path: string;
  readonly node: LayerNode;
  readonly shape: readonly number[];
  readonly count: number;
}

/** Every kernel of a graph in order, repeats written out. */
export function kernelsOf(analysis: GraphAnalysis): readonly Kernel[] {
  return [...leavesOf(analysis)].flatMap(({ path, node, analysis: leaf }) => {
    const shape = kernelOf(leaf);
    return shape ? [{ path, node, shape, count: shape.reduce((product, side) => product * side, 1) }] : [];
  });
}

/** Weights without biases, scales and shifts: what papers count that print "weights". */
export function kernelWeights(node: NodeAnalysis): number {
  const own = kernelOf(node)?.reduce((product, side) => product * side, 1) ?? 0;
  return node.copies.reduce((sum, copy) => sum + graphWeights(copy), own);
}

export function graphWeights(analysis: GraphAnalysis): number {
  return kernelsOf(analysis).reduce((sum, { count }) => sum + count, 0);
}

/** Layers with a kernel on the longest way through: what papers call depth, ResNet-50's 50. */
export function weightedDepth({ graph, order, nodes }: GraphAnalysis): number {
  const { incoming } = adjacency(graph);
  const depths = new Map<NodeId, number>();
  let deepest = 0;
  for (const id of order) {
    const node = nodes.get(id);
    if (!node) continue;
    const before = (incoming.get(id) ?? []).map((edge) => depths.get(edge.from.node) ?? 0);
    const own = node.copies.reduce((sum, copy) => sum + weightedDepth(copy), kernelOf(node) ? 1 : 0);
    const depth = Math.max(0, ...before) + own;
    depths.set(id, depth);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
