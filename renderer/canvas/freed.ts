import {
  type Document,
  type Graph,
  type GraphId,
  graphOf,
  isBoundary,
  joinPath,
  lastOfPath,
  type NodeId,
  type NodePath,
  type Point,
  parentPath,
} from "../../shared/graph/document";
import { topologicalOrder } from "../../shared/graph/traverse";
import { frameGraph } from "../../shared/layout/frame-graph";
import { add, hullOf, shifted, subtract } from "../../shared/layout/geometry";
import { layeredLayout } from "../../shared/layout/layered";
import { onCanvas } from "../../shared/layout/places";
import { makeRoom } from "../../shared/layout/room";
import type { CanvasLayout, Rect } from "../../shared/layout/types";
import { hasPlaced, heldInView, movedAnchors, type Positions, rectsIn } from "./placing";
import { currentLayout } from "./scene";

/**
 * Where the nodes of a block stand that was taken apart among hand-placed ones: as they stood inside it if that could
 * be seen, else in rows from where it stood; what they would cover moves aside. Nothing where all is laid out anyway.
 */
export function freedPlaces(
  document: Document,
  graph: GraphId,
  block: NodePath,
  interior: Graph,
  ids: readonly NodeId[],
): Positions {
  const layout = currentLayout();
  const parent = parentPath(block);
  const frame = layout.frames.get(parent);
  const held = graphOf(document, graph);
  const at = frame?.anchors[lastOfPath(block)];
  const box = frame?.nodes.get(lastOfPath(block))?.box;
  if (!frame || !held || !at || !box || !(hasPlaced(document, layout, parent) || frame.aside.length > 0))
    return {};
  const laid = frameGraph(
    { path: parent, graph: part(held, ids), inputs: 0, outputs: 0 },
    document,
    new Map(),
    layout.flow,
  );
  const inner = placesInside(layout, block, interior, ids) ?? layeredLayout(laid).anchors;
  const anchors = new Map(ids.map((id) => [id, add(at, inner[id] ?? { x: 0, y: 0 })] as const));
  const rects = ids.map((id) => shifted(laid.nodes.get(id)?.box as Rect, anchors.get(id) as Point));
  const hull = hullOf(rects);
  const moved = hull
    ? makeRoom(rectsIn(frame, new Set([lastOfPath(block)])), shifted(box, at), hull)
    : new Map();
  return {
    ...heldInView(layout, parent),
    ...movedAnchors(layout, parent, moved),
    ...Object.fromEntries([...anchors].map(([id, point]) => [joinPath(parent, id), onCanvas(layout, point)])),
  };
}

/** Freed nodes come in the order of the data, as those inside do. */
function placesInside(
  layout: CanvasLayout,
  block: NodePath,
  interior: Graph,
  ids: readonly NodeId[],
): Readonly<Record<NodeId, Point>> | null {
  const inner = layout.frames.get(block);
  const order = topologicalOrder(interior).nodes;
  if (!inner || order.length !== ids.length) return null;
  const start = inner.inputs[0] ?? { x: 0, y: 0 };
  const entries = order.flatMap((id, index) => {
    const at = inner.anchors[id];
    return at ? [[ids[index] as NodeId, subtract(at, { x: start.x, y: 0 })] as const] : [];
  });
  return entries.length === ids.length ? Object.fromEntries(entries) : null;
}

function part(graph: Graph, ids: readonly NodeId[]): Graph {
  const own = new Set(ids);
  return {
    nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => own.has(id))),
    edges: Object.fromEntries(
      Object.entries(graph.edges).filter(
        ([, { from, to }]) => own.has(from.node) && own.has(to.node) && !isBoundary(from.node),
      ),
    ),
  };
}
