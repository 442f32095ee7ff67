import type { Edge as FlowEdge, Node as FlowNode, NodeHandle } from "@xyflow/react";
import { graphAnalysisAt } from "../../shared/analysis/find";
import type { GraphAnalysis, NodeAnalysis } from "../../shared/analysis/types";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Definition,
  type GraphNode,
  joinPath,
  type NodePath,
  type Point,
} from "../../shared/graph/document";
import { adjacency } from "../../shared/graph/traverse";
import type { AnyShape } from "../../shared/layers/shape";
import { add, labelPlace } from "../../shared/layout/geometry";
import { frameOrigin, onCanvas, rectInFrame, rectOnCanvas } from "../../shared/layout/places";
import { roundedPath } from "../../shared/layout/rounded-path";
import { lookOf } from "../../shared/layout/sizes";
import type { Flow, FrameLayout, LayoutEdge } from "../../shared/layout/types";
import type { Settings } from "../state/settings";
import { handlesOf } from "./handles";
import type { Scene } from "./scene";

export interface NodeData extends Record<string, unknown> {
  readonly path: NodePath;
  readonly node: GraphNode;
  readonly analysis: NodeAnalysis | undefined;
  /** Share of the largest sibling, 0 to 1; null where heat is off or the number unknown. */
  readonly heat: number | null;
  readonly flow: Flow;
  readonly handles: readonly NodeHandle[];
  /** The document's definition, if the block is one of its own. */
  readonly definition: Definition | undefined;
  /** The block that was entered. */
  readonly isEntered: boolean;
  /** How many ends the network has, if this is one of several; 1 inside a block, where none may be; else 0. */
  readonly ends: number;
}

export interface EdgeData extends Record<string, unknown> {
  readonly frame: NodePath;
  readonly edge: string;
  readonly d: string;
  readonly label: ReturnType<typeof labelPlace>;
  /** The arrow stands where data enters a node, not where it leaves the block around. */
  readonly hasArrow: boolean;
  readonly shape: AnyShape | null;
  readonly showShape: boolean;
}

export type CanvasNode = FlowNode<NodeData>;
export type CanvasEdge = FlowEdge<EdgeData>;

export interface ProjectionInput extends Pick<Scene, "document" | "analysis" | "layout"> {
  readonly heat: Settings["heat"];
  readonly edgeShapes: boolean;
  readonly selection: ReadonlySet<NodePath>;
  readonly selectedEdges: ReadonlySet<string>;
  readonly entered: NodePath;
}

export interface Projected {
  readonly nodes: CanvasNode[];
  readonly edges: CanvasEdge[];
}

interface Kept<T> {
  readonly basis: readonly unknown[];
  readonly made: T;
}

/**
 * Turns a scene into React Flow's nodes and edges. What did not change keeps its object, and an array of which nothing
 * changed is the same array: React then has nothing to do.
 */
export function createProjection(): (input: ProjectionInput) => Projected {
  let keptNodes = new Map<string, Kept<CanvasNode>>();
  let keptEdges = new Map<string, Kept<CanvasEdge>>();
  let last: Projected = { nodes: [], edges: [] };
  return (input) => {
    const nodes = new Map<string, Kept<CanvasNode>>();
    const edges = new Map<string, Kept<CanvasEdge>>();
    projectFrame("", 1, input, {
      node: (id, basis, make) => reuse(keptNodes, nodes, id, basis, make),
      edge: (id, basis, make) => reuse(keptEdges, edges, id, basis, make),
    });
    keptNodes = nodes;
    keptEdges = edges;
    last = { nodes: sameOrNew(last.nodes, nodes), edges: sameOrNew(last.edges, edges) };
    return last;
  };
}

interface Sink {
  node(id: string, basis: readonly unknown[], make: () => CanvasNode): void;
  edge(id: string, basis: readonly unknown[], make: () => CanvasEdge): void;
}

function projectFrame(path: NodePath, depth: number, input: ProjectionInput, sink: Sink): void {
  const frame = input.layout.frames.get(path);
  const analysis = graphAnalysisAt(input.analysis, path);
  if (!frame || !analysis) return;
  projectEdges(path, depth, frame, analysis, input, sink);
  const largest = largestOf(analysis, input.heat);
  const ends = endsIn(analysis, path);
  for (const id of frame.nodes.keys()) {
    const node = analysis.graph.nodes[id];
    if (!node) continue;
    projectNode(
      joinPath(path, id),
      path,
      depth,
      node,
      analysis.nodes.get(id),
      ends.has(id) ? ends.size : 0,
      largest,
      frame,
      input,
      sink,
    );
  }
}

