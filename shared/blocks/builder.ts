import { assert, assertExists } from "../base/assert";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
  type Params,
} from "../graph/document";
import { layerParams } from "../layers/registry";
import { blockParams } from "./registry";

export type Source = Endpoint | readonly Endpoint[];

/**
 * Writes a graph down as its paper tells it: each call adds a node behind the one before, unless `from` says
 * otherwise. Ids are the names, so that an expansion is the same every time.
 */
export interface GraphBuilder {
  /** One of the block's own inputs. */
  input(port?: number): Endpoint;
  layer(name: string, type: string, params?: Params, from?: Source): Endpoint;
  block(
    name: string,
    definition: string,
    params?: Params,
    options?: { repeat?: number; from?: Source },
  ): Endpoint;
  /** Where the next node is added by default. */
  readonly last: Endpoint;
  /** Makes `from` one of the block's own outputs. */
  output(from?: Endpoint, port?: number): void;
  build(): Graph;
}

export function createBuilder(): GraphBuilder {
  const nodes: Record<string, GraphNode> = {};
  const edges: Record<string, Edge> = {};
  let last: Endpoint | undefined;

  function connect(from: Endpoint, to: Endpoint): void {
    const edge: Edge = { from, to };
    edges[edgeId(edge)] = edge;
  }

  function add(node: GraphNode, from: Source | undefined): Endpoint {
    assert(!(node.id in nodes), `"${node.id}" is named once`);
    nodes[node.id] = node;
    const sources = from === undefined ? (last ? [last] : []) : Array.isArray(from) ? from : [from];
    sources.forEach((source: Endpoint, port) => {
      connect(source, { node: node.id, port });
    });
    last = { node: node.id, port: 0 };
    return last;
  }

  return {
    input(port = 0) {
      last = { node: BLOCK_INPUT, port };
      return last;
    },
    layer: (name, type, params, from) =>
      add({ kind: "layer", id: name, name, type, params: layerParams(type, params) }, from),
    block: (name, definition, params, { repeat = 1, from } = {}) =>
      add(
        { kind: "block", id: name, name, definition, params: blockParams(definition, params), repeat },
        from,
      ),
    get last() {
      return assertExists(last, "a node before this one");
    },
    output(from = assertExists(last, "a node to be the output"), port = 0) {
      connect(from, { node: BLOCK_OUTPUT, port });
    },
    build: () => ({ nodes, edges }),
  };
}
