import { BLOCK_OUTPUT, type Edge, type Endpoint, type Graph, isBoundary, type NodeId } from "./document";

/** Edges by the node they enter (sorted by port) and by the node they leave (sorted by target). */
export interface Adjacency {
  readonly incoming: ReadonlyMap<NodeId, readonly Edge[]>;
  readonly outgoing: ReadonlyMap<NodeId, readonly Edge[]>;
}

const adjacencies = new WeakMap<Graph["edges"], Adjacency>();

/** Memoised on the identity of the graph's edges. */
export function adjacency(graph: Graph): Adjacency {
  const known = adjacencies.get(graph.edges);
  if (known) return known;
  const incoming = new Map<NodeId, Edge[]>();
  const outgoing = new Map<NodeId, Edge[]>();
  for (const edge of Object.values(graph.edges)) {
    push(incoming, edge.to.node, edge);
    push(outgoing, edge.from.node, edge);
  }
  for (const edges of incoming.values()) edges.sort((a, b) => a.to.port - b.to.port);
  for (const edges of outgoing.values()) edges.sort((a, b) => compareEndpoints(a.to, b.to));
  const result = { incoming, outgoing };
  adjacencies.set(graph.edges, result);
  return result;
}

export interface Order {
  /** Every node not on a cycle and not behind one, sources first; branches stand whole, in the order of the merge's ports. */
  readonly nodes: readonly NodeId[];
  /** Nodes on a cycle or behind one. */
  readonly cyclic: readonly NodeId[];
}

const orders = new WeakMap<Graph["edges"], { nodes: Graph["nodes"]; order: Order }>();

/**
 * Depth first from the sinks, following input ports in order, so that a concatenation's branches are listed as
 * its paper lists them. Does not depend on the key order of the graph's records.
 */
export function topologicalOrder(graph: Graph): Order {
  const known = orders.get(graph.edges);
  if (known && sameKeys(known.nodes, graph.nodes)) return known.order;
  const order = computeOrder(graph);
  orders.set(graph.edges, { nodes: graph.nodes, order });
  return order;
}

type VisitState = "open" | "done" | "cyclic";

interface Visit {
  readonly id: NodeId;
  next: number;
  cyclic: boolean;
}

function computeOrder(graph: Graph): Order {
  const { incoming, outgoing } = adjacency(graph);
  const state = new Map<NodeId, VisitState>();
  const nodes: NodeId[] = [];
  const visit = (root: NodeId): void => visitSources(graph, root, state, nodes);
  if (incoming.has(BLOCK_OUTPUT)) visit(BLOCK_OUTPUT);
  const ids = Object.keys(graph.nodes).sort();
  for (const id of ids) if (!outgoing.has(id) && !state.has(id)) visit(id);
  for (const id of ids) if (!state.has(id)) visit(id);
  return { nodes, cyclic: ids.filter((id) => state.get(id) === "cyclic") };
}

/** Depth first towards the inputs, on an explicit stack: a drawn chain can be longer than the call stack is deep. */
function visitSources(graph: Graph, root: NodeId, state: Map<NodeId, VisitState>, nodes: NodeId[]): void {
  const { incoming } = adjacency(graph);
  const stack: Visit[] = [];
  const open = (id: NodeId): void => {
    state.set(id, "open");
    stack.push({ id, next: 0, cyclic: false });
  };
  open(root);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const edge = incoming.get(top.id)?.[top.next++];
    if (edge === undefined) {
      stack.pop();
      close(top, stack.at(-1));
      continue;
    }
    const from = edge.from.node;
    if (isBoundary(from) || !graph.nodes[from]) continue;
    const seen = state.get(from);
    if (seen === undefined) open(from);
    else if (seen !== "done") top.cyclic = true;
  }

  function close({ id, cyclic }: Visit, below: Visit | undefined): void {
    state.set(id, cyclic ? "cyclic" : "done");
    if (!cyclic) {
      if (!isBoundary(id)) nodes.push(id);
    } else if (below) below.cyclic = true;
  }
}

/** Everything that a change of `start` can reach, `start` included. */
export function downstream(graph: Graph, start: NodeId): ReadonlySet<NodeId> {
  const { outgoing } = adjacency(graph);
  const reached = new Set<NodeId>([start]);
  const queue = [start];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const edge of outgoing.get(id) ?? []) {
      if (reached.has(edge.to.node)) continue;
      reached.add(edge.to.node);
      queue.push(edge.to.node);
    }
  }
  return reached;
}

/** Whether an edge from one node to the other would close a cycle. */
export function wouldClose(graph: Graph, from: NodeId, to: NodeId): boolean {
  return downstream(graph, to).has(from);
}

function compareEndpoints(a: Endpoint, b: Endpoint): number {
  return a.node < b.node ? -1 : a.node > b.node ? 1 : a.port - b.port;
}

function sameKeys(a: Graph["nodes"], b: Graph["nodes"]): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
