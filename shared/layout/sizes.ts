import type { GraphNode } from "../graph/document";
import { hasTrait } from "../layers/define";
import { layers } from "../layers/registry";
import type { Flow, LayoutNode, Rect, Size } from "./types";

/** How a node is drawn: a card, a small pill (merges, activations) or a folded block. */
export type NodeLook = "card" | "pill" | "block";

const SIZES: Readonly<Record<NodeLook, Size>> = {
  card: { width: 220, height: 72 },
  pill: { width: 144, height: 28 },
  block: { width: 220, height: 72 },
};

export const HEADER_HEIGHT = 32;
export const FRAME_PADDING = 24;
/** Room for a frame's title, numbers and buttons. */
export const FRAME_MIN_WIDTH = 300;

export function lookOf(node: GraphNode): NodeLook {
  if (node.kind === "block") return "block";
  const layer = layers.get(node.type);
  return hasTrait(layer, "merge") || hasTrait(layer, "inline") ? "pill" : "card";
}

/** The size never depends on the numbers that a node shows, so nothing reflows when they change. */
export function nodeSize(node: GraphNode): Size {
  return SIZES[lookOf(node)];
}

const known = new Map<string, LayoutNode>();

/** A folded node for the layout. The same look and ports give the same object. */
export function foldedNode(node: GraphNode, inputs: number, outputs: number, flow: Flow): LayoutNode {
  const look = lookOf(node);
  const spread = node.kind === "layer" && hasTrait(layers.get(node.type), "merge");
  const key = `${look} ${spread} ${inputs} ${outputs} ${flow}`;
  const kept = known.get(key);
  if (kept) return kept;
  const box = foldedBox(node, flow);
  const { width } = box;
  const made: LayoutNode = {
    box,
    inputs: portsAlong(inputs, width),
    outputs: portsAlong(outputs, width),
    spread,
  };
  known.set(key, made);
  return made;
}

export function foldedBox(node: GraphNode, flow: Flow): Rect {
  const { width, height } = turned(SIZES[lookOf(node)], flow);
  return { x: -width / 2, y: 0, width, height };
}

export function turned<T extends Size>(size: T, flow: Flow): Size {
  return flow === "down" ? size : { width: size.height, height: size.width };
}

function portsAlong(count: number, width: number): readonly number[] {
  return Array.from({ length: count }, (_, port) => (width * (port + 1)) / (count + 1) - width / 2);
}
