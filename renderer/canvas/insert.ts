import { nodeAt } from "../../shared/blocks/edit-inside";
import { type Document, lastOfPath, type NodePath, parentPath } from "../../shared/graph/document";
import { without } from "../../shared/graph/edit-graph";
import { connect, sequence } from "../../shared/graph/edits";
import type { Edit } from "../../shared/graph/history";
import { adjacency } from "../../shared/graph/traverse";
import { moveNodes } from "../../shared/graph/view-edits";
import { layers } from "../../shared/layers/registry";
import { changeInside, currentDocument } from "../state/project";
import { text } from "../text/i18n";
import { reach } from "./actions/edit";
import { isBesidePlaced } from "./add";
import { graphInside } from "./connect";
import { portsOf } from "./layout/frame-graph";
import { grown, overlaps, subtract } from "./layout/geometry";
import { frameOrigin, rectOf } from "./layout/places";
import { placesOnEdge, rectsIn } from "./placing";
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

/** Puts a node that is there already into a connection, as part of the drag that brought it. */
export function insertOnto(frame: NodePath, edge: string, path: NodePath, gesture: string): void {
  const id = lastOfPath(path);
  changeInside(
    frame,
    text("canvas.edit.move"),
    (graph) => (document) => {
      const split = graphInside(document, frame)?.graph.edges[edge];
      if (!split) return document;
      return sequence(
        connect(graph, split.from, { node: id, port: 0 }),
        connect(graph, { node: id, port: 0 }, split.to),
        standingOn(frame, edge, path, document),
      )(document);
    },
    { reach: reach(), gesture },
  );
}

/** Where it was let go, if it covers nothing there, else in line with room made for it. */
function standingOn(frame: NodePath, edge: string, path: NodePath, document: Document): Edit {
  const layout = currentLayout();
  // Among what is laid out by itself it is laid out too.
  if (!isBesidePlaced(frame, edge, document)) return forgetPlace(path);
  const shown = layout.frames.get(frame);
  const id = lastOfPath(path);
  const node = shown?.nodes.get(id);
  const rect = rectOf(layout, path);
  if (!shown || !node || !rect) return (unchanged) => unchanged;
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const wanted = subtract(middle, frameOrigin(layout, frame));
  const others = rectsIn(shown);
  const own = others.get(id);
  others.delete(id);
  const isFree = own && ![...others.values()].some((other) => overlaps(grown(other, 8), own));
  return isFree
    ? (unchanged) => unchanged
    : moveNodes(placesOnEdge(layout, frame, edge, { id, box: node.box }, wanted));
}

function forgetPlace(path: NodePath): Edit {
  return (document) => {
    const positions = without(document.view.positions, (held) => held === path);
    return { ...document, view: { ...document.view, positions } };
  };
}
