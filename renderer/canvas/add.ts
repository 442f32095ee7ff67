import { blockParams, blocks } from "../../shared/blocks/registry";
import {
  type Document,
  type Edge,
  type Endpoint,
  type GraphId,
  type GraphNode,
  graphOf,
  joinPath,
  lastOfPath,
  type NodeId,
  type NodePath,
  type Point,
  parentPath,
} from "../../shared/graph/document";
import { addNode, connect, insertOnEdge, sequence } from "../../shared/graph/edits";
import type { Edit } from "../../shared/graph/history";
import { freeName, takenNames } from "../../shared/graph/names";
import { adjacency } from "../../shared/graph/traverse";
import { moveNodes } from "../../shared/graph/view-edits";
import { layerParams, layers } from "../../shared/layers/registry";
import { portsOf } from "../../shared/layout/frame-graph";
import { add, subtract } from "../../shared/layout/geometry";
import { anchorOf, frameOrigin } from "../../shared/layout/places";
import { foldedNode, nodeSize } from "../../shared/layout/sizes";
import type { CanvasLayout } from "../../shared/layout/types";
import { canvas } from "../state/canvas-controls";
import { changeInside, currentDocument } from "../state/project";
import { select, sessionStore } from "../state/session";
import { text } from "../text/i18n";
import { reach } from "./actions/edit";
import { soleSelected } from "./actions/selection";
import { kindOf } from "./captions";
import { graphInside } from "./connect";
import {
  freeCorner,
  heldInView,
  isPlacedByHand,
  type Positions,
  placesBehind,
  placesOnEdge,
} from "./placing";
import { currentLayout } from "./scene";

/** What a palette row, or a search, stands for. */
export type PaletteItem =
  | { readonly kind: "layer"; readonly type: string }
  | { readonly kind: "block"; readonly definition: string };

/** The end of a connection that the new node takes the other end of. */
interface Joined {
  readonly end: Endpoint;
  /** A source feeds the new node, a target is fed by it. */
  readonly type: "source" | "target";
}

export type AddTarget =
  /** Under a point of the canvas, in the frame that lies there. */
  | {
      readonly kind: "at";
      readonly frame: NodePath;
      readonly point: Point;
      readonly isByHand?: boolean;
      readonly joined?: Joined;
    }
  | { readonly kind: "edge"; readonly frame: NodePath; readonly edge: string; readonly point?: Point }
  | { readonly kind: "behind"; readonly path: NodePath };

/**
 * Adds a layer or a block and selects it, so that the next one goes behind it. Without a target it goes behind the only
 * selected node, or the only one whose output goes nowhere, and else into the middle of what is seen.
 */
export function addFromPalette(item: PaletteItem, target: AddTarget = defaultTarget()): void {
  const frame = target.kind === "behind" ? parentPath(target.path) : target.frame;
  let added: NodeId | null = null;
  changeInside(
    frame,
    labelOf(item, target),
    (graph) => (document) => {
      const node = newNode(item, document, graph);
      added = node.id;
      return sequence(
        place(graph, node, target, document),
        position(frame, node, target, document),
      )(document);
    },
    { reach: reach() },
  );
  if (!added) return;
  const path = joinPath(frame, added);
  select([path]);
  canvas()?.whenSettled(() => canvas()?.centre(path));
}

function defaultTarget(): AddTarget {
  const sole = soleSelected();
  if (sole) return { kind: "behind", path: sole };
  const { frame } = sessionStore.getState();
  const sink = onlySink(frame);
  if (sink) return { kind: "behind", path: joinPath(frame, sink) };
  return { kind: "at", frame, point: canvas()?.middle() ?? { x: 0, y: 0 } };
}

function onlySink(frame: NodePath): NodeId | null {
  const graph = graphInside(currentDocument(), frame)?.graph;
  if (!graph) return null;
  const { outgoing } = adjacency(graph);
  const [sink, ...others] = Object.keys(graph.nodes).filter((id) => !outgoing.get(id)?.length);
  return sink !== undefined && others.length === 0 ? sink : null;
}

function newNode(item: PaletteItem, document: Document, graph: GraphId): GraphNode {
  const held = graphOf(document, graph);
  const base =
    item.kind === "layer" ? item.type : (document.definitions[item.definition]?.title ?? item.definition);
  const id = freeName(held ? takenNames(held) : new Set(), base.toLowerCase().replace(/[^a-z0-9_]+/g, "_"));
  if (item.kind === "layer") {
    return { kind: "layer", id, name: id, type: item.type, params: layerParams(item.type) };
  }
  const params = blocks.get(item.definition) ? blockParams(item.definition) : {};
  return { kind: "block", id, name: id, definition: item.definition, params, repeat: 1 };
}

