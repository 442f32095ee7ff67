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
import { BlocksInNames } from "./blocks-in-names";
import type { FlatLayer } from "./flat-layer";
import { entering, type Inside, type Item, leaving, pathsIn, Readers } from "./structure/items";
import { structured } from "./structure/structured";
import { wordPaths } from "./word-paths";

/** A graph of blocks within blocks, and where the layers of the file went. */
export interface Nested {
  readonly graph: Graph;
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Paths of names, copies numbered, by layer. */
  readonly paths: ReadonlyMap<number, string>;
}

export interface Naming {
  readonly pathOf: (layer: FlatLayer) => readonly string[];
  /** Whether the names say all there is to say, as in our own files. */
  readonly isComplete: boolean;
}

/**
 * Blocks out of names, and where these say nothing, out of the graph itself. Equal blocks share a definition, and in a
 * row become one that repeats.
 */
export function nest(layers: readonly FlatLayer[], { pathOf, isComplete }: Naming): Nested {
  const readers = new Readers(layers);
  const paths = isComplete ? pathOf : wordPaths(layers, readers, pathOf);
  const byName = new BlocksInNames(layers, readers, paths, isComplete).inside(layers, 0);
  const whole = isComplete ? byName : structured(byName, layers, readers);
  const definitions = new Definitions();
  return { graph: definitions.graphOf(whole), definitions: definitions.all, paths: pathsIn(whole) };
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
    const known = item.found?.known;
    const definition = known?.definition ?? this.#definitionOf(first, item.title ?? name);
    return {
      kind: "block",
      id: name,
      name,
      definition,
      params: known?.params ?? {},
      repeat: item.copies.length,
    };
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

function ports(count: number, what: string): readonly string[] {
  return Array.from({ length: count }, (_, port) => (count > 1 ? `${what} ${port + 1}` : what));
}
