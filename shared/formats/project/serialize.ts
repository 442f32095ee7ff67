import { type Document, edgeId, type Graph, type Params } from "../../graph/document";
import { FORMAT, type GraphFile, type ProjectFile, VERSION } from "./schema";

/**
 * A document as the text of a project file. Equal documents give equal bytes, whatever order things were made in,
 * and every node and edge has a line of its own, so that version control shows what changed.
 */
export function serializeProject(document: Document): string {
  const { name, origin, graph, definitions, frozen, view } = toFile(document);
  const blocks = definitions.map(({ graph: inside, ...rest }) => {
    const head = Object.entries(rest).map(([key, value]) => `      ${quote(key)}: ${quote(value)}`);
    return `    {\n${[...head, `      "graph": ${graphText(inside, 6)}`].join(",\n")}\n    }`;
  });
  const sections = [
    `  "format": ${quote(FORMAT)}`,
    `  "version": ${VERSION}`,
    `  "name": ${quote(name)}`,
    `  "origin": ${quote(origin)}`,
    `  "graph": ${graphText(graph, 2)}`,
    `  "definitions": ${blocks.length === 0 ? "[]" : `[\n${blocks.join(",\n")}\n  ]`}`,
    `  "frozen": ${list(frozen, 2)}`,
    `  "view": {\n    "positions": ${list(view.positions, 4)},\n    "unfolded": ${list(view.unfolded, 4)}\n  }`,
  ];
  return `{\n${sections.join(",\n")}\n}\n`;
}

function toFile(document: Document): ProjectFile {
  const { name, origin, graph, definitions, frozen, view } = document;
  return {
    format: FORMAT,
    version: VERSION,
    name,
    origin: origin && { network: origin.network, params: paramsToFile(origin.params) },
    graph: graphToFile(graph),
    definitions: sortedBy(Object.values(definitions), ({ id }) => id).map((definition) => ({
      id: definition.id,
      title: definition.title,
      inputs: [...definition.inputs],
      outputs: [...definition.outputs],
      basis: definition.basis && {
        block: definition.basis.block,
        params: paramsToFile(definition.basis.params),
      },
      graph: graphToFile(definition.graph),
    })),
    frozen: Object.keys(frozen).sort(),
    view: {
      positions: sortedBy(Object.entries(view.positions), ([path]) => path).map(([path, { x, y }]) => ({
        path,
        x,
        y,
      })),
      unfolded: Object.keys(view.unfolded).sort(),
    },
  };
}

/** Keys in a fixed order, node by node: what a person reads first stands first. */
function graphToFile({ nodes, edges }: Graph): GraphFile {
  return {
    nodes: sortedBy(Object.values(nodes), ({ id }) => id).map((node) => {
      const { id, name } = node;
      const params = paramsToFile(node.params);
      return node.kind === "layer"
        ? { kind: node.kind, id, name, type: node.type, params }
        : { kind: node.kind, id, name, definition: node.definition, params, repeat: node.repeat };
    }),
    edges: sortedBy(Object.values(edges), edgeId).map(({ from, to }) => ({
      from: { node: from.node, port: from.port },
      to: { node: to.node, port: to.port },
    })),
  };
}

function paramsToFile(params: Params): ProjectFile["graph"]["nodes"][number]["params"] {
  return Object.fromEntries(
    sortedBy(Object.entries(params), ([name]) => name).map(([name, value]) => [
      name,
      typeof value === "object" ? [...value] : value,
    ]),
  );
}

function graphText({ nodes, edges }: GraphFile, indent: number): string {
  const pad = " ".repeat(indent);
  return `{\n${pad}  "nodes": ${list(nodes, indent + 2)},\n${pad}  "edges": ${list(edges, indent + 2)}\n${pad}}`;
}

function list(values: readonly unknown[], indent: number): string {
  const pad = " ".repeat(indent);
  if (values.length === 0) return "[]";
  return `[\n${values.map((value) => `${pad}  ${quote(value)}`).join(",\n")}\n${pad}]`;
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}

/** By code units, so that the order does not depend on anyone's language. */
function sortedBy<T>(values: readonly T[], key: (value: T) => string): readonly T[] {
  return values
    .map((value) => ({ value, key: key(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ value }) => value);
}
