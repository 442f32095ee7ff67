import { type Document, type GraphId, joinPath, type NodePath } from "./document";
import { without } from "./edit-graph";
import type { Edit } from "./history";
import { instancePaths, isInside } from "./view-edits";

/** Keeps nodes as they are in training, or lets them move again; a block with all inside it. */
export function setFrozen(paths: readonly NodePath[], frozen: boolean): Edit {
  return (document) => {
    const before = document.frozen;
    if (frozen) {
      if (paths.every((path) => before[path])) return document;
      return { ...document, frozen: { ...before, ...Object.fromEntries(paths.map((path) => [path, true])) } };
    }
    const gone = new Set(paths);
    const kept = without(before, (path) => gone.has(path));
    return kept === before ? document : { ...document, frozen: kept };
  };
}

/** Whether a node stays as it is by itself or because of a block around it; null if training moves it. */
export function frozenBy({ frozen }: Pick<Document, "frozen">, path: NodePath): "itself" | "block" | null {
  if (frozen[path]) return "itself";
  return Object.keys(frozen).some((each) => isInside(path, each)) ? "block" : null;
}

/**
 * What was frozen before an edit of a graph stays so at its nodes' new places, wherever that graph is shown. `placesOf`
 * takes and gives paths inside the graph.
 */
export function keepFrozen(
  edited: Document,
  before: Document,
  graph: GraphId,
  placesOf: (path: NodePath) => readonly NodePath[],
): Document {
  const all = Object.keys(before.frozen);
  const places = instancePaths(before, graph).flatMap((frame) => {
    const start = frame === "" ? 0 : frame.length + 1;
    return all
      .filter((path) => isInside(path, frame))
      .flatMap((path) => placesOf(path.slice(start)).map((place) => joinPath(frame, place)));
  });
  return setFrozen(places, true)(edited);
}
