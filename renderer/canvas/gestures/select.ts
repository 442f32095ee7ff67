import type { EdgeChange, NodeChange } from "@xyflow/react";
import type { NodePath } from "../../../shared/graph/document";
import { isInside } from "../../../shared/graph/view-edits";
import { sessionStore } from "../../state/session";
import type { CanvasEdge, CanvasNode } from "../projection";
import { currentLayout } from "../scene";

let isBoxing = false;

export function startBox(): void {
  isBoxing = true;
}

export function endBox(): void {
  isBoxing = false;
}

export function applyNodeSelection(changes: readonly NodeChange<CanvasNode>[]): void {
  const before = sessionStore.getState().selection;
  const selected = changes.filter((each) => each.type === "select");
  if (selected.length === 0) return;
  const next = new Set(before);
  for (const { id, selected: isSelected } of selected) {
    if (isSelected) next.add(id);
    else next.delete(id);
  }
  const kept = isBoxing ? withoutSurroundings(next) : next;
  if (!isSame(before, kept)) sessionStore.setState({ selection: kept });
}

export function applyEdgeSelection(changes: readonly EdgeChange<CanvasEdge>[]): void {
  const before = sessionStore.getState().selectedEdges;
  // A box means nodes; their edges go with them anyway.
  const selected = changes.filter((each) => each.type === "select" && !(isBoxing && each.selected));
  if (selected.length === 0) return;
  const next = new Set(before);
  for (const each of selected) {
    if (each.type !== "select") continue;
    if (each.selected) next.add(each.id);
    else next.delete(each.id);
  }
  if (!isSame(before, next)) sessionStore.setState({ selectedEdges: next });
}

/** A box drawn inside a block touches the block too, but only what it holds is meant. */
function withoutSurroundings(paths: ReadonlySet<NodePath>): ReadonlySet<NodePath> {
  const { frames } = currentLayout();
  const isMeant = (path: NodePath): boolean => {
    const frame = frames.get(path);
    if (!frame) return true;
    return [...frame.nodes.keys()].every((id) => paths.has(`${path}/${id}`));
  };
  const meant = [...paths].filter(isMeant);
  const whole = new Set(meant.filter((path) => frames.has(path)));
  // Of a block that is meant as a whole, the parts are not selected besides.
  return new Set(meant.filter((path) => ![...whole].some((frame) => isInside(path, frame))));
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}
