import { type NodePath, parentPath } from "../../shared/graph/document";
import { unfoldPath } from "../canvas/actions/fold";
import { canvas } from "../state/canvas-controls";
import { select } from "../state/session";

/** Until the layout of what was unfolded is there; it has a deadline of its own. */
const LAYOUT_MS = 350;

/** Selects a node and brings it into view, unfolding what hides it. */
export function reveal(path: NodePath): void {
  unfoldPath(parentPath(path));
  select([path]);
  canvas()?.centre(path);
  // The place may only be known, or may move, once what was unfolded is laid out.
  setTimeout(() => canvas()?.centre(path), LAYOUT_MS);
}
