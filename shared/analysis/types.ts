import type { Fault } from "../base/fault";
import type { Graph, GraphNode, NodeId, NodePath } from "../graph/document";
import type { AnyShape } from "../layers/shape";
import type { ReceptiveField } from "./receptive-field";
import type { Totals } from "./totals";

/** A fault at its place. `path` is relative to the graph whose analysis holds the problem. */
export interface Problem extends Fault {
  readonly path: NodePath;
}

export interface NodeAnalysis {
  readonly node: GraphNode;
  /** By input port; null where nothing is connected or the shape is not known. */
  readonly inputs: readonly (AnyShape | null)[];
  /** By output port; a layer has one. */
  readonly outputs: readonly (AnyShape | null)[];
  readonly totals: Totals;
  /** Seen from the input of the graph that holds the node. */
  readonly field: ReceptiveField | null;
  /** The node's own, and for a block those inside it. */
  readonly problems: readonly Problem[];
  /** What its output weighs in the loss beside the network's own, for an auxiliary classifier. */
  readonly lossWeight?: number;
  /** One per repeat of a block; copies of equal shape are the same object. Empty for layers. */
  readonly copies: readonly GraphAnalysis[];
}

export interface GraphAnalysis {
  readonly graph: Graph;
  /** Sources first; nodes on cycles last. */
  readonly order: readonly NodeId[];
  readonly nodes: ReadonlyMap<NodeId, NodeAnalysis>;
  /** What leaves through the block's own outputs. */
  readonly outputs: readonly (AnyShape | null)[];
  readonly fields: readonly (ReceptiveField | null)[];
  readonly totals: Totals;
  readonly problems: readonly Problem[];
}
