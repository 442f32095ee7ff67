import type { NodeChange, NodePositionChange } from "@xyflow/react";
import { type NodePath, type Point, parentPath } from "../../../shared/graph/document";
import { moveNodes } from "../../../shared/graph/view-edits";
import { cancelGesture, change, endGesture } from "../../state/project";
import { text } from "../../text/i18n";
import { add, subtract } from "../layout/geometry";
import { anchorOf, rectInFrame, rectOnCanvas } from "../layout/places";
import { heldInView } from "../placing";
import type { CanvasNode } from "../projection";
import { currentLayout, setDragging } from "../scene";

type DragState =
  | { readonly kind: "idle" }
  | { readonly kind: "moving" | "cancelled"; readonly gesture: string };

let state: DragState = { kind: "idle" };
let drags = 0;

export function startDrag(): void {
  state = { kind: "moving", gesture: `drag:${++drags}` };
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
}

export function endDrag(): void {
  if (state.kind === "moving") endGesture();
  state = { kind: "idle" };
  setDragging(false);
}

/** Back to where the nodes were; the pointer may still be down. Returns whether there was a drag to cancel. */
export function cancelDrag(): boolean {
  if (state.kind !== "moving") return false;
  state = { kind: "cancelled", gesture: state.gesture };
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
