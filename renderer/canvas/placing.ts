import { type Document, joinPath, type NodeId, type NodePath, type Point } from "../../shared/graph/document";
import { add, grown, nearestOnRoute, overlaps, shifted, subtract } from "../../shared/layout/geometry";
import { onCanvas, rectOnCanvas } from "../../shared/layout/places";
import { makeRoom } from "../../shared/layout/room";
import type { CanvasLayout, FrameLayout, LayoutNode, Rect } from "../../shared/layout/types";

/** Where nodes are to stand, for `moveNodes`. */
export type Positions = Readonly<Record<NodePath, Point>>;

/** Between a hand-placed node and the one added behind it. */
const GAP = 40;
/** Free ground around a node that is put into a connection. */
const MARGIN = 14;

/**
 * Nodes that stand aside for an unfolded block, where they show now. Who begins to arrange what they see keeps what
 * they see.
 */
export function heldInView(layout: CanvasLayout, path: NodePath): Positions {
  const frame = layout.frames.get(path);
  const held = (frame?.aside ?? []).flatMap((id) => {
    const at = frame?.anchors[id];
    return at ? [[joinPath(path, id), onCanvas(layout, at)] as const] : [];
  });
  return Object.fromEntries(held);
}

export function isPlacedByHand(document: Document, path: NodePath): boolean {
  return document.view.positions[path] !== undefined;
}

/** Whether a person placed anything in this frame. */
export function hasPlaced(document: Document, layout: CanvasLayout, path: NodePath): boolean {
  const ids = [...(layout.frames.get(path)?.nodes.keys() ?? [])];
  return ids.some((id) => isPlacedByHand(document, joinPath(path, id)));
}

/** The places of all nodes of a frame in the layout's own direction, without some. */
export function rectsIn(frame: FrameLayout, without: ReadonlySet<NodeId> = new Set()): Map<NodeId, Rect> {
  const rects = new Map<NodeId, Rect>();
  for (const [id, { box }] of frame.nodes) {
    const at = frame.anchors[id];
    if (at && !without.has(id)) rects.set(id, shifted(box, at));
  }
  return rects;
}

/**
 * A node that goes into a connection: at the dropped point of the line or in its middle, if there is room, and else
 * right behind its source, while all that comes behind moves on.
 */
export function placesOnEdge(
  layout: CanvasLayout,
  path: NodePath,
  edge: string,
  node: { readonly id: NodeId; readonly box: LayoutNode["box"] },
  wanted: Point | null,
): Positions {
  const frame = layout.frames.get(path);
  const route = frame?.routes[edge] ?? [];
  const start = route[0];
  const end = route[route.length - 1];
  if (!frame || !start || !end) return {};
  const others = rectsIn(frame, new Set([node.id]));
  const { box } = node;
  const centredAt = (point: Point): Point => ({ x: point.x, y: point.y - box.height / 2 - box.y });
  const middle = nearestOnRoute(route, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 });
  const tries = wanted ? [nearestOnRoute(route, onCanvas(layout, wanted)), middle] : [middle];
  const free = tries.map(centredAt).find((at) => {
    const room = grown(shifted(box, at), MARGIN);
    return ![...others.values()].some((rect) => overlaps(rect, room));
  });
  if (free) return { ...heldInView(layout, path), [joinPath(path, node.id)]: onCanvas(layout, free) };
  return placesBelow(layout, path, start, node, others);
}

/** A node right behind another one, and whatever stood there moved on. */
export function placesBehind(
  layout: CanvasLayout,
  path: NodePath,
  front: NodeId,
  node: { readonly id: NodeId; readonly box: LayoutNode["box"] },
): Positions {
  const frame = layout.frames.get(path);
  const at = frame?.anchors[front];
  const size = frame?.nodes.get(front)?.box;
  if (!frame || !at || !size) return {};
  const start = { x: at.x, y: at.y + size.y + size.height };
  return placesBelow(layout, path, start, node, rectsIn(frame));
}

function placesBelow(
  layout: CanvasLayout,
  path: NodePath,
  start: Point,
  { id, box }: { readonly id: NodeId; readonly box: LayoutNode["box"] },
  others: ReadonlyMap<NodeId, Rect>,
): Positions {
  const at = { x: start.x, y: start.y + GAP - box.y };
  const to = shifted(box, at);
  const moved = makeRoom(others, { ...to, y: start.y, height: 0 }, to);
  return {
    ...heldInView(layout, path),
    ...movedAnchors(layout, path, moved),
    [joinPath(path, id)]: onCanvas(layout, at),
  };
}

/** What had to move aside, as positions to be recorded. */
export function movedAnchors(
  layout: CanvasLayout,
  path: NodePath,
  moved: ReadonlyMap<NodeId, Point>,
): Positions {
  const frame = layout.frames.get(path);
  const entries = [...moved].flatMap(([id, by]) => {
    const at = frame?.anchors[id];
    return at ? [[joinPath(path, id), onCanvas(layout, add(at, by))] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The nearest corner where a card covers nothing of the frame, nor a block that is unfolded in it. */
export function freeCorner(layout: CanvasLayout, path: NodePath, wanted: Rect): Point {
  const frame = layout.frames.get(path);
  const taken = frame ? [...rectsIn(frame).values()].map((rect) => rectOnCanvas(layout, rect)) : [];
  const isFree = (place: Rect): boolean => !taken.some((rect) => overlaps(grown(rect, MARGIN), place));
  if (isFree(wanted)) return wanted;
  const beside = taken.flatMap(({ x, y, width, height }) => [
    { ...wanted, x: x + width + GAP },
    { ...wanted, x: x - wanted.width - GAP },
    { ...wanted, y: y + height + GAP },
    { ...wanted, y: y - wanted.height - GAP },
  ]);
  const away = (place: Point): number => {
    const { x, y } = subtract(place, wanted);
    return Math.hypot(x, y);
  };
  const free = beside.filter(isFree).sort((a, b) => away(a) - away(b));
  const [nearest] = free;
  if (nearest) return nearest;
  const lowest = Math.max(...taken.map(({ y, height }) => y + height));
  return { x: wanted.x, y: lowest + GAP };
}
