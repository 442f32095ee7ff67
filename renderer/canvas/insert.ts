import { nodeAt } from "../../shared/blocks/edit-inside";
import { lastOfPath, type NodePath, parentPath } from "../../shared/graph/document";
import { without } from "../../shared/graph/edit-graph";
import { connect, sequence } from "../../shared/graph/edits";
import type { Edit } from "../../shared/graph/history";
import { adjacency } from "../../shared/graph/traverse";
import { moveNodes } from "../../shared/graph/view-edits";
import { layers } from "../../shared/layers/registry";
import { portsOf } from "../../shared/layout/frame-graph";
import { subtract } from "../../shared/layout/geometry";
import { frameOrigin, rectOf } from "../../shared/layout/places";
import type { CanvasLayout } from "../../shared/layout/types";
import { changeInside, currentDocument } from "../state/project";
import { text } from "../text/i18n";
import { reach } from "./actions/edit";
import { isBesidePlaced } from "./add";
import { graphInside } from "./connect";
import { type Positions, placesOnEdge } from "./placing";
import { currentLayout } from "./scene";

/** Whether a node has no connections and could stand in the middle of one. */
export function canGoBetween(path: NodePath): boolean {
  const document = currentDocument();
  const node = nodeAt(document, path);
  const graph = graphInside(document, parentPath(path))?.graph;
  if (!node || !graph) return false;
  const { incoming, outgoing } = adjacency(graph);
  if (incoming.get(node.id)?.length || outgoing.get(node.id)?.length) return false;
  const { inputs, outputs } = portsOf(node, document);
  const takesInput = node.kind === "block" ? inputs > 0 : (layers.get(node.type)?.inputs.max ?? 0) > 0;
  return takesInput && outputs > 0;
}

interface Drag {
  readonly gesture: string;
  /** As it was when the drag began: connections give way to what is dragged over them. */
  readonly layout: CanvasLayout;
}

/** Puts a node that is there already into a connection, as part of the drag that brought it. */
export function insertOnto(
  { frame, edge }: { readonly frame: NodePath; readonly edge: string },
  path: NodePath,
  { gesture, layout }: Drag,
): void {
  const id = lastOfPath(path);
  changeInside(
    frame,
    text("canvas.edit.move"),
    (graph) => (document) => {
      const split = graphInside(document, frame)?.graph.edges[edge];
      if (!split) return document;
      // Among what is laid out by itself it is laid out too.
      const standing = isBesidePlaced(frame, edge, document)
        ? moveNodes(placesOnLine(layout, frame, edge, path))
        : forgetPlace(path);
      return sequence(
        connect(graph, split.from, { node: id, port: 0 }),
        connect(graph, { node: id, port: 0 }, split.to),
        standing,
      )(document);
    },
    { reach: reach(), gesture },
  );
}

function placesOnLine(layout: CanvasLayout, frame: NodePath, edge: string, path: NodePath): Positions {
  const id = lastOfPath(path);
  const node = layout.frames.get(frame)?.nodes.get(id);
  const rect = rectOf(currentLayout(), path);
  if (!node || !rect) return {};
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const wanted = subtract(middle, frameOrigin(layout, frame));
  return placesOnEdge(layout, frame, edge, { id, box: node.box }, wanted);
}

function forgetPlace(path: NodePath): Edit {
  return (document) => {
    const positions = without(document.view.positions, (held) => held === path);
    return { ...document, view: { ...document.view, positions } };
  };
}
