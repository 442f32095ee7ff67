import { blockAt } from "../../../shared/blocks/edit-inside";
import { type Definitions, interiorOf } from "../../../shared/blocks/expand";
import { type Graph, joinPath, type NodePath, parentPath } from "../../../shared/graph/document";
import { setUnfolded } from "../../../shared/graph/view-edits";
import { canvas } from "../../state/canvas-controls";
import { change, currentDocument } from "../../state/project";
import { enterFrame, sessionStore } from "../../state/session";
import { text } from "../../text/i18n";

/** More than this many nodes at once are not unfolded by "unfold all"; the rest stays folded. */
export const UNFOLD_LIMIT = 3000;

export function isUnfolded(path: NodePath): boolean {
  return currentDocument().view.unfolded[path] === true;
}

export function setFold(paths: readonly NodePath[], unfolded: boolean): void {
  if (paths.length === 0) return;
  change(text(unfolded ? "canvas.edit.unfold" : "canvas.edit.fold"), setUnfolded(paths, unfolded));
  leaveFolded();
  const [path, ...others] = paths;
  if (unfolded && path !== undefined && others.length === 0) {
    canvas()?.whenSettled(() => canvas()?.bringInView(path));
  }
}

export function toggleFold(path: NodePath): void {
  if (blockAt(currentDocument(), path)) setFold([path], !isUnfolded(path));
}

/** Every block at any depth, outer ones first, until the canvas would hold too much to be read or drawn. */
export function unfoldAll(): void {
  const document = currentDocument();
  const paths: NodePath[] = [];
  let shown = Object.keys(document.graph.nodes).length;
  let level = blocksIn(document.graph, "");
  while (level.length > 0) {
    const next: NodePath[] = [];
    for (const path of level) {
      const graph = interiorAt(path, document.definitions);
      if (!graph) continue;
      shown += Object.keys(graph.nodes).length;
      if (shown > UNFOLD_LIMIT) break;
      paths.push(path);
      next.push(...blocksIn(graph, path));
    }
    level = shown > UNFOLD_LIMIT ? [] : next;
  }
  setFold(paths, true);
}

export function foldAll(): void {
  setFold(Object.keys(currentDocument().view.unfolded), false);
}

/** Goes into a block: it unfolds, with all around it, and becomes the place where things are added. */
export function enter(path: NodePath): void {
  if (!blockAt(currentDocument(), path)) return;
  unfoldPath(path);
  enterFrame(path);
}

/** Back to the block around. */
export function leave(): NodePath | null {
  const { frame } = sessionStore.getState();
  if (frame === "") return null;
  enterFrame(parentPath(frame));
  sessionStore.setState({ selection: new Set([frame]) });
  return frame;
}

/** Unfolds a block and every block around it. */
export function unfoldPath(path: NodePath): void {
  const needed: NodePath[] = [];
  for (let at = path; at !== ""; at = parentPath(at)) if (!isUnfolded(at)) needed.push(at);
  setFold(needed, true);
}

/** Nobody stays inside a block that was folded away. */
function leaveFolded(): void {
  const { frame, selection } = sessionStore.getState();
  const { unfolded } = currentDocument().view;
  const isShown = (path: NodePath): boolean => {
    for (let at = parentPath(path); at !== ""; at = parentPath(at)) if (!unfolded[at]) return false;
    return true;
  };
  if (frame !== "" && (!unfolded[frame] || !isShown(frame))) enterFrame("");
  if ([...selection].every(isShown)) return;
  // Of what was folded away with its block, the block stays selected.
  sessionStore.setState({ selection: new Set([...selection].map(outermostFolded)) });
}

function outermostFolded(path: NodePath): NodePath {
  const { unfolded } = currentDocument().view;
  const ids = path.split("/");
  for (let depth = 1; depth < ids.length; depth++) {
    const around = ids.slice(0, depth).join("/");
    if (!unfolded[around]) return around;
  }
  return path;
}

function blocksIn(graph: Graph, path: NodePath): readonly NodePath[] {
  return Object.values(graph.nodes).flatMap((node) =>
    node.kind === "block" ? [joinPath(path, node.id)] : [],
  );
}

function interiorAt(path: NodePath, definitions: Definitions): Graph | null {
  const node = blockAt(currentDocument(), path);
  const interior = node && interiorOf(node, definitions);
  return interior?.ok ? interior.value.graph : null;
}
