import { type NodePath, parentPath } from "../../shared/graph/document";
import { unfoldPath } from "../canvas/actions/fold";
import { canvas } from "../state/canvas-controls";
import { select } from "../state/session";

/** Selects a node and brings it into view, unfolding what hides it. */
export function reveal(path: NodePath): void {
  unfoldPath(parentPath(path));
  select([path]);
  // Its place is only known once what was unfolded is laid out.
  canvas()?.whenSettled(() => canvas()?.reveal(path));
}
