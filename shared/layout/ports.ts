import type { NodeId, Point } from "../graph/document";
import type { LayoutEdge, LayoutGraph, LayoutNode } from "./types";

/** Where an edge leaves or enters a placed node. */
export function endOf(
  graph: LayoutGraph,
  anchors: Readonly<Record<NodeId, Point>>,
  edge: LayoutEdge,
  end: "from" | "to",
): Point | undefined {
  const { node: id, port } = edge[end];
  const node = graph.nodes.get(id);
  const at = anchors[id];
  if (!node || !at) return undefined;
  const { box, inputs, outputs, spread } = node;
  if (end === "from") return { x: at.x + (outputs[port] ?? 0), y: at.y + box.y + box.height };
  const x = spread ? mergePlaces(graph, id).get(port) : inputs[port];
  return { x: at.x + (x ?? 0), y: at.y + box.y };
}

/**
 * Edges enter a merge side by side, in the order of its ports. Where connections bypass chains the first goes straight
 * on and the others come from the side, so that a row of residual units stays a line.
 */
export function mergePlaces(graph: LayoutGraph, id: NodeId): ReadonlyMap<number, number> {
  const { box } = graph.nodes.get(id) as LayoutNode;
  const ports = graph.edges.filter(({ to }) => to.node === id).map(({ to }) => to.port);
  ports.sort((a, b) => a - b);
  const isAside = graph.hasBypass && ports.length > 1;
  const step = isAside ? box.width / 2 / ports.length : box.width / (ports.length + 1);
  return new Map(
    ports.map((port, place) => [port, isAside ? place * step : box.x + (place + 1) * step] as const),
  );
}

/** Which nodes feed each node, in the order of its ports. */
export function sourcesOf(graph: Pick<LayoutGraph, "edges">): ReadonlyMap<NodeId, readonly NodeId[]> {
  const sources = new Map<NodeId, NodeId[]>();
  for (const { from, to } of graph.edges) {
    const list = sources.get(to.node);
    if (list) list.push(from.node);
    else sources.set(to.node, [from.node]);
  }
  return sources;
}

/** Whether some merge gets one and the same output both directly and through other nodes. */
export function hasBypass(graph: Pick<LayoutGraph, "nodes" | "edges">): boolean {
  const feeding = sourcesOf(graph);
  const behind = new Map<NodeId, Set<NodeId>>();
  for (const [id, node] of graph.nodes) {
    const reached = new Set<NodeId>();
    const sources = feeding.get(id) ?? [];
    for (const source of sources) for (const far of behind.get(source) ?? []) reached.add(far);
    if (node.spread && sources.some((source) => reached.has(source))) return true;
    for (const source of sources) reached.add(source);
    behind.set(id, reached);
  }
  return false;
}
