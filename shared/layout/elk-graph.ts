import type { ElkExtendedEdge, ElkNode, ElkPort } from "elkjs/lib/elk-api";
import { BLOCK_INPUT, BLOCK_OUTPUT, type NodeId, type Point } from "../graph/document";
import { subtract } from "./geometry";
import { mergePlaces } from "./ports";
import type { GraphLayout, LayoutGraph, LayoutNode } from "./types";

const OPTIONS = {
  "elk.algorithm": "layered",
  "elk.direction": "DOWN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.randomSeed": "1",
  // Branches stand as their paper lists them, and an added node does not shuffle the others.
  "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
  "elk.layered.considerModelOrder.components": "FORCE_MODEL_ORDER",
  "elk.layered.crossingMinimization.forceNodeModelOrder": "true",
  "elk.layered.thoroughness": "10",
  "elk.spacing.nodeNode": "32",
  "elk.spacing.edgeNode": "20",
  "elk.spacing.edgeEdge": "14",
  "elk.spacing.componentComponent": "48",
  "elk.layered.spacing.nodeNodeBetweenLayers": "30",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
} as const;

/** Branches of equal right stand evenly around what they come from. */
const BALANCED = {
  "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
  "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
} as const;

/** Where a connection bypasses a chain, the chain is straight and the bypass bows out. */
const STRAIGHT = { "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX" } as const;

/** Straightening takes time with the square of the nodes: a second for 300, half a minute for 1,000. */
const STRAIGHT_LIMIT = 80;

/** Writes a graph for ELK. Ports of a block are small nodes in the first and the last layer. */
export function toElk(graph: LayoutGraph): ElkNode {
  const children: ElkNode[] = [];
  for (let port = 0; port < graph.inputs; port++) children.push(boundary(BLOCK_INPUT, port, "FIRST"));
  for (const [id, node] of graph.nodes) children.push(elkNode(id, node, graph));
  for (let port = 0; port < graph.outputs; port++) children.push(boundary(BLOCK_OUTPUT, port, "LAST"));
  const edges = graph.edges.map(
    ({ id, from, to }): ElkExtendedEdge => ({
      id,
      sources: [
        from.node === BLOCK_INPUT ? boundaryPort(BLOCK_INPUT, from.port) : outputPort(from.node, from.port),
      ],
      targets: [to.node === BLOCK_OUTPUT ? boundaryPort(BLOCK_OUTPUT, to.port) : inputPort(to.node, to.port)],
    }),
  );
  const isStraight = graph.hasBypass && graph.nodes.size <= STRAIGHT_LIMIT;
  const gap = graph.layerGap ? { "elk.layered.spacing.nodeNodeBetweenLayers": `${graph.layerGap}` } : {};
  const layoutOptions = { ...OPTIONS, ...(isStraight ? STRAIGHT : BALANCED), ...gap };
  return { id: "frame", layoutOptions, children, edges };
}

/** Reads ELK's answer, moved so that the first input, or else the first node's anchor, is at 0, 0. */
export function fromElk(graph: LayoutGraph, answer: ElkNode): GraphLayout {
  const placed = new Map(answer.children?.map((child) => [child.id, child]));
  const cornerOf = (id: string): Point => ({ x: placed.get(id)?.x ?? 0, y: placed.get(id)?.y ?? 0 });
  const anchorOf = ([id, { box }]: readonly [NodeId, LayoutNode]): Point => subtract(cornerOf(id), box);
  const [first] = graph.nodes;
  const origin =
    graph.inputs > 0 ? cornerOf(boundaryId(BLOCK_INPUT, 0)) : first ? anchorOf(first) : { x: 0, y: 0 };
  const place = (point: Point): Point => subtract(point, origin);
  const ports = (node: NodeId, count: number): readonly Point[] =>
    Array.from({ length: count }, (_, port) => place(cornerOf(boundaryId(node, port))));
  return {
    anchors: Object.fromEntries([...graph.nodes].map((entry) => [entry[0], place(anchorOf(entry))])),
    inputs: ports(BLOCK_INPUT, graph.inputs),
    outputs: ports(BLOCK_OUTPUT, graph.outputs),
    routes: Object.fromEntries(
      (answer.edges ?? []).map((edge) => {
        const [section] = edge.sections ?? [];
        const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
        return [edge.id, points.map(place)];
      }),
    ),
  };
}

function elkNode(id: NodeId, node: LayoutNode, graph: LayoutGraph): ElkNode {
  const { box, inputs, outputs, spread } = node;
  const places = spread ? mergePlaces(graph, id) : new Map(inputs.map((x, index) => [index, x]));
  const entering: ElkPort[] = Array.from(places, ([index, x]) =>
    port(inputPort(id, index), "NORTH", { x: x - box.x, y: 0 }),
  );
  const leaving = outputs.map((x, index) =>
    port(outputPort(id, index), "SOUTH", { x: x - box.x, y: box.height }),
  );
  return {
    id,
    width: box.width,
    height: box.height,
    ports: [...entering, ...leaving],
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
  };
}

function port(id: string, side: "NORTH" | "SOUTH", at: Partial<Point> = {}): ElkPort {
  return { id, width: 0, height: 0, ...at, layoutOptions: { "elk.port.side": side } };
}

function boundary(node: NodeId, index: number, layer: "FIRST" | "LAST"): ElkNode {
  const side = layer === "FIRST" ? "SOUTH" : "NORTH";
  return {
    id: boundaryId(node, index),
    width: 0,
    height: 0,
    // Edges from one port share their first bend.
    ports: [port(boundaryPort(node, index), side)],
    layoutOptions: {
      "elk.layered.layering.layerConstraint": layer,
      "elk.portConstraints": "FIXED_SIDE",
    },
  };
}

function boundaryPort(node: NodeId, port: number): string {
  return `${node}|p${port}`;
}

function boundaryId(node: NodeId, port: number): string {
  return `${node}|${port}`;
}

function inputPort(node: NodeId, port: number): string {
  return `${node}|i${port}`;
}

function outputPort(node: NodeId, port: number): string {
  return `${node}|o${port}`;
}
