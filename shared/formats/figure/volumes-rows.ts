import type { NodeId, Point } from "../../graph/document";
import { add, hullOf, shifted } from "../../layout/geometry";
import type { FrameLayout, LayoutEdge, Rect } from "../../layout/types";

/** A figure of this length still reads across two columns, or on a screen. */
const LONGEST = 2000;
const ROW_GAP = 44;
/** How far a line goes on from a box before it turns to the next row. */
const TURN = 14;

interface Placed {
  readonly id: NodeId;
  readonly rect: Rect;
}

interface Row {
  readonly ids: readonly NodeId[];
  /** From where the layout put it to where the row stands. */
  readonly by: Point;
  /** Where the row ends, across the flow. */
  readonly end: number;
}

/**
 * Breaks a long network into rows, where a single connection leads from all before to all behind. As layouts do, it
 * works downwards: y is along the flow, x across. `boxOf` gives what a node covers.
 */
export function inRows(frame: FrameLayout, boxOf: (id: NodeId) => Rect): FrameLayout {
  const placed = [...frame.nodes.keys()]
    .flatMap((id) => {
      const anchor = frame.anchors[id];
      return anchor ? [{ id, rect: shifted(boxOf(id), anchor) }] : [];
    })
    .sort((a, b) => a.rect.y - b.rect.y);
  const edges = edgesOf(frame.routes);
  const rows = standing(chunks(placed, edges), frame, edges);
  if (rows.length < 2) return frame;
  const rowOf = new Map(rows.flatMap((row) => row.ids.map((id) => [id, row] as const)));
  const anchors = Object.fromEntries(
    Object.entries(frame.anchors).map(([id, at]) => [id, add(at, rowOf.get(id)?.by ?? { x: 0, y: 0 })]),
  );
  const routes = Object.fromEntries(
    edges.map(({ id, from, to }) => {
      const route = frame.routes[id] ?? [];
      return [id, rerouted(route, rowOf.get(from.node), rowOf.get(to.node))];
    }),
  );
  const covered = placed.map(({ id, rect }) => shifted(rect, rowOf.get(id)?.by ?? { x: 0, y: 0 }));
  return { ...frame, anchors, routes, box: hullOf(covered) ?? frame.box };
}

/** Connections by their ids, which say what they connect. */
export function edgesOf(routes: FrameLayout["routes"]): readonly LayoutEdge[] {
  return Object.keys(routes).map((id) => {
    const [from = "", to = ""] = id.split(">");
    return { id, from: endpoint(from), to: endpoint(to) };
  });
}

function endpoint(text: string) {
  const colon = text.lastIndexOf(":");
  return { node: text.slice(0, colon), port: Number(text.slice(colon + 1)) };
}

/** Rows of much the same length, none longer than it must be. */
function chunks(placed: readonly Placed[], edges: readonly LayoutEdge[]): readonly (readonly Placed[])[] {
  const total = lengthOf(placed);
  if (total <= LONGEST) return [placed];
  const wanted = total / Math.ceil(total / LONGEST);
  const rows: Placed[][] = [];
  let row: Placed[] = [];
  for (const part of parts(placed, edges)) {
    const isFull = row.length > 0 && lengthOf([...row, ...part]) > wanted * 1.05;
    if (isFull) {
      rows.push(row);
      row = [];
    }
    row = [...row, ...part];
  }
  return [...rows, row];
}

/** What cannot be broken: pieces between which one connection leads, and which do not stand side by side. */
function parts(placed: readonly Placed[], edges: readonly LayoutEdge[]): readonly (readonly Placed[])[] {
  const found: Placed[][] = [];
  const before = new Set<NodeId>();
  let end = Number.NEGATIVE_INFINITY;
  for (const each of placed) {
    const crossing = edges.filter(({ from, to }) => before.has(from.node) !== before.has(to.node)).length;
    if (found.length === 0 || (crossing === 1 && each.rect.y >= end)) found.push([]);
    found.at(-1)?.push(each);
    before.add(each.id);
    end = Math.max(end, each.rect.y + each.rect.height);
  }
  return found;
}

function lengthOf(placed: readonly Placed[]): number {
  return hullOf(placed.map(({ rect }) => rect))?.height ?? 0;
}

/** One row below the other, each beginning where the first does. */
function standing(
  chunked: readonly (readonly Placed[])[],
  { routes }: FrameLayout,
  edges: readonly LayoutEdge[],
): readonly Row[] {
  const start = chunked[0]?.[0]?.rect.y ?? 0;
  const rows: Row[] = [];
  for (const chunk of chunked) {
    const ids = chunk.map(({ id }) => id);
    const own = edges.filter(({ from, to }) => ids.includes(from.node) && ids.includes(to.node));
    const bends = own.flatMap(({ id }) =>
      (routes[id] ?? []).map((point) => ({ ...point, width: 0, height: 0 })),
    );
    const hull = hullOf([...chunk.map(({ rect }) => rect), ...bends]);
    if (!hull) continue;
    const above = rows.at(-1);
    const by = { x: above ? above.end + ROW_GAP - hull.x : 0, y: start - (chunk[0]?.rect.y ?? start) };
    rows.push({ ids, by, end: hull.x + hull.width + by.x });
  }
  return rows;
}

/** From one row to another a line goes round, between the two. */
function rerouted(route: readonly Point[], from: Row | undefined, to: Row | undefined): readonly Point[] {
  const [first, last] = [route[0], route.at(-1)];
  if (!from || !to || !first || !last) return route;
  if (from === to) return route.map((point) => add(point, from.by));
  const [a, b] = [add(first, from.by), add(last, to.by)];
  const between = from.end + ROW_GAP / 2;
  return [
    a,
    { x: a.x, y: a.y + TURN },
    { x: between, y: a.y + TURN },
    { x: between, y: b.y - TURN },
    { x: b.x, y: b.y - TURN },
    b,
  ];
}
