import { lastOfPath, type NodePath, parentPath } from "../graph/document";
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
