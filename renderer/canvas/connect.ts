import type { Connection } from "@xyflow/react";
import { createAnalyser } from "../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../shared/analysis/find";
import type { NodeAnalysis } from "../../shared/analysis/types";
import { type Fault, fault } from "../../shared/base/fault";
import { blockAt, openForEditing } from "../../shared/blocks/edit-inside";
import { type Interior, interiorOf } from "../../shared/blocks/expand";
import {
  BLOCK_INPUT,
  BLOCK_OUTPUT,
  type Document,
  type Edge,
  type Endpoint,
  edgeId,
  type Graph,
  type GraphNode,
  isBoundary,
  joinPath,
  lastOfPath,
  type NodePath,
  parentPath,
} from "../../shared/graph/document";
import { connect, nextPort } from "../../shared/graph/edits";
import { adjacency, wouldClose } from "../../shared/graph/traverse";
import { hasTrait } from "../../shared/layers/define";
import { layers } from "../../shared/layers/registry";
import { text } from "../text/i18n";

const analyser = createAnalyser();
const answers = new WeakMap<Document, Map<string, Fault | null>>();

/**
 * Why an output may not be joined to an input of the same frame, or null. An input that is taken is no reason: the new
 * connection replaces the old. Neither is an unknown shape: half-built networks are normal.
 */
export function connectionFault(
  document: Document,
  frame: NodePath,
  from: Endpoint,
  to: Endpoint,
): Fault | null {
  const known = answers.get(document) ?? new Map<string, Fault | null>();
  answers.set(document, known);
  const key = `${frame}|${edgeId({ from, to })}`;
  const answer = known.has(key) ? (known.get(key) ?? null) : findFault(document, frame, from, to);
  known.set(key, answer);
  return answer;
}

/** The two ends of a line drawn between handles, if they lie in one frame. */
export function endsOfConnection(
  document: Document,
  { source, sourceHandle, target, targetHandle }: Connection,
): { frame: NodePath; from: Endpoint; to: Endpoint } | null {
  const [fromKind, fromPort] = parseHandle(sourceHandle);
  const [toKind, toPort] = parseHandle(targetHandle);
  const frame = fromKind === BLOCK_INPUT ? source : parentPath(source);
  const toFrame = toKind === BLOCK_OUTPUT ? target : parentPath(target);
  if (frame !== toFrame) return null;
  const from = { node: fromKind === BLOCK_INPUT ? BLOCK_INPUT : lastOfPath(source), port: fromPort };
  if (toKind === BLOCK_OUTPUT) return { frame, from, to: { node: BLOCK_OUTPUT, port: toPort } };
  return { frame, from, to: inputOf(document, frame, lastOfPath(target), toPort) };
}

/** The end that a line was drawn from, and the frame it lies in. */
export function endsFromHandle(
  document: Document,
  {
    nodeId,
    id,
    type,
  }: { readonly nodeId: string; readonly id?: string | null; readonly type: "source" | "target" },
): { frame: NodePath; end: Endpoint } {
  const [kind, port] = parseHandle(id);
  if (isBoundary(kind)) return { frame: nodeId, end: { node: kind, port } };
  const frame = parentPath(nodeId);
  const node = lastOfPath(nodeId);
  return { frame, end: type === "source" ? { node, port } : inputOf(document, frame, node, port) };
}

/** A merge takes a new branch behind those it has; every other input stands where its handle is. */
export function inputOf(document: Document, frame: NodePath, node: string, port: number): Endpoint {
  const graph = graphInside(document, frame)?.graph;
  const held = graph?.nodes[node];
  const isMerge = held?.kind === "layer" && hasTrait(layers.get(held.type), "merge");
  return { node, port: graph && isMerge ? nextPort(graph, node) : port };
}

/** The edge that a connection to this input would replace. */
export function replacedEdge(document: Document, frame: NodePath, to: Endpoint): Edge | null {
  const graph = graphInside(document, frame)?.graph;
  const entering = graph ? (adjacency(graph).incoming.get(to.node) ?? []) : [];
  return entering.find((edge) => edge.to.port === to.port) ?? null;
}

