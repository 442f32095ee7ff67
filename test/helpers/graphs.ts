import { type Edge, edgeId, type Graph, type GraphNode, type Params } from "../../shared/graph/document";

/** A layer node named by its id. */
export function layer(id: string, type: string, params: Params = {}): GraphNode {
  return { kind: "layer", id, name: id, type, params };
}

/** A block node named by its id. */
export function block(
  id: string,
  definition: string,
  options: { params?: Params; repeat?: number } = {},
): GraphNode {
  return {
    kind: "block",
    id,
    name: id,
    definition,
    params: options.params ?? {},
    repeat: options.repeat ?? 1,
  };
}

/** A graph from nodes and edges written as "a>b", "a>b:1", "$in:0>a". */
export function graph(nodes: readonly GraphNode[], edges: readonly string[]): Graph {
  return {
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    edges: Object.fromEntries(edges.map(parseEdge).map((edge) => [edgeId(edge), edge])),
  };
}

/** Edges as "a>b:1", sorted, with port 0 left out: what a person would draw. */
export function edgesOf({ edges }: Graph): readonly string[] {
  return Object.values(edges)
    .map(({ from, to }) => `${end(from.node, from.port)}>${end(to.node, to.port)}`)
    .sort();
}

/** JSON that does not depend on the key order of records. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, held: unknown) =>
    typeof held === "object" && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

function parseEdge(text: string): Edge {
  const [from = "", to = ""] = text.split(">");
  const endpoint = (part: string) => {
    const [node = "", port = "0"] = part.split(":");
    return { node, port: Number(port) };
  };
  return { from: endpoint(from), to: endpoint(to) };
}

function end(node: string, port: number): string {
  return port === 0 ? node : `${node}:${port}`;
}
