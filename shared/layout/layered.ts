import { BLOCK_INPUT, BLOCK_OUTPUT, type NodeId, type Point } from "../graph/document";
import { shifted } from "./geometry";
import { endOf } from "./ports";
import { routeEdge } from "./route";
import type { GraphLayout, LayoutGraph, LayoutNode, Rect } from "./types";

const LAYER_GAP = 44;
const NODE_GAP = 40;

/** Rows by longest path, each centred. Plain, but it takes no time: for when the real layout does not answer. */
export function layeredLayout(graph: LayoutGraph): GraphLayout {
  const rows = rowsOf(graph);
  const gap = Math.max(LAYER_GAP, graph.layerGap ?? 0);
  const anchors: Record<NodeId, Point> = {};
  let y = graph.inputs > 0 ? LAYER_GAP : 0;
  for (const row of rows) {
    const nodes = row.map((id) => [id, graph.nodes.get(id) as LayoutNode] as const);
    const width = nodes.reduce((sum, [, { box }]) => sum + box.width + NODE_GAP, -NODE_GAP);
    let x = -width / 2;
    for (const [id, { box }] of nodes) {
      anchors[id] = { x: x - box.x, y: y - box.y };
      x += box.width + NODE_GAP;
    }
    y += Math.max(...nodes.map(([, { box }]) => box.height)) + gap;
  }
  const first = graph.inputs > 0 ? undefined : graph.nodes.keys().next().value;
  const origin = (first && anchors[first]) || { x: 0, y: 0 };
  for (const [id, at] of Object.entries(anchors)) anchors[id] = { x: at.x - origin.x, y: at.y - origin.y };
  const along = (count: number, at: number): readonly Point[] =>
    Array.from({ length: count }, (_, port) => ({ x: port * NODE_GAP, y: at }));
  const placed = { anchors, inputs: along(graph.inputs, 0), outputs: along(graph.outputs, y), routes: {} };
  return { ...placed, routes: routesOf(graph, placed) };
}

function rowsOf(graph: LayoutGraph): readonly (readonly NodeId[])[] {
  const rowOf = new Map<NodeId, number>();
  // Nodes stand in topological order; an edge of a loop points back and counts for nothing.
  for (const id of graph.nodes.keys()) {
    const before = graph.edges
      .filter(({ to }) => to.node === id)
      .map(({ from }) => rowOf.get(from.node) ?? -1);
    rowOf.set(id, Math.max(-1, ...before) + 1);
  }
  const rows: NodeId[][] = [];
  for (const [id, row] of rowOf) {
    const list = rows[row] ?? [];
    rows[row] = list;
    list.push(id);
  }
  return rows;
}

function routesOf(graph: LayoutGraph, placed: GraphLayout): GraphLayout["routes"] {
  const rects: Rect[] = [...graph.nodes].map(([id, { box }]) => shifted(box, placed.anchors[id] as Point));
  return Object.fromEntries(
    graph.edges.map((edge) => {
      const from =
        edge.from.node === BLOCK_INPUT
          ? placed.inputs[edge.from.port]
          : endOf(graph, placed.anchors, edge, "from");
      const to =
        edge.to.node === BLOCK_OUTPUT
          ? placed.outputs[edge.to.port]
          : endOf(graph, placed.anchors, edge, "to");
      return [edge.id, from && to ? routeEdge(from, to, rects) : []];
    }),
  );
}
