import type { NodeId, Point } from "../../../shared/graph/document";
import type { LayoutEdge, LayoutGraph } from "./types";

/** Where an edge leaves or enters a placed node. Ends at a merge stand side by side, in the order of its ports. */
export function endOf(
  graph: Pick<LayoutGraph, "nodes" | "edges">,
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
  if (!spread) return { x: at.x + (inputs[port] ?? 0), y: at.y + box.y };
  const ports = graph.edges.filter(({ to }) => to.node === id).map(({ to }) => to.port);
  const place = ports.sort((a, b) => a - b).indexOf(port);
  return { x: at.x + box.x + (box.width * (place + 1)) / (ports.length + 1), y: at.y + box.y };
}
