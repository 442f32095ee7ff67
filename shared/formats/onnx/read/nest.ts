import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Definition,
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
} from "../../../graph/document";
import { freeName } from "../../../graph/names";
import { BlocksInNames, type Inside, type Item } from "./blocks-in-names";
import type { FlatLayer } from "./flat-layer";

/** A graph of blocks within blocks, and where the layers of the file went. */
export interface Nested {
  readonly graph: Graph;
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Paths of names, copies numbered, by layer. */
  readonly paths: ReadonlyMap<number, string>;
}

/** Blocks out of names with slashes. Equal blocks share a definition, and in a row become one that repeats. */
export function nest(layers: readonly FlatLayer[], pathOf: (layer: FlatLayer) => readonly string[]): Nested {
  const whole = new BlocksInNames(layers, pathOf).inside(layers, 0);
  const definitions = new Definitions();
  const graph = definitions.graphOf(whole);
  const paths = new Map<number, string>();
  assignPaths(whole, "", paths);
  return { graph, definitions: definitions.all, paths };
}

class Definitions {
  readonly all: Record<string, Definition> = {};
  readonly #byBody = new Map<string, string>();

  graphOf({ items, sources, results }: Inside): Graph {
    const outlets = new Map<number, Endpoint>(sources.map((id, port) => [id, { node: BLOCK_INPUT, port }]));
    for (const item of items)
      for (const [port, id] of leaving(item).entries()) outlets.set(id, { node: item.name, port });
    const edges: Record<string, Edge> = {};
    const connect = (from: number, to: Endpoint): void => {
      const outlet = outlets.get(from);
      if (!outlet) throw new Error(`Nothing gives what ${to.node} reads`);
      const edge = { from: outlet, to };
      edges[edgeId(edge)] = edge;
    };
    for (const item of items) {
      for (const [port, id] of entering(item).entries()) connect(id, { node: item.name, port });
    }
    for (const [port, id] of results.entries()) {
      if (sources.length > 0) connect(id, { node: BLOCK_OUTPUT, port });
    }
    return { nodes: Object.fromEntries(items.map((item) => [item.name, this.#nodeOf(item)])), edges };
  }

  #nodeOf(item: Item): GraphNode {
    const { name } = item;
    if (item.kind === "layer") {
      const { type, params } = item.layer;
      return { kind: "layer", id: name, name, type, params };
    }
    const [first] = item.copies;
    const definition = this.#definitionOf(first, name);
    return { kind: "block", id: name, name, definition, params: {}, repeat: item.copies.length };
  }

  #definitionOf(block: Inside, title: string): string {
    const graph = this.graphOf(block);
    const inputs = ports(block.sources.length, "in");
    const outputs = ports(block.results.length, "out");
    const body = JSON.stringify([graph, inputs, outputs]);
    const known = this.#byBody.get(body);
    if (known) return known;
    const id = freeName(new Set(Object.keys(this.all)), `custom_${title.toLowerCase()}`);
    this.all[id] = { id, title, inputs, outputs, basis: null, graph };
    this.#byBody.set(body, id);
    return id;
  }
}

function entering(item: Item): readonly number[] {
  return item.kind === "layer" ? item.layer.inputs : item.copies[0].sources;
}

function leaving(item: Item): readonly number[] {
  return item.kind === "layer" ? [item.layer.id] : (item.copies.at(-1)?.results ?? []);
}

function ports(count: number, what: string): readonly string[] {
  return Array.from({ length: count }, (_, port) => (count > 1 ? `${what} ${port + 1}` : what));
}

function assignPaths({ items }: Inside, prefix: string, paths: Map<number, string>): void {
  for (const item of items) {
    if (item.kind === "layer") paths.set(item.layer.id, prefix + item.name);
    else if (item.copies.length === 1) assignPaths(item.copies[0], `${prefix}${item.name}/`, paths);
    else {
      for (const [index, copy] of item.copies.entries())
        assignPaths(copy, `${prefix}${item.name}/${index}/`, paths);
    }
  }
}
