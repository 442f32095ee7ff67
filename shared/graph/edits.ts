import {
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphId,
  type GraphNode,
  type NodeId,
  type Params,
} from "./document";
import { editGraph, editNode, without } from "./edit-graph";
import type { Edit } from "./history";
import { nameFault } from "./names";
import { adjacency, wouldClose } from "./traverse";
import { pruneView } from "./view-edits";

/** Adds a node that is connected to nothing. Its id and name must be free: see `freeName`. */
export function addNode(graph: GraphId, node: GraphNode): Edit {
  return (document) =>
    editGraph(document, graph, (before) =>
      before.nodes[node.id] ? before : { ...before, nodes: { ...before.nodes, [node.id]: node } },
    );
}

/**
 * Removes nodes with their edges. With `heal`, what fed a removed chain is joined to what the chain fed, so taking an
 * activation out of a stack does not break the stack.
 */
export function removeNodes(graph: GraphId, ids: readonly NodeId[], options: { heal: boolean }): Edit {
  const gone = new Set(ids);
  return (document) => {
    const edited = editGraph(document, graph, (before) => {
      if (!ids.some((id) => before.nodes[id])) return before;
      const nodes = without(before.nodes, (id) => gone.has(id));
      const edges = without(before.edges, (_, edge) => gone.has(edge.from.node) || gone.has(edge.to.node));
      const healed = options.heal ? healingEdges(before, gone) : [];
      return {
        nodes,
        edges: { ...edges, ...Object.fromEntries(healed.map((edge) => [edgeId(edge), edge])) },
      };
    });
    return edited === document ? document : pruneView(edited, graph, gone);
  };
}

/** Joins an output to an input; whatever the input had before is let go. A connection that closes a loop is left out. */
export function connect(graph: GraphId, from: Endpoint, to: Endpoint): Edit {
  return (document) =>
    editGraph(document, graph, (before) => {
      const edge: Edge = { from, to };
      if (before.edges[edgeId(edge)] || wouldClose(before, from.node, to.node)) return before;
      const others = without(before.edges, (_, other) => sameEndpoint(other.to, to));
      return { ...before, edges: { ...others, [edgeId(edge)]: edge } };
    });
}

export function disconnect(graph: GraphId, edges: readonly string[]): Edit {
  const gone = new Set(edges);
  return (document) =>
    editGraph(document, graph, (before) => {
      const kept = without(before.edges, (id) => gone.has(id));
      return kept === before.edges ? before : { ...before, edges: kept };
    });
}

/** Puts a node into an edge: source to node, node to target. */
export function insertOnEdge(graph: GraphId, edge: string, node: GraphNode): Edit {
  return (document) =>
    editGraph(document, graph, (before) => {
      const split = before.edges[edge];
      if (!split || before.nodes[node.id]) return before;
      const first: Edge = { from: split.from, to: { node: node.id, port: 0 } };
      const second: Edge = { from: { node: node.id, port: 0 }, to: split.to };
      const others = without(before.edges, (id) => id === edge);
      return {
        nodes: { ...before.nodes, [node.id]: node },
        edges: { ...others, [edgeId(first)]: first, [edgeId(second)]: second },
      };
    });
}

/** Changes some params of a node and keeps the rest. */
export function setParams(graph: GraphId, node: NodeId, params: Params): Edit {
  return (document) =>
    editNode(document, graph, node, (before) => {
      const changed = Object.entries(params).some(
        ([name, value]) => JSON.stringify(before.params[name]) !== JSON.stringify(value),
      );
      return changed ? { ...before, params: { ...before.params, ...params } } : before;
    });
}

/** How many copies of a block stand in a row; layers have no repeat. */
export function setRepeat(graph: GraphId, node: NodeId, repeat: number): Edit {
  return (document) =>
    editNode(document, graph, node, (before) =>
      before.kind === "block" && before.repeat !== repeat ? { ...before, repeat } : before,
    );
}

/** A name that may not be is left out; ask `nameFault` first to say why. */
export function rename(graph: GraphId, node: NodeId, name: string): Edit {
  return (document) =>
    editGraph(document, graph, (before) => {
      const held = before.nodes[node];
      if (!held || held.name === name || nameFault(before, node, name)) return before;
      return { ...before, nodes: { ...before.nodes, [node]: { ...held, name } } };
    });
}

export function renameDocument(name: string): Edit {
  return (document) => (document.name === name ? document : { ...document, name });
}

/** Names a block of the document; every instance shows it. */
export function renameDefinition(id: string, title: string): Edit {
  return (document) => {
    const held = document.definitions[id];
    if (!held || held.title === title) return document;
    return { ...document, definitions: { ...document.definitions, [id]: { ...held, title } } };
  };
}

/** One edit after another, as one. */
export function sequence(...edits: readonly Edit[]): Edit {
  return (document: Document) => edits.reduce((result, edit) => edit(result), document);
}

/** The lowest input port of a node behind all that are taken: where a merge takes its next branch. */
export function nextPort(graph: Graph, node: NodeId): number {
  const edges = adjacency(graph).incoming.get(node) ?? [];
  return edges.reduce((next, edge) => Math.max(next, edge.to.port + 1), 0);
}

function healingEdges(graph: Graph, gone: ReadonlySet<NodeId>): Edge[] {
  const edges: Edge[] = [];
  for (const { from, to } of Object.values(graph.edges)) {
    if (!gone.has(from.node) || gone.has(to.node)) continue;
    const source = sourceBehind(graph, from.node, gone);
    if (source) edges.push({ from: source, to });
  }
  return edges;
}

/** What fed a chain of removed nodes, if each had one input only. */
function sourceBehind(graph: Graph, start: NodeId, gone: ReadonlySet<NodeId>): Endpoint | null {
  const { incoming } = adjacency(graph);
  const passed = new Set<NodeId>();
  for (let id = start; !passed.has(id); ) {
    passed.add(id);
    const edges = incoming.get(id) ?? [];
    const [edge] = edges;
    if (!edge || edges.length > 1) return null;
    if (!gone.has(edge.from.node)) return edge.from;
    id = edge.from.node;
  }
  return null;
}

function sameEndpoint(a: Endpoint, b: Endpoint): boolean {
  return a.node === b.node && a.port === b.port;
}
