import type { NodeId, NodePath, Point } from "../graph/document";

export type Flow = "down" | "right";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

/**
 * One node as the layout sees it. Layout always works downwards: x is across the flow, y along it. Everything is
 * measured from the node's anchor, the point where its first input enters, so that a block that unfolds grows around
 * the line it stands on.
 */
export interface LayoutNode {
  readonly box: Rect;
  /** x of each input port on the box's upper side. */
  readonly inputs: readonly number[];
  /** x of each output port on the box's lower side. */
  readonly outputs: readonly number[];
  /** Arriving edges stand side by side along the upper side, as they do at a merge. */
  readonly spread: boolean;
  /** Of an unfolded block: the box it has when folded. */
  readonly folded?: Rect;
}

export interface LayoutEdge {
  readonly id: string;
  readonly from: { readonly node: NodeId; readonly port: number };
  readonly to: { readonly node: NodeId; readonly port: number };
}

/** One graph of the document, ready to be laid out. Nodes stand in topological order. */
export interface LayoutGraph {
  readonly nodes: ReadonlyMap<NodeId, LayoutNode>;
  readonly edges: readonly LayoutEdge[];
  /** Ports of the block that holds the graph; both 0 for the document's own. */
  readonly inputs: number;
  readonly outputs: number;
  /** Whether some merge gets one and the same output both directly and through other nodes. */
  readonly hasBypass: boolean;
  /** Between one layer and the next, if not the usual: room for shapes that are written along the connection. */
  readonly layerGap?: number;
  /** The same key, the same layout. */
  readonly key: string;
}

/** What a layout engine gives back for one graph. The first input port, or else the first node's anchor, is at 0, 0. */
export interface GraphLayout {
  readonly anchors: Readonly<Record<NodeId, Point>>;
  readonly inputs: readonly Point[];
  readonly outputs: readonly Point[];
  /** Bend points by edge id, ends included. */
  readonly routes: Readonly<Record<string, readonly Point[]>>;
}

/** One frame as it is drawn, in the frame's own coordinates: hand-placed nodes keep theirs whatever else moves. */
export interface FrameLayout extends GraphLayout {
  /** What the frame covers, header included. */
  readonly box: Rect;
  readonly nodes: ReadonlyMap<NodeId, LayoutNode>;
  /** Nodes that stand aside for an unfolded block, away from where they belong. */
  readonly aside: readonly NodeId[];
}

export interface CanvasLayout {
  readonly flow: Flow;
  /** The document's own graph ("") and every unfolded block. */
  readonly frames: ReadonlyMap<NodePath, FrameLayout>;
}

export const EMPTY_LAYOUT: CanvasLayout = { flow: "down", frames: new Map() };

/** Lays out one graph at a time, without blocking. Never rejects: a layout of some kind always comes. */
export interface LayoutEngine {
  layout(graph: LayoutGraph): Promise<GraphLayout>;
}
