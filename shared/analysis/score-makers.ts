import type { NodeId } from "../graph/document";
import { adjacency } from "../graph/traverse";
import { channelsOf, heldShape } from "../layers/shape";
import type { GraphAnalysis } from "./types";
import { widthParamOf } from "./width-param";

/**
 * The layers and blocks that decide how many classes a map of scores has: from where it leaves upstream, as far as the
 * maps have a channel for each class. A segmentation network has several, for scores of several layers are added up.
 */
export function scoreMakers(analysis: GraphAnalysis, sink: NodeId): readonly NodeId[] {
  const { incoming } = adjacency(analysis.graph);
  const output = heldShape(analysis.nodes.get(sink)?.outputs[0]);
  if (!output) return [];
  const classes = channelsOf(output);
  const seen = new Set<NodeId>();
  const makers: NodeId[] = [];
  const queue = [sink];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const node = analysis.nodes.get(id);
    if (!node || seen.has(id)) continue;
    seen.add(id);
    if (widthParamOf(node)) makers.push(id);
    for (const { from, to } of incoming.get(id) ?? []) {
      const arriving = heldShape(node.inputs[to.port]);
      if (arriving && channelsOf(arriving) === classes) queue.push(from.node);
    }
  }
  return makers;
}
