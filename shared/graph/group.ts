import { UserError } from "../base/assert";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type BlockNode,
  type Definition,
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  firstOfPath,
  type Graph,
  type GraphId,
  type GraphNode,
  graphOf,
  joinPath,
  type NodeId,
  type NodePath,
} from "./document";
import { editGraph, without } from "./edit-graph";
import { keepFrozen } from "./frozen";
import { freeName, takenNames } from "./names";
import { adjacency, downstream, topologicalOrder } from "./traverse";
import { pruneView } from "./view-edits";

export interface Grouped {
  readonly document: Document;
  /** The block that took the nodes' place. */
  readonly id: NodeId;
}

/**
 * Puts nodes into a block of their own: a new definition in the document and one instance of it. Throws a UserError
 * if the result would feed itself (a path leaves the selection and comes back).
 */
export function groupNodes(
  document: Document,
  graph: GraphId,
  ids: readonly NodeId[],
  title: string,
): Grouped {
  const held = graphOf(document, graph);
  const chosen = new Set(ids.filter((id) => held?.nodes[id]));
  if (!held || chosen.size === 0)
    throw new UserError("There is nothing to group. Select one or more nodes first.");
  refuseLoop(held, chosen);
  const crossing = crossings(held, chosen);
  const definitionId = freeName(new Set(Object.keys(document.definitions)), `custom_${title.toLowerCase()}`);
  const definition: Definition = {
    id: definitionId,
    title,
    inputs: crossing.sources.map((_, port) => (crossing.sources.length > 1 ? `in ${port + 1}` : "in")),
    outputs: crossing.results.map((_, port) => (crossing.results.length > 1 ? `out ${port + 1}` : "out")),
    basis: null,
    graph: innerGraph(held, chosen, crossing),
  };
  const id = freeName(takenNames(held), title.toLowerCase().replace(/\s+/g, "_"));
  const block: BlockNode = { kind: "block", id, name: id, definition: definitionId, params: {}, repeat: 1 };
  const withDefinition = {
    ...document,
    definitions: { ...document.definitions, [definitionId]: definition },
  };
  const edited = editGraph(withDefinition, graph, (before) => outerGraph(before, chosen, crossing, block));
  const placesOf = (path: NodePath): NodePath[] =>
    chosen.has(firstOfPath(path)) ? [joinPath(id, path)] : [];
  return { document: keepFrozen(pruneView(edited, graph, chosen), document, graph, placesOf), id };
}

export interface Ungrouped {
  readonly document: Document;
  readonly ids: readonly NodeId[];
}

/**
 * Takes a block apart: its inside, written out once per repeat, stands where the block stood. What was frozen stays so.
 */
export function ungroupNode(document: Document, graph: GraphId, node: NodeId, interior: Graph): Ungrouped {
  const held = graphOf(document, graph);
  const block = held?.nodes[node];
  if (!held || block?.kind !== "block") return { document, ids: [] };
  const taken = takenNames(held);
  const nodes: Record<NodeId, GraphNode> = {};
  const edges: Edge[] = [];
  const copies: Map<NodeId, NodeId>[] = [];
  let entering = (adjacency(held).incoming.get(node) ?? []).map((edge) => [edge.to.port, edge.from] as const);
  for (let copy = 0; copy < block.repeat; copy++) {
    const ids = new Map<NodeId, NodeId>();
    copies.push(ids);
    for (const id of topologicalOrder(interior).nodes) {
      const inner = interior.nodes[id] as GraphNode;
      const fresh = freeName(
        taken,
        block.repeat > 1 ? `${block.name}_${copy}_${inner.name}` : `${block.name}_${inner.name}`,
      );
      taken.add(fresh);
      ids.set(id, fresh);
      nodes[fresh] = { ...inner, id: fresh, name: fresh };
    }
    const inputs = new Map(entering);
    const resolve = (from: Endpoint): Endpoint | undefined =>
      from.node === BLOCK_INPUT ? inputs.get(from.port) : { ...from, node: ids.get(from.node) ?? from.node };
    const leaving: (readonly [number, Endpoint])[] = [];
    for (const { from, to } of Object.values(interior.edges)) {
      const source = resolve(from);
      if (!source) continue;
      if (to.node === BLOCK_OUTPUT) leaving.push([to.port, source]);
      else edges.push({ from: source, to: { ...to, node: ids.get(to.node) ?? to.node } });
    }
    entering = leaving;
  }
  const outputs = new Map(entering);
  for (const { from, to } of adjacency(held).outgoing.get(node) ?? []) {
    const source = outputs.get(from.port);
    if (source) edges.push({ from: source, to });
  }
  const edited = editGraph(document, graph, (before) => ({
    nodes: { ...without(before.nodes, (id) => id === node), ...nodes },
    edges: { ...withoutNodes(before, new Set([node])), ...keyed(edges) },
  }));
  const placesOf = (path: NodePath): readonly NodePath[] => {
    if (firstOfPath(path) !== node) return [];
    const inside = path.slice(node.length + 1);
    return inside === "" ? Object.keys(nodes) : copies.flatMap((ids) => renamed(inside, ids));
  };
  const kept = keepFrozen(pruneView(edited, graph, new Set([node])), document, graph, placesOf);
  return { document: kept, ids: Object.keys(nodes) };
}

