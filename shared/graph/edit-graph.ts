import {
  type Document,
  type Graph,
  type GraphId,
  type GraphNode,
  graphOf,
  MAIN_GRAPH,
  type NodeId,
} from "./document";

/** The document with one of its graphs put through `change`; the very same document if nothing came of it. */
export function editGraph(document: Document, id: GraphId, change: (graph: Graph) => Graph): Document {
  const graph = graphOf(document, id);
  if (!graph) return document;
  const changed = change(graph);
  if (changed === graph) return document;
  if (id === MAIN_GRAPH) return { ...document, graph: changed };
  const definition = document.definitions[id];
  if (!definition) return document;
  return { ...document, definitions: { ...document.definitions, [id]: { ...definition, graph: changed } } };
}

/** Puts one node through `change`; a node that is not there is left alone. */
export function editNode(
  document: Document,
  id: GraphId,
  node: NodeId,
  change: (node: GraphNode) => GraphNode,
): Document {
  return editGraph(document, id, (graph) => {
    const before = graph.nodes[node];
    if (!before) return graph;
    const after = change(before);
    return after === before ? graph : { ...graph, nodes: { ...graph.nodes, [node]: after } };
  });
}

/** A record without some of its keys; the same record if it has none of them. */
export function without<T>(
  record: Readonly<Record<string, T>>,
  drop: (key: string, value: T) => boolean,
): Readonly<Record<string, T>> {
  const kept = Object.entries(record).filter(([key, value]) => !drop(key, value));
  return kept.length === Object.keys(record).length ? record : Object.fromEntries(kept);
}
