import { graphAnalysisAt, nodeAnalysisAt } from "../../analysis/find";
import type { GraphAnalysis, NodeAnalysis } from "../../analysis/types";
import { formatSi } from "../../base/format";
import { kindOfLayer } from "../../blocks/caption";
import { blocks } from "../../blocks/registry";
import {
  type Document,
  type GraphNode,
  isBoundary,
  joinPath,
  lastOfPath,
  type NodePath,
  parentPath,
} from "../../graph/document";
import type { CanvasLayout, LayoutEdge } from "../../layout/types";
import type { FigureTheme } from "./theme";

/** Which part of a network is drawn: all of it, what a block holds, or some nodes with all inside them. */
export type FigurePart =
  | { readonly kind: "whole" }
  | { readonly kind: "block"; readonly path: NodePath }
  | { readonly kind: "selection"; readonly paths: readonly NodePath[] };

/** What a style draws. */
export interface FigureScene {
  readonly document: Document;
  readonly analysis: GraphAnalysis;
  readonly layout: CanvasLayout;
  readonly part: FigurePart;
  readonly theme: FigureTheme;
}

/** Whether a node is drawn, given that its surroundings show it. */
export function isDrawn({ part }: Pick<FigureScene, "part">, path: NodePath): boolean {
  switch (part.kind) {
    case "whole":
      return true;
    case "block":
      return isWithin(path, part.path);
    case "selection":
      return part.paths.some((chosen) => isWithin(path, chosen));
  }
}

/** Whether something at or inside a node is drawn. */
export function isReached(scene: Pick<FigureScene, "part">, path: NodePath): boolean {
  const { part } = scene;
  if (isDrawn(scene, path)) return true;
  if (part.kind === "block") return isWithin(part.path, path);
  return part.kind === "selection" && part.paths.some((chosen) => isWithin(chosen, path));
}

/** An edge shows if both its ends do; an end at a block's own port shows with the block. */
export function isEdgeDrawn(scene: Pick<FigureScene, "part">, frame: NodePath, edge: LayoutEdge): boolean {
  return [edge.from.node, edge.to.node].every((id) =>
    isDrawn(scene, isBoundary(id) ? frame : joinPath(frame, id)),
  );
}

export function nodeAt(
  { analysis }: Pick<FigureScene, "analysis">,
  path: NodePath,
): { readonly node: GraphNode; readonly numbers: NodeAnalysis | undefined } | null {
  const node = graphAnalysisAt(analysis, parentPath(path))?.graph.nodes[lastOfPath(path)];
  return node ? { node, numbers: nodeAnalysisAt(analysis, path) } : null;
}

/** "Convolution", "Bottleneck". */
export function kindTitle(node: GraphNode, document: Document): string {
  if (node.kind === "layer") return kindOfLayer(node);
  return (
    document.definitions[node.definition]?.title ?? blocks.get(node.definition)?.title ?? node.definition
  );
}

/** Parameters and multiply-adds, as far as there are any. */
export function costText(numbers: Pick<NodeAnalysis, "totals"> | undefined): string {
  if (!numbers) return "";
  const { params, macs, complete } = numbers.totals;
  const parts = [
    params > 0 ? `${formatSi(params)} params` : "",
    macs > 0 ? `${formatSi(macs)} MACs` : "",
  ].filter(Boolean);
  const sum = parts.join(" · ");
  return complete || sum === "" ? sum : `≥ ${sum}`;
}

function isWithin(path: NodePath, ancestor: NodePath): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`);
}
