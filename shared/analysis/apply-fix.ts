import type { Fix } from "../base/fault";
import { type GraphId, graphOf, type LayerNode, type NodeId } from "../graph/document";
import { addNode, connect, insertOnEdge, setParams } from "../graph/edits";
import type { Edit } from "../graph/history";
import { freeName, takenNames } from "../graph/names";
import { adjacency } from "../graph/traverse";
import { layerParams } from "../layers/registry";

/** Carries out a remedy that a layer offered for a node. */
export function applyFix(graph: GraphId, node: NodeId, fix: Fix): Edit {
  if ("params" in fix) return setParams(graph, node, fix.params);
  return (document) => {
    const held = graphOf(document, graph);
    if (!held) return document;
    const { type, params, input } = fix.insert;
    const id = freeName(takenNames(held), type.replaceAll("-", "_"));
    const layer: LayerNode = { kind: "layer", id, name: id, type, params: layerParams(type, params) };
    const edge = Object.entries(held.edges).find(
      ([, { to }]) => to.node === node && to.port === adjacency(held).incoming.get(node)?.[input]?.to.port,
    );
    if (edge) return insertOnEdge(graph, edge[0], layer)(document);
    return connect(graph, { node: id, port: 0 }, { node, port: input })(addNode(graph, layer)(document));
  };
}
