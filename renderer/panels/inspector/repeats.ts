import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import type { NodePath } from "../../../shared/graph/document";

/** How many copies of a node the whole network holds because blocks around it repeat. */
export function repeatsAround(analysis: GraphAnalysis, path: NodePath): number {
  const ids = path.split("/").slice(0, -1);
  const ancestors = ids.map((_, depth) => ids.slice(0, depth + 1).join("/"));
  return ancestors.reduce((copies, ancestor) => {
    const node = nodeAnalysisAt(analysis, ancestor)?.node;
    return copies * (node?.kind === "block" ? node.repeat : 1);
  }, 1);
}
