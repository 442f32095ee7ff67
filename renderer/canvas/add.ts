import { blockParams, blocks } from "../../shared/blocks/registry";
import {
  type Document,
  type Edge,
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
import { canvas } from "../state/canvas-controls";
import { changeInside, currentDocument } from "../state/project";
import { select, sessionStore } from "../state/session";
import { text } from "../text/i18n";
import { reach } from "./actions/edit";
import { soleSelected } from "./actions/selection";
import { kindOf } from "./captions";
import { portsOf } from "./layout/frame-graph";
import { add, grown, overlaps, subtract } from "./layout/geometry";
import { anchorOf, frameOrigin, rectOf, shownPaths } from "./layout/places";
import { nodeSize } from "./layout/sizes";
import type { CanvasLayout, Rect } from "./layout/types";
import { currentLayout } from "./scene";

/** What a palette row, or a search, stands for. */
export type PaletteItem =
  | { readonly kind: "layer"; readonly type: string }
  | { readonly kind: "block"; readonly definition: string };

export type AddTarget =
  /** Under a point of the canvas, in the frame that lies there. */
  | { readonly kind: "at"; readonly frame: NodePath; readonly point: Point }
  | { readonly kind: "edge"; readonly frame: NodePath; readonly edge: string }
  | { readonly kind: "behind"; readonly path: NodePath };

/** Between a hand-placed node and the one added behind it. */
const GAP = 40;

/**
 * Adds a layer or a block and selects it, so that the next one goes behind it. Without a target it goes behind the only
 * selected node, and else into the middle of what is seen.
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
  return { kind: "at", frame, point: canvas()?.middle() ?? { x: 0, y: 0 } };
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
  if (target.kind === "at" || !takesInput || outputs === 0) return only;
  if (target.kind === "edge") return insertOnEdge(graph, target.edge, node);
  return addBehind(graph, node, lastOfPath(target.path), document);
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

/** Only what is dropped, or stands behind something placed by hand, is placed by hand; the rest is laid out. */
function position(frame: NodePath, node: GraphNode, target: AddTarget, document: Document): Edit {
  const path = joinPath(frame, node.id);
  const layout = currentLayout();
  const { width, height } = nodeSize(node);
  if (target.kind === "at") {
    const anchor =
      layout.flow === "down"
        ? { x: target.point.x, y: target.point.y - height / 2 }
        : { x: target.point.x - width / 2, y: target.point.y };
    if (!layout.frames.get(frame)?.nodes.size) {
      // The first node stands at 0, 0 and whatever is added behind it is laid out; the view goes there instead.
      canvas()?.moveOrigin(anchor);
      return (unchanged) => unchanged;
    }
    const corner = { x: target.point.x - width / 2, y: target.point.y - height / 2 };
    const free = freePlace({ ...corner, width, height }, layout);
    return moveNodes({ [path]: subtract(add(anchor, subtract(free, corner)), frameOrigin(layout, frame)) });
  }
  const front = target.kind === "behind" ? target.path : sourceOf(frame, target.edge, document);
  const anchor = front && document.view.positions[front] ? anchorOf(layout, front) : null;
  if (!anchor || !front) return (unchanged) => unchanged;
  const along = layout.frames.get(frame)?.nodes.get(lastOfPath(front))?.box.height ?? 0;
  const below = along + GAP;
  return moveNodes({
    [path]:
      layout.flow === "down" ? { x: anchor.x, y: anchor.y + below } : { x: anchor.x + below, y: anchor.y },
  });
}

/** The nearest place to the right where nothing would be covered. */
function freePlace(wanted: Rect, layout: CanvasLayout): Point {
  const taken = shownPaths(layout).flatMap((path) =>
    layout.frames.has(path) ? [] : (rectOf(layout, path) ?? []),
  );
  let place = wanted;
  for (let tries = 0; tries < taken.length + 1; tries++) {
    const covered = taken.find((rect) => overlaps(grown(rect, 8), place));
    if (!covered) return place;
    place = { ...place, x: covered.x + covered.width + GAP };
  }
  return place;
}

function sourceOf(frame: NodePath, edge: string, document: Document): NodePath | null {
  const source = edge.slice(0, edge.indexOf(":"));
  const path = joinPath(frame, source);
  return document.view.positions[path] ? path : null;
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
