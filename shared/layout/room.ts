import type { NodeId, Point } from "../graph/document";
import { add, grown, overlaps, shifted } from "./geometry";
import type { LayoutGraph, Rect } from "./types";

/** Between what grew and what had to move aside. */
const GAP = 36;
/** Nearer than this counts as covered. */
const TOUCH = 8;

type Side = "below" | "above" | "right" | "left";

const ZERO: Point = { x: 0, y: 0 };

/**
 * How far others must move aside when the rectangle `from` grows to `to`. Everything on a side where something would be
 * covered moves by the same amount, so that what stood in a row still does and nothing new is covered.
 */
export function makeRoom(rects: ReadonlyMap<NodeId, Rect>, from: Rect, to: Rect): ReadonlyMap<NodeId, Point> {
  const room = grown(to, TOUCH);
  const needed: Record<Side, number> = { below: 0, above: 0, right: 0, left: 0 };
  const sides = new Map<NodeId, Side>();
  for (const [id, rect] of rects) {
    const side = sideOf(from, rect);
    if (!side) continue;
    sides.set(id, side);
    if (overlaps(room, rect)) needed[side] = Math.max(needed[side], distance(side, rect, to));
  }
  const moved = new Map<NodeId, Point>();
  for (const [id, side] of sides) {
    if (needed[side] === 0) continue;
    const by = needed[side] * (side === "below" || side === "right" ? 1 : -1);
    moved.set(id, side === "below" || side === "above" ? { x: 0, y: by } : { x: by, y: 0 });
  }
  return moved;
}

/**
 * Where nodes show when blocks are unfolded among hand-placed ones: their neighbours move aside. What a person placed
 * is not touched, so folding brings the picture back.
 */
export function roomForFrames(
  graph: LayoutGraph,
  anchors: Readonly<Record<NodeId, Point>>,
): Readonly<Record<NodeId, Point>> {
  const open = [...graph.nodes].filter(([, { folded }]) => folded !== undefined);
  if (open.length === 0) return anchors;
  const at = { ...anchors };
  const rects = new Map<NodeId, Rect>();
  for (const [id, { box, folded }] of graph.nodes) rects.set(id, shifted(folded ?? box, at[id] ?? ZERO));
  for (const [id, { box }] of open) {
    const from = rects.get(id) as Rect;
    const to = shifted(box, at[id] ?? ZERO);
    rects.delete(id);
    for (const [other, by] of makeRoom(rects, from, to)) {
      at[other] = add(at[other] ?? ZERO, by);
      rects.set(other, shifted(rects.get(other) as Rect, by));
    }
    rects.set(id, to);
  }
  return at;
}

/** Null for what a person put right over it: that is how they want it. */
function sideOf(from: Rect, rect: Rect): Side | null {
  if (rect.y >= from.y + from.height) return "below";
  if (rect.y + rect.height <= from.y) return "above";
  if (rect.x >= from.x + from.width) return "right";
  if (rect.x + rect.width <= from.x) return "left";
  return null;
}

function distance(side: Side, rect: Rect, to: Rect): number {
  if (side === "below") return to.y + to.height + GAP - rect.y;
  if (side === "above") return rect.y + rect.height + GAP - to.y;
  if (side === "right") return to.x + to.width + GAP - rect.x;
  return rect.x + rect.width + GAP - to.x;
}