/** What lies inside the block at `frame`; the document's own graph for "". */
export function graphInside(
  document: Document,
  frame: NodePath,
): Pick<Interior, "graph" | "inputs" | "outputs"> | null {
  if (frame === "") return { graph: document.graph, inputs: [], outputs: [] };
  const block = blockAt(document, frame);
  const interior = block && interiorOf(block, document.definitions);
  return interior?.ok ? interior.value : null;
}

function findFault(document: Document, frame: NodePath, from: Endpoint, to: Endpoint): Fault | null {
  const inside = graphInside(document, frame);
  const { graph } = inside ?? {};
  if (!inside || !graph || !isThere(graph, from) || !isThere(graph, to)) return said("gone");
  const target = graph.nodes[to.node];
  const missing =
    portFault(document, inside, from, inside.inputs.length, "outputs") ??
    portFault(document, inside, to, inside.outputs.length, "inputs");
  if (missing) return missing;
  if (graph.edges[edgeId({ from, to })]) return said("same");
  const limits = target ? inputLimits(document, target) : { min: 1, max: 1 };
  if (limits.max === 0) return said("source", { name: nameOf(graph, to) });
  if (from.node === to.node || wouldClose(graph, from.node, to.node)) {
    return said("loop", { from: nameOf(graph, from), to: nameOf(graph, to) });
  }
  if (!target) return null;
  const entering = (adjacency(graph).incoming.get(to.node) ?? []).filter((edge) => edge.to.port !== to.port);
  const values = { name: target.name, max: limits.max, count: entering.length + 1 };
  if (values.count > limits.max) return said("full", values);
  // More inputs are still to come: whether the shapes fit shows when all are there.
  if (values.count < limits.min) return null;
  return shapeFault(document, frame, from, to);
}

/** What the target would find wrong that it does not find wrong now. */
function shapeFault(document: Document, frame: NodePath, from: Endpoint, to: Endpoint): Fault | null {
  const path = joinPath(frame, to.node);
  const opened = openForEditing(document, frame, "this");
  const connected = connect(opened.graph, from, to)(opened.document);
  const now = ownFaults(nodeAnalysisAt(analyser.analyse(document), path));
  const after = ownFaults(nodeAnalysisAt(analyser.analyse(connected), path));
  const known = new Set(now.map(({ message }) => message));
  return after.find(({ message }) => !known.has(message)) ?? null;
}

function ownFaults(analysis: NodeAnalysis | undefined): readonly Fault[] {
  return analysis?.problems ?? [];
}

function portFault(
  document: Document,
  inside: Pick<Interior, "graph">,
  { node, port }: Endpoint,
  own: number,
  side: "inputs" | "outputs",
): Fault | null {
  const held = inside.graph.nodes[node];
  const count = isBoundary(node) ? own : held ? portCount(document, held, side) : 0;
  if (port < count) return null;
  return said("port", { name: nameOf(inside.graph, { node, port }), count, port: port + 1 });
}

function portCount(document: Document, node: GraphNode, side: "inputs" | "outputs"): number {
  // How many inputs a layer takes is told by its own limits.
  if (node.kind === "layer") return side === "outputs" ? 1 : Number.POSITIVE_INFINITY;
  const interior = interiorOf(node, document.definitions);
  return interior.ok ? interior.value[side].length : 0;
}

function inputLimits(document: Document, node: GraphNode): { min: number; max: number } {
  if (node.kind === "layer") return layers.get(node.type)?.inputs ?? { min: 0, max: 0 };
  const count = portCount(document, node, "inputs");
  return { min: count, max: count };
}

function isThere(graph: Graph, { node }: Endpoint): boolean {
  return isBoundary(node) || graph.nodes[node] !== undefined;
}

function nameOf(graph: Graph, { node }: Endpoint): string {
  return (
    graph.nodes[node]?.name ?? (node === BLOCK_INPUT ? text("canvas.blockInput") : text("canvas.blockOutput"))
  );
}

function said(key: string, values: Record<string, unknown> = {}): Fault {
  const at = (part: string): string => text(`canvas.connect.${key}.${part}`, values);
  return fault(at("message"), at("expected"), at("received"));
}

function parseHandle(handle: string | null | undefined): readonly [string, number] {
  const [kind = "", port = "0"] = (handle ?? "").split(":");
  return [kind, Number(port)];
}
