import { assert, assertExists } from "../base/assert";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Edge,
  type Endpoint,
  edgeId,
  type GraphNode,
} from "../graph/document";
import { layerParams } from "../layers/registry";
import type { GraphBuilder, Source } from "./graph-builder";
import { blockParams } from "./registry";

interface DocumentBuilder extends GraphBuilder {
  /** A block that the document itself defines, which has no parameters. */
  ownBlock(name: string, definition: string, from: Source): Endpoint;
}

export function createBuilder(): DocumentBuilder {
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
    ownBlock: (name, definition, from) =>
      add({ kind: "block", id: name, name, definition, params: {}, repeat: 1 }, from),
    get last() {
      return assertExists(last, "a node before this one");
    },
    output(from = assertExists(last, "a node to be the output"), port = 0) {
      connect(from, { node: BLOCK_OUTPUT, port });
    },
    build: () => ({ nodes, edges }),
  };
}