/** The path below the node's new name; nothing if it has none. */
function renamed(path: NodePath, ids: ReadonlyMap<NodeId, NodeId>): readonly NodePath[] {
  const first = firstOfPath(path);
  const fresh = ids.get(first);
  return fresh === undefined ? [] : [fresh + path.slice(first.length)];
}

interface Crossings {
  /** Outer outputs that feed the selection, one per port of the new block. */
  readonly sources: readonly Endpoint[];
  /** Inner outputs that leave it, one per port of the new block. */
  readonly results: readonly Endpoint[];
}

function crossings(graph: Graph, chosen: ReadonlySet<NodeId>): Crossings {
  const sources: Endpoint[] = [];
  const results: Endpoint[] = [];
  const { incoming, outgoing } = adjacency(graph);
  for (const id of topologicalOrder(graph).nodes) {
    if (!chosen.has(id)) continue;
    for (const { from } of incoming.get(id) ?? []) if (!chosen.has(from.node)) addOnce(sources, from);
    const leaving = outgoing.get(id) ?? [];
    for (const { from, to } of leaving) if (!chosen.has(to.node)) addOnce(results, from);
    if (leaving.length === 0) addOnce(results, { node: id, port: 0 });
  }
  return { sources, results };
}

function innerGraph(graph: Graph, chosen: ReadonlySet<NodeId>, { sources, results }: Crossings): Graph {
  const nodes = without(graph.nodes, (id) => !chosen.has(id));
  const edges: Edge[] = [];
  for (const { from, to } of Object.values(graph.edges)) {
    if (!chosen.has(to.node)) continue;
    const port = indexOf(sources, from);
    edges.push(chosen.has(from.node) ? { from, to } : { from: { node: BLOCK_INPUT, port }, to });
  }
  for (const [port, from] of results.entries()) edges.push({ from, to: { node: BLOCK_OUTPUT, port } });
  return { nodes, edges: keyed(edges) };
}

function outerGraph(
  graph: Graph,
  chosen: ReadonlySet<NodeId>,
  { sources, results }: Crossings,
  block: BlockNode,
): Graph {
  const edges: Edge[] = sources.map((from, port) => ({ from, to: { node: block.id, port } }));
  for (const { from, to } of Object.values(graph.edges)) {
    if (!chosen.has(from.node) || chosen.has(to.node)) continue;
    edges.push({ from: { node: block.id, port: indexOf(results, from) }, to });
  }
  return {
    nodes: { ...without(graph.nodes, (id) => chosen.has(id)), [block.id]: block },
    edges: { ...withoutNodes(graph, chosen), ...keyed(edges) },
  };
}

function refuseLoop(graph: Graph, chosen: ReadonlySet<NodeId>): void {
  const { outgoing } = adjacency(graph);
  for (const id of chosen) {
    for (const { to } of outgoing.get(id) ?? []) {
      if (chosen.has(to.node)) continue;
      const back = [...downstream(graph, to.node)].find((reached) => chosen.has(reached));
      if (!back) continue;
      throw new UserError(
        `These nodes cannot become one block: the path from "${id}" leaves the selection at "${to.node}" and comes back at "${back}". Select what lies between as well.`,
      );
    }
  }
}

function withoutNodes(graph: Graph, gone: ReadonlySet<NodeId>): Graph["edges"] {
  return without(graph.edges, (_, edge) => gone.has(edge.from.node) || gone.has(edge.to.node));
}

function keyed(edges: readonly Edge[]): Record<string, Edge> {
  return Object.fromEntries(edges.map((edge) => [edgeId(edge), edge]));
}

function addOnce(list: Endpoint[], endpoint: Endpoint): void {
  if (indexOf(list, endpoint) < 0) list.push(endpoint);
}

function indexOf(list: readonly Endpoint[], { node, port }: Endpoint): number {
  return list.findIndex((other) => other.node === node && other.port === port);
}
