import { interiorOf } from "../blocks/expand";
import {
  BLOCK_OUTPUT,
  type Document,
  type Graph,
  type GraphNode,
  isBoundary,
  joinPath,
  type NodeId,
  type NodePath,
} from "../graph/document";
import { adjacency, topologicalOrder } from "../graph/traverse";
import { hasTrait } from "../layers/define";
import type { ParamSpecs, ParamsOf } from "../layers/params";
import { layers } from "../layers/registry";
import { hasBypass as bypassIn } from "./ports";
import { foldedBox, foldedNode } from "./sizes";
import type { Flow, FrameLayout, LayoutEdge, LayoutGraph, LayoutNode, Rect } from "./types";

/** A shape such as 112×112×64 is written above a connection that runs to the right. */
const RIGHTWARD_GAP = 74;

/** How many ports a node has, whether or not anything is connected. All branches of a merge enter through one. */
export function portsOf(node: GraphNode, document: Document): { inputs: number; outputs: number } {
  if (node.kind === "layer") {
    const layer = layers.get(node.type);
    if (layer?.opaque)
      return { inputs: layer.opaque.inputs(node.params as ParamsOf<ParamSpecs>), outputs: 1 };
    return { inputs: layer && !hasTrait(layer, "merge") ? layer.inputs.max : 1, outputs: 1 };
  }
  const interior = interiorOf(node, document.definitions);
  if (!interior.ok) return { inputs: 1, outputs: 1 };
  return { inputs: interior.value.inputs.length, outputs: interior.value.outputs.length };
}

export interface FrameSource {
  readonly path: NodePath;
  readonly graph: Graph;
  readonly inputs: number;
  readonly outputs: number;
}

/** One frame of the document for the layout. `frames` holds the blocks unfolded inside it, laid out already. */
export function frameGraph(
  { path, graph, inputs, outputs }: FrameSource,
  document: Document,
  frames: ReadonlyMap<NodePath, FrameLayout>,
  flow: Flow,
): LayoutGraph {
  const { nodes: sorted, cyclic } = topologicalOrder(graph);
  const nodes = new Map<NodeId, LayoutNode>();
  for (const id of looseLast([...sorted, ...cyclic], graph)) {
    const node = graph.nodes[id];
    if (!node) continue;
    const ports = portsOf(node, document);
    const inner = frames.get(joinPath(path, id));
    nodes.set(
      id,
      inner
        ? unfoldedNode(inner, foldedBox(node, flow))
        : foldedNode(node, ports.inputs, ports.outputs, flow),
    );
  }
  const kept = built.get(graph.edges);
  if (kept && isBuiltFrom(kept, nodes, inputs, outputs)) return kept;
  const edges = [...nodes.keys(), BLOCK_OUTPUT].flatMap((id) => adjacency(graph).incoming.get(id) ?? []);
  const drawn = edges
    .map(({ from, to }): LayoutEdge => ({ id: `${from.node}:${from.port}>${to.node}:${to.port}`, from, to }))
    .filter((edge) => isDrawable(edge, nodes, inputs, outputs));
  const key = JSON.stringify([[...nodes], drawn.map(({ id }) => id), inputs, outputs]);
  const hasBypass = bypassOf({ nodes, edges: drawn }, key);
  const made: LayoutGraph = {
    nodes,
    edges: drawn,
    inputs,
    outputs,
    key,
    hasBypass,
    ...(flow === "right" ? { layerGap: RIGHTWARD_GAP } : {}),
  };
  built.set(graph.edges, made);
  return made;
}

/** What is connected to nothing comes last, in the order it came: first what images enter by. */
function looseLast(order: readonly NodeId[], graph: Graph): readonly NodeId[] {
  const { incoming, outgoing } = adjacency(graph);
  const isLoose = (id: NodeId): boolean => !incoming.get(id)?.length && !outgoing.get(id)?.length;
  const entersFirst = (id: NodeId): number => {
    const node = graph.nodes[id];
    return node?.kind === "layer" && layers.get(node.type)?.inputs.max === 0 ? 0 : 1;
  };
  const loose = Object.keys(graph.nodes).filter(isLoose);
  if (loose.length === 0) return order;
  loose.sort((a, b) => entersFirst(a) - entersFirst(b));
  return [...order.filter((id) => !isLoose(id)), ...loose];
}

/** The last one made of the same connections: an edit of params, or a tick of a drag, leaves it as it is. */
const built = new WeakMap<Graph["edges"], LayoutGraph>();

function isBuiltFrom(
  kept: LayoutGraph,
  nodes: ReadonlyMap<NodeId, LayoutNode>,
  inputs: number,
  outputs: number,
): boolean {
  if (kept.inputs !== inputs || kept.outputs !== outputs || kept.nodes.size !== nodes.size) return false;
  const before = kept.nodes.entries();
  for (const [id, node] of nodes) {
    const [keptId, keptNode] = before.next().value ?? [];
    if (id !== keptId || node !== keptNode) return false;
  }
  return true;
}

const bypasses = new Map<string, boolean>();

/** Asked on every tick of a drag, answered anew only when the graph differs. */
function bypassOf(graph: Pick<LayoutGraph, "nodes" | "edges">, key: string): boolean {
  const known = bypasses.get(key);
  if (known !== undefined) return known;
  if (bypasses.size > 2000) bypasses.clear();
  const answer = bypassIn(graph);
  bypasses.set(key, answer);
  return answer;
}

/** Edges to ports that a changed block no longer has are problems of their nodes, not lines. */
function isDrawable(
  { from, to }: LayoutEdge,
  nodes: ReadonlyMap<NodeId, LayoutNode>,
  inputs: number,
  outputs: number,
): boolean {
  const source = nodes.get(from.node);
  const target = nodes.get(to.node);
  const leaves = isBoundary(from.node) ? from.port < inputs : source && from.port < source.outputs.length;
  const enters = isBoundary(to.node)
    ? to.port < outputs
    : target && (target.spread || to.port < target.inputs.length);
  return Boolean(leaves && enters);
}

const unfolded = new WeakMap<FrameLayout, LayoutNode>();

function unfoldedNode(frame: FrameLayout, folded: Rect): LayoutNode {
  const known = unfolded.get(frame);
  if (known) return known;
  const made: LayoutNode = {
    box: frame.box,
    inputs: frame.inputs.map(({ x }) => x),
    outputs: frame.outputs.map(({ x }) => x),
    spread: false,
    folded,
  };
  unfolded.set(frame, made);
  return made;
}
