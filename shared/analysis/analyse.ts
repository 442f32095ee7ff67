import { type Fault, fault } from "../base/fault";
import { type Definitions, interiorOf } from "../blocks/expand";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type BlockNode,
  type Document,
  type Graph,
  type GraphNode,
  type NodeId,
} from "../graph/document";
import { adjacency, topologicalOrder } from "../graph/traverse";
import { type AnyShape, elementsOf } from "../layers/shape";
import { type Arriving, analyseLayer, broken, known } from "./analyse-node";
import { composeFields, joinFields, ONE_PIXEL, type ReceptiveField } from "./receptive-field";
import { sumTotals } from "./totals";
import type { GraphAnalysis, NodeAnalysis, Problem } from "./types";

/**
 * Analyses documents and remembers: a node whose params and incoming shapes are as before keeps its analysis, the very
 * same object, so an edit costs what it reaches and views can compare by identity.
 */
export interface Analyser {
  analyse(document: Document): GraphAnalysis;
  /** Nodes worked out since the analyser was made, for tests and the bench. */
  readonly computed: number;
}

export function createAnalyser(): Analyser {
  const memo = new Memo();
  return {
    analyse: (document) =>
      analyseGraph(document.graph, [], { memo, definitions: document.definitions, inside: [] }),
    get computed() {
      return memo.computed;
    },
  };
}

class Memo {
  computed = 0;
  readonly nodes = new WeakMap<GraphNode, Map<string, NodeAnalysis>>();
  readonly graphs = new WeakMap<Graph, Map<string, { definitions: Definitions; analysis: GraphAnalysis }>>();
}

interface Scope {
  readonly memo: Memo;
  readonly definitions: Definitions;
  /** Document definitions being analysed, outermost first: none may hold itself. */
  readonly inside: readonly string[];
}

/** A graph seen from its inputs. Fields start anew at one pixel; whoever holds the block composes them. */
function analyseGraph(graph: Graph, inputs: readonly (AnyShape | null)[], scope: Scope): GraphAnalysis {
  const key = JSON.stringify(inputs);
  const byInputs = scope.memo.graphs.get(graph) ?? new Map();
  scope.memo.graphs.set(graph, byInputs);
  const kept = byInputs.get(key);
  if (kept && kept.definitions === scope.definitions) return kept.analysis;
  const analysis = computeGraph(graph, inputs, scope);
  // Views compare by identity: what came out equal stays the same object.
  const result = kept && sameNodes(kept.analysis, analysis) ? kept.analysis : analysis;
  byInputs.set(key, { definitions: scope.definitions, analysis: result });
  return result;
}

function computeGraph(graph: Graph, inputs: readonly (AnyShape | null)[], scope: Scope): GraphAnalysis {
  const { nodes: sorted, cyclic } = topologicalOrder(graph);
  const nodes = new Map<NodeId, NodeAnalysis>();
  for (const id of sorted) {
    const node = graph.nodes[id];
    if (node) nodes.set(id, analyseNode(node, arrivingAt(graph, id, nodes, inputs), scope));
  }
  for (const id of cyclic) {
    const node = graph.nodes[id];
    if (node) nodes.set(id, broken(node, { shapes: [], fields: [], connected: 0 }, [cycleFault()]));
  }
  const leaving = arrivingAt(graph, BLOCK_OUTPUT, nodes, inputs);
  const order = [...sorted, ...cyclic];
  return {
    graph,
    order,
    nodes,
    outputs: leaving.shapes,
    fields: leaving.fields,
    totals: sumTotals(
      [...nodes.values()].map((node) => node.totals),
      peakOf(graph, sorted, nodes),
    ),
    problems: order.flatMap((id) => nodes.get(id)?.problems ?? []),
  };
}

function arrivingAt(
  graph: Graph,
  id: NodeId,
  done: ReadonlyMap<NodeId, NodeAnalysis>,
  inputs: readonly (AnyShape | null)[],
): Arriving {
  const shapes: (AnyShape | null)[] = [];
  const fields: (ReceptiveField | null)[] = [];
  const edges = adjacency(graph).incoming.get(id) ?? [];
  // A merge counts its edges, so a gap closes up; a block's ports have each a meaning, so a gap stays.
  const isMerge = graph.nodes[id]?.kind === "layer";
  for (const [index, { from, to }] of edges.entries()) {
    const slot = isMerge ? index : to.port;
    while (shapes.length < slot) {
      shapes.push(null);
      fields.push(null);
    }
    const source = done.get(from.node);
    const isInput = from.node === BLOCK_INPUT;
    shapes[slot] = (isInput ? inputs[from.port] : source?.outputs[from.port]) ?? null;
    fields[slot] = isInput ? ONE_PIXEL : (source?.field ?? null);
  }
  return { shapes, fields, connected: edges.length };
}

function analyseNode(node: GraphNode, arriving: Arriving, scope: Scope): NodeAnalysis {
  const byArriving = scope.memo.nodes.get(node) ?? new Map<string, NodeAnalysis>();
  scope.memo.nodes.set(node, byArriving);
  const key = JSON.stringify(arriving);
  const kept = byArriving.get(key);
  if (kept && node.kind === "layer") return kept;
  if (node.kind === "layer") {
    scope.memo.computed++;
    const analysis = analyseLayer(
      node,
      arriving.fields.length === 0 ? { ...arriving, fields: [ONE_PIXEL] } : arriving,
    );
    byArriving.set(key, analysis);
    return analysis;
  }
  const analysis = analyseBlock(node, arriving, scope, kept);
  byArriving.set(key, analysis);
  return analysis;
}

