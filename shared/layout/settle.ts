import { BLOCK_INPUT, BLOCK_OUTPUT, type NodeId, type Point } from "../graph/document";
import { add, crosses, grown, hullOf, overlaps, samePoint, shifted, subtract } from "./geometry";
import { endOf, sourcesOf } from "./ports";
import { roomForFrames } from "./room";
import { routeEdge } from "./route";
import type { FrameLayout, GraphLayout, LayoutEdge, LayoutGraph, LayoutNode, Rect } from "./types";

/** Room around a frame's content, in the layout's own direction. */
export interface FrameInsets {
  readonly top: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** How far below the frame's upper edge its inputs are handed on: under the header. */
  readonly entry: number;
  readonly minWidth: number;
}

/** What a frame looked like before the change at hand. */
export interface Settled {
  readonly graph: LayoutGraph;
  /** Where nodes stood by themselves, before hand-placed ones were put where they belong. */
  readonly automatic: Readonly<Record<NodeId, Point>>;
}

/**
 * Keeps what need not move where it was: only what changed and what comes behind it takes its new place. If that
 * would put one card over another, the whole new layout is taken, moved so that most stays.
 */
export function keepStill(graph: LayoutGraph, fresh: GraphLayout, before: Settled | undefined): Settled {
  if (!before) return { graph, automatic: fresh.anchors };
  const moving = affected(graph, before.graph);
  const still = [...graph.nodes.keys()].filter((id) => !moving.has(id) && before.automatic[id]);
  if (still.every((id) => samePoint(before.automatic[id], fresh.anchors[id]))) {
    return { graph, automatic: fresh.anchors };
  }
  const kept = carryOver(graph, fresh, before, moving);
  if (isClear(graph, kept)) return { graph, automatic: kept };
  return { graph, automatic: graph.inputs > 0 ? fresh.anchors : alignMost(fresh, before, still) };
}

/** Nodes that are new, grew or shrank, or are fed by something new, and everything behind those. A lost edge moves nothing. */
function affected(graph: LayoutGraph, before: LayoutGraph): ReadonlySet<NodeId> {
  const known = new Set(before.edges.map(({ id }) => id));
  const fedAnew = new Set(graph.edges.filter(({ id }) => !known.has(id)).map(({ to }) => to.node));
  const changed = new Set<NodeId>();
  const sources = sourcesOf(graph);
  for (const [id, node] of graph.nodes) {
    const was = before.nodes.get(id);
    const isSame = was === node || sameBox(was, node);
    const isBehind = (sources.get(id) ?? []).some((source) => changed.has(source));
    if (!isSame || fedAnew.has(id) || isBehind) changed.add(id);
  }
  return changed;
}

function carryOver(
  graph: LayoutGraph,
  fresh: GraphLayout,
  before: Settled,
  moving: ReadonlySet<NodeId>,
): Record<NodeId, Point> {
  const offsets = new Map<NodeId, Point>();
  const kept: Record<NodeId, Point> = {};
  const sources = sourcesOf(graph);
  for (const id of graph.nodes.keys()) {
    const to = fresh.anchors[id] as Point;
    const was = before.automatic[id];
    if (was && !moving.has(id)) {
      offsets.set(id, subtract(was, to));
      kept[id] = was;
      continue;
    }
    const known = (sources.get(id) ?? []).flatMap((source) => offsets.get(source) ?? []);
    const [first = { x: 0, y: 0 }] = known;
    const offset = { x: first.x, y: Math.max(first.y, ...known.map(({ y }) => y)) };
    offsets.set(id, offset);
    kept[id] = add(to, offset);
  }
  return kept;
}

function isClear(graph: LayoutGraph, anchors: Readonly<Record<NodeId, Point>>): boolean {
  const rects = [...graph.nodes].map(([id, { box }]) => grown(shifted(box, anchors[id] as Point), 6));
  rects.sort((a, b) => a.y - b.y);
  for (const [index, rect] of rects.entries()) {
    for (let other = index + 1; other < rects.length; other++) {
      const below = rects[other] as Rect;
      if (below.y >= rect.y + rect.height) break;
      if (overlaps(rect, below)) return false;
    }
  }
  return graph.edges.every((edge) => {
    const from = endOf(graph, anchors, edge, "from");
    const to = endOf(graph, anchors, edge, "to");
    return !from || !to || to.y > from.y;
  });
}

/** The new layout, moved by what most of the still nodes would have to move. */
function alignMost(fresh: GraphLayout, before: Settled, still: readonly NodeId[]): Record<NodeId, Point> {
  const votes = new Map<string, { count: number; by: Point }>();
  for (const id of still) {
    const by = subtract(before.automatic[id] as Point, fresh.anchors[id] as Point);
    const key = `${Math.round(by.x)} ${Math.round(by.y)}`;
    votes.set(key, { count: (votes.get(key)?.count ?? 0) + 1, by });
  }
  const best = [...votes.values()].reduce((a, b) => (b.count > a.count ? b : a), {
    count: 0,
    by: { x: 0, y: 0 },
  });
  return Object.fromEntries(Object.entries(fresh.anchors).map(([id, at]) => [id, add(at, best.by)]));
}

