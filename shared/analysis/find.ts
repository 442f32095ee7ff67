import { isBoundary, lastOfPath, type NodePath, parentPath } from "../graph/document";
import { adjacency } from "../graph/traverse";
import { composeFields, joinFields, ONE_PIXEL, type ReceptiveField } from "./receptive-field";
import type { GraphAnalysis, NodeAnalysis } from "./types";

/** The analysis of the graph inside the block at `frame`, in its first copy; "" is the document's own graph. */
export function graphAnalysisAt(analysis: GraphAnalysis, frame: NodePath): GraphAnalysis | undefined {
  if (frame === "") return analysis;
  return nodeAnalysisAt(analysis, frame)?.copies[0];
}

/** The analysis of the node at `path`, in the first copy of every repeated block on the way. */
export function nodeAnalysisAt(analysis: GraphAnalysis, path: NodePath): NodeAnalysis | undefined {
  return graphAnalysisAt(analysis, parentPath(path))?.nodes.get(lastOfPath(path));
}

/** The receptive field of the node at `path` on the network's own input, in the first copy of repeated blocks. */
export function fieldAt(analysis: GraphAnalysis, path: NodePath): ReceptiveField | null {
  const frame = parentPath(path);
  const inner = graphAnalysisAt(analysis, frame)?.nodes.get(lastOfPath(path))?.field ?? null;
  return frame === "" ? inner : composeFields(fieldEntering(analysis, frame), inner);
}

/** What the block at `path` is given to see, before it looks itself. */
function fieldEntering(analysis: GraphAnalysis, path: NodePath): ReceptiveField | null {
  const frame = parentPath(path);
  const around = graphAnalysisAt(analysis, frame);
  if (!around) return null;
  const edges = adjacency(around.graph).incoming.get(lastOfPath(path)) ?? [];
  const arriving = joinFields(
    edges.map(({ from }) =>
      isBoundary(from.node) ? ONE_PIXEL : (around.nodes.get(from.node)?.field ?? null),
    ),
  );
  return frame === "" ? arriving : composeFields(fieldEntering(analysis, frame), arriving);
}