function analyseBlock(
  node: BlockNode,
  arriving: Arriving,
  scope: Scope,
  kept: NodeAnalysis | undefined,
): NodeAnalysis {
  const interior = interiorOf(node, scope.definitions);
  if (!interior.ok) return broken(node, arriving, [interior.error]);
  const { inputs, outputs, graph, editable, title, lossWeight } = interior.value;
  const refused = refuse(node, title, inputs.length, outputs.length, arriving.connected, scope);
  if (refused) return broken(node, arriving, [refused]);
  const shapes = arriving.shapes;
  const inner: Scope = editable
    ? { ...scope, inside: [...scope.inside, node.definition] }
    : { ...scope, definitions: NONE };
  const copies: GraphAnalysis[] = [];
  let entering: readonly (AnyShape | null)[] = shapes;
  let field = joinFields(arriving.fields);
  for (let copy = 0; copy < node.repeat; copy++) {
    const analysis = analyseGraph(graph, entering, inner);
    copies.push(analysis);
    entering = analysis.outputs;
    field = composeFields(field, joinFields(analysis.fields));
  }
  if (kept && sameCopies(kept.copies, copies)) return kept;
  scope.memo.computed++;
  const last = copies[copies.length - 1];
  const complete = known(shapes) !== null && known(last?.outputs ?? [null]) !== null;
  const totals = sumTotals(copies.map((copy) => copy.totals));
  return {
    node,
    inputs: shapes,
    outputs: last?.outputs ?? [null],
    totals: { ...totals, complete: totals.complete && complete },
    field,
    problems: innerProblems(node, copies),
    ...(lossWeight === null ? {} : { lossWeight }),
    copies,
  };
}

/** The catalogue's blocks never reach into a document, so their analyses outlive every edit of its definitions. */
const NONE: Definitions = {};

function refuse(
  node: BlockNode,
  title: string,
  inputs: number,
  outputs: number,
  connected: number,
  scope: Scope,
): Fault | null {
  if (scope.inside.includes(node.definition)) {
    return fault(
      `The block "${title}" contains itself.`,
      "blocks nested to a finite depth",
      "a block inside itself",
    );
  }
  if (connected < inputs) {
    return connected === 0
      ? fault("Nothing is connected to this block.", `${inputs} ${inputs === 1 ? "input" : "inputs"}`, "0")
      : fault(`The block "${title}" needs more inputs.`, `${inputs} inputs`, `${connected}`);
  }
  if (!Number.isInteger(node.repeat) || node.repeat < 1 || node.repeat > 1000) {
    return fault("A block cannot repeat that often.", "a whole number from 1 to 1000", `${node.repeat}`);
  }
  if (node.repeat > 1 && inputs !== outputs) {
    return fault(
      `The block "${title}" cannot stand ${node.repeat} times in a row: its outputs do not fit its inputs.`,
      "as many outputs as inputs",
      `${inputs} inputs and ${outputs} outputs`,
    );
  }
  return null;
}

/** What is wrong in every copy is told once. */
function innerProblems(node: BlockNode, copies: readonly GraphAnalysis[]): readonly Problem[] {
  const told = new Map<string, Problem>();
  for (const copy of new Set(copies)) {
    for (const problem of copy.problems) {
      const key = `${problem.path} ${problem.message}`;
      if (!told.has(key)) told.set(key, { ...problem, path: `${node.id}/${problem.path}` });
    }
  }
  return [...told.values()];
}

/** Elements alive at once at most: an output lives from its node to its last reader, and to the end if it leaves. */
function peakOf(graph: Graph, order: readonly NodeId[], nodes: ReadonlyMap<NodeId, NodeAnalysis>): number {
  const { incoming, outgoing } = adjacency(graph);
  const readers = new Map<NodeId, number>();
  let live = 0;
  let peak = 0;
  for (const id of order) {
    const analysis = nodes.get(id);
    if (!analysis) continue;
    peak = Math.max(peak, live + analysis.totals.peakActivations);
    live += outputElements(analysis);
    readers.set(id, outgoing.get(id)?.length ?? 0);
    for (const { from } of incoming.get(id) ?? []) {
      const left = (readers.get(from.node) ?? 0) - 1;
      readers.set(from.node, left);
      const source = nodes.get(from.node);
      if (left === 0 && source) live -= outputElements(source);
    }
  }
  return Math.max(peak, live);
}

function outputElements(analysis: NodeAnalysis): number {
  return analysis.outputs.reduce((sum, shape) => sum + (shape ? elementsOf(shape) : 0), 0);
}

function cycleFault(): Fault {
  return fault(
    "This node is on a loop, or behind one.",
    "connections that run one way, from the input to the output",
    "a connection that leads back",
  );
}

function sameCopies(a: readonly GraphAnalysis[], b: readonly GraphAnalysis[]): boolean {
  return a.length === b.length && a.every((copy, index) => copy === b[index]);
}

function sameNodes(a: GraphAnalysis, b: GraphAnalysis): boolean {
  if (a.order.length !== b.order.length) return false;
  return a.order.every((id, index) => id === b.order[index] && a.nodes.get(id) === b.nodes.get(id));
}