function place(graph: GraphId, node: GraphNode, target: AddTarget, document: Document): Edit {
  const only = addNode(graph, node);
  const { inputs, outputs } = portsOf(node, document);
  const takesInput = node.kind === "block" ? inputs > 0 : layers.require(node.type).inputs.max > 0;
  if (target.kind === "at" && target.joined)
    return addJoined(graph, node, target.joined, { takesInput, outputs });
  if (target.kind === "at" || !takesInput || outputs === 0) return only;
  if (target.kind === "edge") return insertOnEdge(graph, target.edge, node);
  return addBehind(graph, node, lastOfPath(target.path), document);
}

function addJoined(
  graph: GraphId,
  node: GraphNode,
  { end, type }: Joined,
  { takesInput, outputs }: { readonly takesInput: boolean; readonly outputs: number },
): Edit {
  const own = { node: node.id, port: 0 };
  const only = addNode(graph, node);
  if (type === "source") return takesInput ? sequence(only, connect(graph, end, own)) : only;
  return outputs > 0 ? sequence(only, connect(graph, own, end)) : only;
}

/** What the node in front fed is now fed by the new one. */
function addBehind(graph: GraphId, node: GraphNode, front: NodeId, document: Document): Edit {
  const held = graphOf(document, graph);
  const leaving = held
    ? (adjacency(held).outgoing.get(front) ?? []).filter(({ from }) => from.port === 0)
    : [];
  const source = { node: front, port: 0 };
  return sequence(
    addNode(graph, node),
    ...leaving.map(({ to }: Edge) => connect(graph, { node: node.id, port: 0 }, to)),
    connect(graph, source, { node: node.id, port: 0 }),
  );
}

/** Only what is dropped, or stands beside something placed by hand, is placed by hand; the rest is laid out. */
function position(frame: NodePath, node: GraphNode, target: AddTarget, document: Document): Edit {
  const layout = currentLayout();
  if (target.kind === "at") return dropped(frame, node, target, document);
  const { inputs, outputs } = portsOf(node, document);
  const placed = { id: node.id, box: foldedNode(node, inputs, outputs, layout.flow).box };
  if (target.kind === "edge") {
    if (!isBesidePlaced(frame, target.edge, document)) return unchanged;
    const wanted = target.point ? subtract(target.point, frameOrigin(layout, frame)) : null;
    return moveNodes(placesOnEdge(layout, frame, target.edge, placed, wanted));
  }
  if (!isPlacedByHand(document, target.path)) return unchanged;
  return moveNodes(placesBehind(layout, frame, lastOfPath(target.path), placed));
}

const unchanged: Edit = (document) => document;

function dropped(
  frame: NodePath,
  node: GraphNode,
  { point, isByHand }: Extract<AddTarget, { kind: "at" }>,
  document: Document,
): Edit {
  const path = joinPath(frame, node.id);
  const layout = currentLayout();
  const { width, height } = nodeSize(node);
  const toAnchor = ({ x, y }: Point): Point =>
    layout.flow === "down" ? { x, y: y - height / 2 } : { x: x - width / 2, y };
  if (frame === "" && !layout.frames.get(frame)?.nodes.size) {
    // The first node stands at 0, 0; the view goes there instead.
    canvas()?.moveOrigin(toAnchor(point));
    return isByHand ? moveNodes({ [path]: { x: 0, y: 0 } }) : unchanged;
  }
  const origin = frameOrigin(layout, frame);
  const inside = subtract(point, origin);
  const corner = { x: inside.x - width / 2, y: inside.y - height / 2 };
  const free = freeCorner(layout, frame, { ...corner, width, height });
  return moveNodes({
    ...looseNodes(layout, frame, document),
    ...heldInView(layout, frame),
    [path]: add(toAnchor(inside), subtract(free, corner)),
  });
}

/** What is connected to nothing would be laid out anew with every node that comes, so it is held where it stands. */
function looseNodes(layout: CanvasLayout, frame: NodePath, document: Document): Positions {
  const graph = graphInside(document, frame)?.graph;
  if (!graph) return {};
  const { incoming, outgoing } = adjacency(graph);
  const loose = Object.keys(graph.nodes).filter(
    (id) => !incoming.get(id)?.length && !outgoing.get(id)?.length,
  );
  return Object.fromEntries(
    loose.flatMap((id) => {
      const path = joinPath(frame, id);
      const at = anchorOf(layout, path);
      return at && !isPlacedByHand(document, path) ? [[path, at] as const] : [];
    }),
  );
}

/** Whether either end of a connection was placed by hand. */
export function isBesidePlaced(frame: NodePath, edge: string, document: Document): boolean {
  const held = graphInside(document, frame)?.graph.edges[edge];
  return Boolean(
    held && [held.from, held.to].some(({ node }) => isPlacedByHand(document, joinPath(frame, node))),
  );
}

function labelOf(item: PaletteItem, target: AddTarget): string {
  const document = currentDocument();
  const probe: GraphNode =
    item.kind === "layer"
      ? { kind: "layer", id: "", name: "", type: item.type, params: {} }
      : { kind: "block", id: "", name: "", definition: item.definition, params: {}, repeat: 1 };
  const what = kindOf(probe, document.definitions);
  return text(target.kind === "edge" ? "canvas.edit.insert" : "canvas.edit.add", { what });
}
