import { nodeAt } from "../../../shared/blocks/edit-inside";
import { lastOfPath, type NodeId, type NodePath, parentPath } from "../../../shared/graph/document";
import { isInside } from "../../../shared/graph/view-edits";
import { currentDocument } from "../../state/project";
import { sessionStore } from "../../state/session";

/** What is selected and still there, without what lies inside a selected block. */
export function selectedPaths(): readonly NodePath[] {
  const document = currentDocument();
  const there = [...sessionStore.getState().selection].filter((path) => nodeAt(document, path));
  return there.filter((path) => !there.some((other) => other !== path && isInside(path, other)));
}

/** The only selected node, or null. */
export function soleSelected(): NodePath | null {
  const [first, ...rest] = selectedPaths();
  return first !== undefined && rest.length === 0 ? first : null;
}

/** Node ids by the frame that holds them: an edit works on one graph at a time. */
export function byFrame(paths: readonly NodePath[]): ReadonlyMap<NodePath, readonly NodeId[]> {
  const frames = new Map<NodePath, NodeId[]>();
  for (const path of paths) {
    const frame = parentPath(path);
    const ids = frames.get(frame) ?? [];
    frames.set(frame, ids);
    ids.push(lastOfPath(path));
  }
  return frames;
}
