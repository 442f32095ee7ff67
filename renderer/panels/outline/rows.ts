import type { GraphAnalysis, NodeAnalysis } from "../../../shared/analysis/types";
import { joinPath, type NodePath, parentPath } from "../../../shared/graph/document";

export interface OutlineRow {
  readonly path: NodePath;
  readonly depth: number;
  readonly analysis: NodeAnalysis;
  /** Null for layers and for blocks without an inside. */
  readonly expanded: boolean | null;
}

/** The rows that show, in the order of computation; repeated blocks show their first copy. */
export function outlineRows(
  analysis: GraphAnalysis,
  expanded: ReadonlySet<NodePath>,
  frame: NodePath = "",
  depth = 0,
): readonly OutlineRow[] {
  return analysis.order.flatMap((id) => {
    const node = analysis.nodes.get(id);
    if (!node) return [];
    const path = joinPath(frame, id);
    const [inside] = node.copies;
    const open = inside ? expanded.has(path) : null;
    const row: OutlineRow = { path, depth, analysis: node, expanded: open };
    return inside && open ? [row, ...outlineRows(inside, expanded, path, depth + 1)] : [row];
  });
}

/** Every block around a node, so that it can be seen. */
export function ancestorsOf(path: NodePath): readonly NodePath[] {
  const ancestors: NodePath[] = [];
  for (let at = parentPath(path); at !== ""; at = parentPath(at)) ancestors.push(at);
  return ancestors;
}

/** What an arrow key does from a row: to another row, or open or close this one. */
export function keyTarget(
  rows: readonly OutlineRow[],
  at: number,
  key: string,
): { readonly go?: number; readonly toggle?: NodePath } {
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return { go: Math.min(rows.length - 1, at + 1) };
    case "ArrowUp":
      return { go: Math.max(0, at - 1) };
    case "Home":
      return { go: 0 };
    case "End":
      return { go: rows.length - 1 };
    case "ArrowRight":
      if (row?.expanded === false) return { toggle: row.path };
      return row?.expanded ? { go: at + 1 } : {};
    case "ArrowLeft":
      if (row?.expanded) return { toggle: row.path };
      return row ? { go: rows.findIndex((other) => other.path === parentPath(row.path)) } : {};
    default:
      return {};
  }
}
