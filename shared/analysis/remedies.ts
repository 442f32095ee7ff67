import type { Fix } from "../base/fault";
import { interiorOf } from "../blocks/expand";
import { blocks } from "../blocks/registry";
import {
  BLOCK_INPUT,
  type Document,
  type Endpoint,
  type Graph,
  type GraphId,
  lastOfPath,
  type NodeId,
  type NodePath,
  parentPath,
} from "../graph/document";
import { connect, setParams } from "../graph/edits";
import type { Edit } from "../graph/history";
import { adjacency, topologicalOrder, wouldClose } from "../graph/traverse";
import { layers } from "../layers/registry";
import { channelsOf, heldShape, type Shape } from "../layers/shape";
import { applyFix } from "./apply-fix";
import { graphAnalysisAt, nodeAnalysisAt } from "./find";
import type { GraphAnalysis, NodeAnalysis, Problem } from "./types";
import { widthParamOf } from "./width-param";

/** A way out of a problem that can be taken: an edit of the graph inside `frame`. */
export interface Remedy {
  readonly label: string;
  readonly frame: NodePath;
  edit(graph: GraphId): Edit;
}

/** More would be guesses. */
const MOST_SOURCES = 2;

/**
 * Every remedy for a problem, the gentlest first: a connection that is missing, the width of a layer that stands there
 * already, and then what the layer itself offers. `problem.path` is from the document's own graph.
 */
export function remediesFor(
  document: Document,
  analysis: GraphAnalysis,
  problem: Problem,
): readonly Remedy[] {
  const frame = parentPath(problem.path);
  const held = graphAnalysisAt(analysis, frame);
  const node = held?.nodes.get(lastOfPath(problem.path));
  if (!held || !node) return [];
  return [
    ...connections(document, held, frame, node),
    ...widths(held, frame, node),
    ...problem.fixes.map((fix) => ownRemedy(analysis, problem.path, fix)),
  ];
}

/** For a free input: the nodes whose output nothing reads yet, or else the one before it in the order. */
function connections(
  document: Document,
  { graph, nodes }: GraphAnalysis,
  frame: NodePath,
  { node }: NodeAnalysis,
): readonly Remedy[] {
  const port = freePort(document, graph, node.id);
  if (port === null) return [];
  const { outgoing } = adjacency(graph);
  const able = topologicalOrder(graph).nodes.filter(
    (id) => id !== node.id && nodes.get(id)?.outputs[0] && !wouldClose(graph, id, node.id),
  );
  const unread = able.filter((id) => !outgoing.has(id)).reverse();
  const sources = unread.length > 0 ? unread.slice(0, MOST_SOURCES) : able.slice(-1);
  const isInputFree = frame !== "" && !outgoing.has(BLOCK_INPUT);
  const from = (id: NodeId, label: string): Remedy => ({
    label,
    frame,
    edit: (graphId) => connect(graphId, { node: id, port: 0 }, { node: node.id, port }),
  });
  return [
    ...(isInputFree ? [from(BLOCK_INPUT, "Connect to the input of the block")] : []),
    ...sources.map((id) => from(id, `Connect to ${graph.nodes[id]?.name ?? id}`)),
  ];
}

/** The first input port that has no edge, where the node needs one; null where it has all that it needs. */
function freePort(document: Document, graph: Graph, id: NodeId): number | null {
  const node = graph.nodes[id];
  const needed = node?.kind === "layer" ? layers.get(node.type)?.inputs.min : blockInputs();
  const taken = new Set((adjacency(graph).incoming.get(id) ?? []).map(({ to }) => to.port));
  if (needed === undefined || taken.size >= needed) return null;
  let port = 0;
  while (taken.has(port)) port++;
  return port;

  function blockInputs(): number | undefined {
    if (node?.kind !== "block") return undefined;
    const interior = interiorOf(node, document.definitions);
    return interior.ok ? interior.value.inputs.length : undefined;
  }
}

/** For branches of one height and width but other channels: the last layer of one is given the width of the other. */
function widths({ graph, nodes }: GraphAnalysis, frame: NodePath, merge: NodeAnalysis): readonly Remedy[] {
  const { node } = merge;
  const inputs = merge.inputs.map(heldShape);
  const isMerge = node.kind === "layer" && layers.get(node.type)?.traits?.includes("merge");
  const [first] = inputs;
  const other = inputs.findIndex((shape) => shape && first && !sameWidth(shape, first));
  const second = inputs[other];
  if (!isMerge || merge.problems.length === 0 || !first || !second || !samePlaces(first, second)) return [];
  const edges = adjacency(graph).incoming.get(node.id) ?? [];
  // The wider first: the branch that was narrowed is the likelier slip.
  const sides = [
    { input: other, wanted: first },
    { input: 0, wanted: second },
  ];
  sides.sort((a, b) => channelsOf(b.wanted) - channelsOf(a.wanted));
  return sides.flatMap(({ input, wanted }) => {
    const last = widthOf(graph, nodes, edges[input]?.from);
    if (!last) return [];
    const channels = channelsOf(wanted);
    return [
      {
        label: `Give ${last.node.name} ${channels} ${last.label}`,
        frame,
        edit: (graphId: GraphId) => setParams(graphId, last.node.id, { [last.param]: channels }),
      },
    ];
  });
}

/** The node that decides the channels at an endpoint, if it serves that endpoint alone. */
function widthOf(graph: Graph, nodes: GraphAnalysis["nodes"], from: Endpoint | undefined) {
  const { incoming, outgoing } = adjacency(graph);
  let id = from?.node;
  while (id !== undefined && outgoing.get(id)?.length === 1) {
    const analysis = nodes.get(id);
    if (!analysis) return null;
    const { node } = analysis;
    const param = widthParamOf(analysis);
    const row = node.kind === "layer" ? layers.get(node.type) : blocks.get(node.definition);
    const label = param === undefined ? undefined : row?.params[param]?.label.toLowerCase();
    if (param !== undefined && label !== undefined) return { node, param, label };
    const [before, ...more] = incoming.get(id) ?? [];
    const input = heldShape(analysis.inputs[0]);
    const output = heldShape(analysis.outputs[0]);
    if (!before || more.length > 0 || !input || !output || !sameWidth(input, output)) return null;
    id = before.from.node;
  }
  return null;
}

/** A layer that belongs in front of a node goes in front of the outermost block through whose input the data comes. */
function ownRemedy(analysis: GraphAnalysis, path: NodePath, fix: Fix): Remedy {
  let at = path;
  let placed = fix;
  while ("insert" in placed && parentPath(at) !== "") {
    const frame = parentPath(at);
    const graph = graphAnalysisAt(analysis, frame)?.graph;
    const from = graph && adjacency(graph).incoming.get(lastOfPath(at))?.[placed.insert.input]?.from;
    const block = nodeAnalysisAt(analysis, frame)?.node;
    // In front of a repeated block it would serve the first copy alone.
    if (from?.node !== BLOCK_INPUT || block?.kind !== "block" || block.repeat > 1) break;
    placed = { ...placed, insert: { ...placed.insert, input: from.port } };
    at = frame;
  }
  const node = lastOfPath(at);
  const last = placed;
  return { label: fix.label, frame: parentPath(at), edit: (graph) => applyFix(graph, node, last) };
}

function sameWidth(a: Shape, b: Shape): boolean {
  return channelsOf(a) === channelsOf(b);
}

/** Both vectors, or both maps of one height and width. */
function samePlaces(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.slice(0, -1).every((side, index) => side === b[index]);
}
