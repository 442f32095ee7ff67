import {
  type Definition,
  type Document,
  type Edge,
  edgeId,
  type Graph,
  type GraphId,
  type GraphNode,
  graphOf,
  joinPath,
  type NodeId,
  type NodePath,
  type Point,
} from "./document";
import { editGraph } from "./edit-graph";
import { freeName, takenNames } from "./names";

/** A part of a document that can stand alone: what the clipboard holds. */
export interface Fragment {
  readonly nodes: Readonly<Record<NodeId, GraphNode>>;
  /** Those between its own nodes. */
  readonly edges: Readonly<Record<string, Edge>>;
  /** Every document definition that its blocks reach. */
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Where the nodes were seen, by id. */
  readonly positions: Readonly<Record<NodeId, Point>>;
}

export interface Pasted {
  readonly document: Document;
  /** The new ids, in the order of the fragment's sorted ids. */
  readonly ids: readonly NodeId[];
}

/** Nodes with what is between them; `positions` is where they are seen, hand-placed or laid out. */
export function copyFragment(
  document: Document,
  graph: GraphId,
  ids: readonly NodeId[],
  positions: Readonly<Record<NodeId, Point>>,
): Fragment {
  const held = graphOf(document, graph);
  const wanted = new Set(ids);
  const nodes = pick(held?.nodes ?? {}, (id) => wanted.has(id));
  const edges = pick(held?.edges ?? {}, (_, edge) => wanted.has(edge.from.node) && wanted.has(edge.to.node));
  return {
    nodes,
    edges,
    definitions: reachedDefinitions(document, Object.values(nodes)),
    positions: pick(positions, (id) => id in nodes),
  };
}

/** Pastes under fresh ids and names, shifted by `offset`. Positions are only kept where the fragment has them. */
export function pasteFragment(
  document: Document,
  target: { readonly graph: GraphId; readonly frame: NodePath },
  fragment: Fragment,
  offset: Point,
): Pasted {
  const graph = graphOf(document, target.graph);
  if (!graph) return { document, ids: [] };
  const { definitions, renamed } = mergeDefinitions(document, fragment.definitions);
  const taken = takenNames(graph);
  const ids = new Map<NodeId, NodeId>();
  const nodes: Record<NodeId, GraphNode> = {};
  for (const id of Object.keys(fragment.nodes).sort()) {
    const node = fragment.nodes[id] as GraphNode;
    const fresh = freeName(taken, node.name);
    taken.add(fresh);
    ids.set(id, fresh);
    nodes[fresh] = relabel({ ...node, id: fresh, name: fresh }, renamed);
  }
  const edited = editGraph({ ...document, definitions }, target.graph, (before) => ({
    nodes: { ...before.nodes, ...nodes },
    edges: { ...before.edges, ...remapEdges(fragment.edges, ids) },
  }));
  const positions = Object.fromEntries(
    Object.entries(fragment.positions).map(([id, { x, y }]) => [
      joinPath(target.frame, ids.get(id) ?? id),
      { x: Math.round(x + offset.x), y: Math.round(y + offset.y) },
    ]),
  );
  const view = { ...edited.view, positions: { ...edited.view.positions, ...positions } };
  return { document: { ...edited, view }, ids: [...ids.values()] };
}

/** Definitions that nodes use, directly or through others. */
export function reachedDefinitions(
  document: Document,
  nodes: readonly GraphNode[],
): Readonly<Record<string, Definition>> {
  const reached: Record<string, Definition> = {};
  const queue = [...nodes];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.kind !== "block" || reached[node.definition]) continue;
    const definition = document.definitions[node.definition];
    if (!definition) continue;
    reached[node.definition] = definition;
    queue.push(...Object.values(definition.graph.nodes));
  }
  return reached;
}

/** Takes definitions in; one that is there already with other content comes in under a new id. */
function mergeDefinitions(document: Document, incoming: Readonly<Record<string, Definition>>) {
  const definitions: Record<string, Definition> = { ...document.definitions };
  const renamed = new Map<string, string>();
  const taken = new Set(Object.keys(definitions));
  for (const [id, definition] of Object.entries(incoming)) {
    const own = document.definitions[id];
    if (own && JSON.stringify(own) === JSON.stringify(definition)) continue;
    const fresh = freeName(taken, id);
    taken.add(fresh);
    if (fresh !== id) renamed.set(id, fresh);
  }
  for (const [id, definition] of Object.entries(incoming)) {
    const fresh = renamed.get(id) ?? id;
    if (definitions[fresh]) continue;
    const nodes = Object.fromEntries(
      Object.entries(definition.graph.nodes).map(([key, node]) => [key, relabel(node, renamed)]),
    );
    definitions[fresh] = { ...definition, id: fresh, graph: { ...definition.graph, nodes } };
  }
  return {
    definitions: taken.size === Object.keys(document.definitions).length ? document.definitions : definitions,
    renamed,
  };
}

function relabel(node: GraphNode, renamed: ReadonlyMap<string, string>): GraphNode {
  const fresh = node.kind === "block" ? renamed.get(node.definition) : undefined;
  return fresh && node.kind === "block" ? { ...node, definition: fresh } : node;
}

function remapEdges(edges: Graph["edges"], ids: ReadonlyMap<NodeId, NodeId>): Record<string, Edge> {
  const remapped: Record<string, Edge> = {};
  for (const { from, to } of Object.values(edges)) {
    const edge: Edge = {
      from: { ...from, node: ids.get(from.node) ?? from.node },
      to: { ...to, node: ids.get(to.node) ?? to.node },
    };
    remapped[edgeId(edge)] = edge;
  }
  return remapped;
}

function pick<T>(
  record: Readonly<Record<string, T>>,
  keep: (key: string, value: T) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key, value]) => keep(key, value)));
}
