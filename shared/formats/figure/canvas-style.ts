import { graphAnalysisAt, nodeAnalysisAt } from "../../analysis/find";
import { outputText } from "../../analysis/output-text";
import { captionOf } from "../../blocks/caption";
import { BLOCK_INPUT, BLOCK_OUTPUT, joinPath, type NodePath } from "../../graph/document";
import { add } from "../../layout/geometry";
import { frameOrigin, onCanvas, rectOf } from "../../layout/places";
import type { LayoutEdge } from "../../layout/types";
import { foldedItems, frameItems } from "./canvas-nodes";
import { edgeItems } from "./edges";
import { group, type Item } from "./primitives";
import { type FigureScene, isDrawn, isEdgeDrawn, isReached, kindTitle, nodeAt } from "./scene";

const CORNER = 8;

/** The network as the canvas shows it. */
export function canvasStyle(scene: FigureScene, frame: NodePath = ""): Item[] {
  const items: Item[] = [];
  const laidOut = scene.layout.frames.get(frame);
  if (!laidOut) return items;
  const origin = frameOrigin(scene.layout, frame);
  for (const [id, edge] of Object.entries(graphAnalysisAt(scene.analysis, frame)?.graph.edges ?? {})) {
    const route = laidOut.routes[id] ?? [];
    if (!isEdgeDrawn(scene, frame, { id, ...edge })) continue;
    const points = route.map((point) => add(onCanvas(scene.layout, point), origin));
    const look = { colour: scene.theme.strong, radius: CORNER, isKnown: isKnown(scene, frame, edge) };
    items.push(...edgeItems(points, { ...look, hasArrow: edge.to.node !== BLOCK_OUTPUT }));
  }
  for (const id of laidOut.nodes.keys()) items.push(...nodeItems(scene, joinPath(frame, id)));
  return items;
}

function nodeItems(scene: FigureScene, path: NodePath): Item[] {
  const found = nodeAt(scene, path);
  const rect = rectOf(scene.layout, path);
  if (!found || !rect || !isReached(scene, path)) return [];
  const { document, theme, layout } = scene;
  const { x, y, width, height } = rect;
  const drawing = { ...found, document, theme, rect: { x: 0, y: 0, width, height } };
  const isUnfolded = layout.frames.has(path);
  const own = isDrawn(scene, path)
    ? [group({ x, y }, isUnfolded ? frameItems(drawing) : foldedItems(drawing), titleOf(scene, path))]
    : [];
  return isUnfolded ? [...own, ...canvasStyle(scene, path)] : own;
}

/** What the pointer and people who hear figures are told of a node. */
export function titleOf(scene: FigureScene, path: NodePath): string {
  const found = nodeAt(scene, path);
  if (!found) return path;
  const { node, numbers } = found;
  const caption = captionOf(node);
  const repeat = node.kind === "block" && node.repeat > 1 ? ` ×${node.repeat}` : "";
  return `${node.name}${repeat}: ${[kindTitle(node, scene.document), caption].filter(Boolean).join(" ")}, ${outputText(numbers)}`;
}

export function isKnown(
  { analysis }: FigureScene,
  frame: NodePath,
  { from }: Omit<LayoutEdge, "id">,
): boolean {
  const shapes =
    from.node === BLOCK_INPUT
      ? frame === ""
        ? undefined
        : nodeAnalysisAt(analysis, frame)?.inputs
      : graphAnalysisAt(analysis, frame)?.nodes.get(from.node)?.outputs;
  return Boolean(shapes?.[from.port]);
}
