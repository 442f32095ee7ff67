/**
 * The document: an immutable, nested graph. React Flow, files and the engine are projections of it.
 *
 * A node is a layer or a block; a block is an instance of a definition, from the block catalogue or from the
 * document itself. Inside a definition the reserved endpoints `$in` and `$out` stand for the block's own ports.
 */
export type NodeId = string;
export type ParamValue = number | boolean | string | readonly number[];
export type Params = Readonly<Record<string, ParamValue>>;

export interface LayerNode {
  readonly kind: "layer";
  readonly id: NodeId;
  /** Unique in its graph; what people see and what weight names are made of. */
  readonly name: string;
  readonly type: string;
  readonly params: Params;
}

export interface BlockNode {
  readonly kind: "block";
  readonly id: NodeId;
  readonly name: string;
  /** Id of a definition: in the document first, else in the block catalogue. */
  readonly definition: string;
  readonly params: Params;
  /** How many copies stand one after another, each with weights of its own. */
  readonly repeat: number;
}

export type GraphNode = LayerNode | BlockNode;

export interface Endpoint {
  readonly node: NodeId;
  readonly port: number;
}

/** From an output port to an input port. An input port takes one edge; an output port feeds any number. */
export interface Edge {
  readonly from: Endpoint;
  readonly to: Endpoint;
}

/** The key order of `nodes` and `edges` never carries meaning: files sort it, traversal follows edges. */
export interface Graph {
  readonly nodes: Readonly<Record<NodeId, GraphNode>>;
  readonly edges: Readonly<Record<string, Edge>>;
}

/** A block that lives in the document: what a person made or changed. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The catalogue block that it was made from, to go back to. */
  readonly basis: { readonly block: string; readonly params: Params } | null;
  readonly graph: Graph;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Node ids from the document's own graph inwards, joined by slashes: `conv3_x/unit`. */
export type NodePath = string;

export interface DocumentView {
  /** Only nodes that a person placed; the rest is laid out. Relative to the frame that holds the node. */
  readonly positions: Readonly<Record<NodePath, Point>>;
  readonly unfolded: Readonly<Record<NodePath, true>>;
}

/** The catalogue network a document was opened from. */
export interface Origin {
  readonly network: string;
  readonly params: Params;
}

export interface Document {
  readonly name: string;
  readonly origin: Origin | null;
  readonly graph: Graph;
  readonly definitions: Readonly<Record<string, Definition>>;
  /** Layers and blocks that training leaves as they are, a block with all inside it. */
  readonly frozen: Readonly<Record<NodePath, true>>;
  readonly view: DocumentView;
}

/** Names one graph of the document: its own, or that of a definition. */
export type GraphId = string;
export const MAIN_GRAPH: GraphId = "main";

export const BLOCK_INPUT: NodeId = "$in";
export const BLOCK_OUTPUT: NodeId = "$out";

export const EMPTY_GRAPH: Graph = { nodes: {}, edges: {} };

export function emptyDocument(name: string): Document {
  return {
    name,
    origin: null,
    graph: EMPTY_GRAPH,
    definitions: {},
    frozen: {},
    view: { positions: {}, unfolded: {} },
  };
}

export function isBoundary(node: NodeId): boolean {
  return node === BLOCK_INPUT || node === BLOCK_OUTPUT;
}

/** Unique per edge, since an input port takes one edge. */
export function edgeId(edge: Edge): string {
  return `${edge.from.node}:${edge.from.port}>${edge.to.node}:${edge.to.port}`;
}

export function joinPath(parent: NodePath, node: NodeId): NodePath {
  return parent === "" ? node : `${parent}/${node}`;
}

export function parentPath(path: NodePath): NodePath {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function firstOfPath(path: NodePath): NodeId {
  const [first = ""] = path.split("/", 1);
  return first;
}

export function lastOfPath(path: NodePath): NodeId {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function graphOf(document: Document, id: GraphId): Graph | undefined {
  return id === MAIN_GRAPH ? document.graph : document.definitions[id]?.graph;
}