function projectNode(
  path: NodePath,
  parent: NodePath,
  depth: number,
  node: GraphNode,
  analysis: NodeAnalysis | undefined,
  ends: number,
  largest: number,
  frame: FrameLayout,
  input: ProjectionInput,
  sink: Sink,
): void {
  const { layout, heat: heatOf, document } = input;
  const rect = rectInFrame(layout, path);
  const laidOut = frame.nodes.get(node.id);
  if (!rect || !laidOut) return;
  const inner = layout.frames.get(path);
  const ground: Point = parent === "" ? { x: 0, y: 0 } : rectOnCanvas(layout, frame.box);
  const position = { x: rect.x - ground.x, y: rect.y - ground.y };
  const selected = input.selection.has(path);
  const heat = heatShare(analysis, heatOf, largest);
  const definition = node.kind === "block" ? document.definitions[node.definition] : undefined;
  const { width, height } = rect;
  const handles = handlesOf(laidOut, inner, layout.flow);
  const isEntered = input.entered === path;
  const basis = [
    node,
    analysis,
    position.x,
    position.y,
    width,
    height,
    selected,
    heat,
    definition,
    handles,
    isEntered,
    ends,
  ];
  sink.node(path, basis, () => ({
    id: path,
    type: inner ? "frame" : lookOf(node),
    position,
    ...(parent === "" ? {} : { parentId: parent }),
    width,
    height,
    measured: { width, height },
    handles: handles as NodeHandle[],
    selected,
    zIndex: 2 * depth,
    ariaLabel: node.name,
    // Empty ground inside a block is ground: it selects by box and takes drops, only the header is grasped.
    ...(inner ? { dragHandle: ".bw-frame-header", style: { pointerEvents: "none" as const } } : {}),
    data: { path, node, analysis, heat, flow: layout.flow, handles, definition, isEntered, ends },
  }));
  if (inner) projectFrame(path, depth + 1, input, sink);
}

function projectEdges(
  path: NodePath,
  depth: number,
  frame: FrameLayout,
  analysis: GraphAnalysis,
  input: ProjectionInput,
  sink: Sink,
): void {
  const origin = frameOrigin(input.layout, path);
  const entering = path === "" ? [] : (nodeInputs(input.analysis, path) ?? []);
  for (const [id, edge] of Object.entries(analysis.graph.edges)) {
    const route = frame.routes[id];
    if (!route || route.length < 2) continue;
    const key = `${path}|${id}`;
    const selected = input.selectedEdges.has(key);
    const shape =
      edge.from.node === BLOCK_INPUT
        ? (entering[edge.from.port] ?? null)
        : (analysis.nodes.get(edge.from.node)?.outputs[edge.from.port] ?? null);
    const basis = [
      route,
      origin.x,
      origin.y,
      shape,
      selected,
      input.edgeShapes,
      frame.nodes.get(edge.to.node)?.spread,
      input.layout.flow,
    ];
    sink.edge(key, basis, () => {
      const points = route.map((point) => add(onCanvas(input.layout, point), origin));
      const data = {
        frame: path,
        edge: id,
        d: roundedPath(points),
        label: labelPlace(points),
        shape,
        showShape: input.edgeShapes,
        hasArrow: edge.to.node !== BLOCK_OUTPUT,
      };
      return {
        id: key,
        type: "flow",
        ...endsOf(path, { id, ...edge }, frame),
        selected,
        zIndex: 2 * depth - 1,
        data,
      };
    });
  }
}

/** React Flow's ends of an edge: a block's own ports are handles on the inside of its frame. */
function endsOf(path: NodePath, { from, to }: LayoutEdge, frame: FrameLayout) {
  const isMerge = frame.nodes.get(to.node)?.spread ?? false;
  return {
    source: from.node === BLOCK_INPUT ? path : joinPath(path, from.node),
    sourceHandle: from.node === BLOCK_INPUT ? `${BLOCK_INPUT}:${from.port}` : `out:${from.port}`,
    target: to.node === BLOCK_OUTPUT ? path : joinPath(path, to.node),
    targetHandle: to.node === BLOCK_OUTPUT ? `${BLOCK_OUTPUT}:${to.port}` : `in:${isMerge ? 0 : to.port}`,
  };
}

function nodeInputs(analysis: GraphAnalysis, path: NodePath): readonly (AnyShape | null)[] | undefined {
  const ids = path.split("/");
  const last = ids.pop() as string;
  return graphAnalysisAt(analysis, ids.join("/"))?.nodes.get(last)?.inputs;
}

/** Nodes whose output nothing reads, where that may be an oversight: a network has one end. */
function endsIn({ graph, nodes }: GraphAnalysis, path: NodePath): ReadonlySet<string> {
  const { incoming, outgoing } = adjacency(graph);
  // Auxiliary classifiers are meant to be ends.
  const ends = Object.keys(graph.nodes).filter(
    (id) => incoming.get(id)?.length && !outgoing.get(id)?.length && nodes.get(id)?.lossWeight === undefined,
  );
  return new Set(path === "" && ends.length === 1 ? [] : ends);
}

function largestOf(analysis: GraphAnalysis, heat: Settings["heat"]): number {
  if (heat === "none") return 0;
  let largest = 0;
  for (const { totals } of analysis.nodes.values()) largest = Math.max(largest, totals[heat]);
  return largest;
}

/** In steps of 2 %, so that a small change somewhere does not redraw everything. */
function heatShare(
  analysis: NodeAnalysis | undefined,
  heat: Settings["heat"],
  largest: number,
): number | null {
  if (heat === "none" || !analysis?.totals.complete || largest === 0) return null;
  const share = analysis.totals[heat] / largest;
  return share === 0 ? 0 : Math.max(0.02, Math.round(share * 50) / 50);
}

function reuse<T>(
  before: ReadonlyMap<string, Kept<T>>,
  after: Map<string, Kept<T>>,
  id: string,
  basis: readonly unknown[],
  make: () => T,
): void {
  const kept = before.get(id);
  const isSame =
    kept?.basis.length === basis.length && kept.basis.every((part, at) => Object.is(part, basis[at]));
  after.set(id, kept && isSame ? kept : { basis, made: make() });
}

function sameOrNew<T>(before: T[], after: ReadonlyMap<string, Kept<T>>): T[] {
  const made = Array.from(after.values(), (kept) => kept.made);
  const isSame = made.length === before.length && made.every((each, at) => each === before[at]);
  return isSame ? before : made;
}
