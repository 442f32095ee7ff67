import type { NodeChange, NodePositionChange } from "@xyflow/react";
import { type NodePath, type Point, parentPath } from "../../../shared/graph/document";
import { moveNodes } from "../../../shared/graph/view-edits";
import { add, subtract } from "../../../shared/layout/geometry";
import { anchorOf, rectInFrame, rectOf, rectOnCanvas } from "../../../shared/layout/places";
import { EMPTY_LAYOUT } from "../../../shared/layout/types";
import { cancelGesture, change, endGesture } from "../../state/project";
import { text } from "../../text/i18n";
import { canGoBetween, insertOnto } from "../insert";
import { heldInView } from "../placing";
import type { CanvasNode } from "../projection";
import { currentLayout, setDragging } from "../scene";
import { nearEdgeStore, nearestEdge, showNearEdge } from "./near-edge";

type DragState =
  | { readonly kind: "idle" }
  | { readonly kind: "moving" | "cancelled"; readonly gesture: string };

let state: DragState = { kind: "idle" };
let drags = 0;
/** The node that could go into a connection. */
let dragged: NodePath | null = null;
/** Before connections gave way to what is dragged over them. */
let atStart = EMPTY_LAYOUT;

export function startDrag(): void {
  state = { kind: "moving", gesture: `drag:${++drags}` };
  atStart = currentLayout();
  setDragging(true);
}

/** Every tick goes into the document; together they are one undo step. */
export function applyMoves(changes: readonly NodeChange<CanvasNode>[]): void {
  if (state.kind !== "moving") return;
  const moved = changes.filter((each): each is NodePositionChange => each.type === "position");
  const positions = Object.fromEntries(
    moved.flatMap(({ id, position }) => {
      const anchor = position && anchorAt(id, position);
      return anchor ? [[id, anchor] as const] : [];
    }),
  );
  if (Object.keys(positions).length === 0) return;
  const frames = new Set(Object.keys(positions).map(parentPath));
  const held = Object.assign({}, ...[...frames].map((frame) => heldInView(currentLayout(), frame)));
  change(text("canvas.edit.move"), moveNodes({ ...held, ...positions }), state.gesture);
  lookForEdge(Object.keys(positions));
}

export function endDrag(): void {
  if (state.kind === "moving") {
    const { near } = nearEdgeStore.getState();
    if (near && dragged) insertOnto(near, dragged, { gesture: state.gesture, layout: atStart });
    endGesture();
  }
  leaveEdge();
  state = { kind: "idle" };
  setDragging(false);
}

/** A single node without connections goes into the connection it is held over. */
function lookForEdge(paths: readonly NodePath[]): void {
  const [path, ...others] = paths;
  const rect = path === undefined ? null : rectOf(currentLayout(), path);
  if (path === undefined || others.length > 0 || !rect || !canGoBetween(path)) {
    leaveEdge();
    return;
  }
  dragged = path;
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  showNearEdge(nearestEdge(parentPath(path), middle, atStart));
}

function leaveEdge(): void {
  dragged = null;
  showNearEdge(null);
}

/** Back to where the nodes were; the pointer may still be down. Returns whether there was a drag to cancel. */
export function cancelDrag(): boolean {
  if (state.kind !== "moving") return false;
  state = { kind: "cancelled", gesture: state.gesture };
  leaveEdge();
  cancelGesture();
  return true;
}

/** From React Flow's corner within the parent's box to the anchor in the frame that documents hold. */
function anchorAt(path: NodePath, corner: Point): Point | null {
  const layout = currentLayout();
  const rect = rectInFrame(layout, path);
  const anchor = anchorOf(layout, path);
  if (!rect || !anchor) return null;
  const parent = layout.frames.get(parentPath(path));
  const ground = parent && parentPath(path) !== "" ? rectOnCanvas(layout, parent.box) : { x: 0, y: 0 };
  return add(add(corner, ground), subtract(anchor, rect));
}