/** Puts hand-placed nodes where they belong, draws edges around what moved, and measures the frame. */
export function settleFrame(
  { graph, automatic }: Settled,
  fresh: GraphLayout,
  hand: Readonly<Record<NodeId, Point>>,
  insets: FrameInsets | null,
  isDragging = false,
): FrameLayout {
  const placed = { ...automatic, ...hand };
  const isByHand = [...graph.nodes.keys()].some((id) => hand[id]);
  // Under the pointer nothing gives way: that would be a chase.
  const anchors = isByHand && !isDragging ? roomForFrames(graph, placed) : placed;
  const aside = [...graph.nodes.keys()].filter((id) => !samePoint(anchors[id], placed[id]));
  const rects = new Map<NodeId, Rect>();
  for (const [id, { box }] of graph.nodes) rects.set(id, shifted(box, anchors[id] as Point));
  const content = hullOf(rects.values()) ?? { x: 0, y: 0, width: 0, height: 0 };
  // Outputs leave the frame at its lower edge, wherever nodes were dragged to.
  const lowest = Math.max(
    content.y + content.height,
    ...fresh.outputs.map(({ y }) => y - (insets?.bottom ?? 0)),
  );
  const outputs = fresh.outputs.map(({ x }) => ({ x, y: lowest + (insets?.bottom ?? 0) }));
  const ends = { graph, anchors, inputs: fresh.inputs, outputs };
  const displaced = [...graph.nodes.keys()].filter((id) => !samePoint(anchors[id], fresh.anchors[id]));
  const obstacles = displaced.map((id) => rects.get(id) as Rect);
  const all = [...rects.values()];
  const routes = Object.fromEntries(
    graph.edges.map((edge) => [edge.id, routeOf(edge, fresh, ends, obstacles, all)] as const),
  );
  const box = insets ? frameBox(content, outputs, fresh.inputs, routes, insets) : content;
  return { anchors, inputs: fresh.inputs, outputs, routes, box, nodes: graph.nodes, aside };
}

interface Ends {
  readonly graph: LayoutGraph;
  readonly anchors: Readonly<Record<NodeId, Point>>;
  readonly inputs: readonly Point[];
  readonly outputs: readonly Point[];
}

/** The engine's own bend points where both ends moved alike and nothing was put in the way; else a line of ours. */
function routeOf(
  edge: LayoutEdge,
  fresh: GraphLayout,
  ends: Ends,
  obstacles: readonly Rect[],
  all: readonly Rect[],
): readonly Point[] {
  const drawn = fresh.routes[edge.id] ?? [];
  const startsBy = displacement(edge.from.node, edge.from.port, fresh, ends);
  const endsBy = displacement(edge.to.node, edge.to.port, fresh, ends);
  if (drawn.length > 1 && samePoint(startsBy, endsBy)) {
    const isStill = samePoint(startsBy, { x: 0, y: 0 });
    const moved = isStill ? drawn : drawn.map((point) => add(point, startsBy));
    const inTheWay = isStill ? obstacles : all;
    if (inTheWay.every((rect) => !crosses(moved, rect))) return moved;
  }
  const from =
    edge.from.node === BLOCK_INPUT
      ? ends.inputs[edge.from.port]
      : endOf(ends.graph, ends.anchors, edge, "from");
  const to =
    edge.to.node === BLOCK_OUTPUT ? ends.outputs[edge.to.port] : endOf(ends.graph, ends.anchors, edge, "to");
  return from && to ? routeEdge(from, to, all) : [];
}

function displacement(node: NodeId, port: number, fresh: GraphLayout, ends: Ends): Point {
  const zero = { x: 0, y: 0 };
  if (node === BLOCK_INPUT) return subtract(ends.inputs[port] ?? zero, fresh.inputs[port] ?? zero);
  if (node === BLOCK_OUTPUT) return subtract(ends.outputs[port] ?? zero, fresh.outputs[port] ?? zero);
  return subtract(ends.anchors[node] ?? zero, fresh.anchors[node] ?? zero);
}

function frameBox(
  content: Rect,
  outputs: readonly Point[],
  inputs: readonly Point[],
  routes: FrameLayout["routes"],
  { top, left, right, bottom, entry, minWidth }: FrameInsets,
): Rect {
  const points = [...Object.values(routes).flat(), ...outputs, ...inputs].map((point) => ({
    ...point,
    width: 0,
    height: 0,
  }));
  const inner = hullOf([content, ...points]) ?? content;
  const y = Math.min(-entry, content.y - top);
  const lower = Math.max(content.y + content.height + bottom, ...outputs.map((point) => point.y));
  const width = Math.max(inner.width + left + right, minWidth);
  const extra = (width - inner.width - left - right) / 2;
  return { x: inner.x - left - extra, y, width, height: lower - y };
}

function sameBox(a: LayoutNode | undefined, b: LayoutNode): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
