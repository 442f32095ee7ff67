import {
  type Document,
  type DocumentView,
  type GraphId,
  joinPath,
  MAIN_GRAPH,
  type NodeId,
  type NodePath,
  type Point,
} from "./document";
import { without } from "./edit-graph";
import type { Edit } from "./history";

/** Places nodes by hand; they stay there. Positions are rounded, so that files hold no noise. */
export function moveNodes(positions: Readonly<Record<NodePath, Point>>): Edit {
  return (document) => {
    const moved = Object.entries(positions)
      .map(([path, { x, y }]) => [path, { x: Math.round(x), y: Math.round(y) }] as const)
      .filter(([path, to]) => {
        const at = document.view.positions[path];
        return at?.x !== to.x || at?.y !== to.y;
      });
    if (moved.length === 0) return document;
    return withView(document, { positions: { ...document.view.positions, ...Object.fromEntries(moved) } });
  };
}

/** Gives nodes back to the automatic layout: those in one frame, or all. */
export function resetPositions(inside: NodePath | null): Edit {
  return (document) => {
    const positions = without(document.view.positions, (path) => inside === null || isInside(path, inside));
    return positions === document.view.positions ? document : withView(document, { positions });
  };
}

export function setUnfolded(paths: readonly NodePath[], unfolded: boolean): Edit {
  return (document) => {
    const before = document.view.unfolded;
    if (unfolded) {
      if (paths.every((path) => before[path])) return document;
      const added = Object.fromEntries(paths.map((path) => [path, true] as const));
      return withView(document, { unfolded: { ...before, ...added } });
    }
    const gone = new Set(paths);
    const kept = without(before, (path) => gone.has(path));
    return kept === before ? document : withView(document, { unfolded: kept });
  };
}

/** Forgets what the view held of removed nodes, and that they were frozen, wherever their graph is shown. */
export function pruneView(document: Document, graph: GraphId, gone: ReadonlySet<NodeId>): Document {
  const roots = instancePaths(document, graph).flatMap((path) => [...gone].map((id) => joinPath(path, id)));
  const drop = (path: NodePath): boolean => roots.some((root) => path === root || isInside(path, root));
  const positions = without(document.view.positions, drop);
  const unfolded = without(document.view.unfolded, drop);
  const frozen = without(document.frozen, drop);
  const pruned = frozen === document.frozen ? document : { ...document, frozen };
  if (positions === document.view.positions && unfolded === document.view.unfolded) return pruned;
  return withView(pruned, { positions, unfolded });
}

/** Every place where a graph of the document is used: the path of the block that holds it, "" for the main graph. */
export function instancePaths(document: Document, graph: GraphId): readonly NodePath[] {
  if (graph === MAIN_GRAPH) return [""];
  const found: NodePath[] = [];
  const look = (id: GraphId, prefix: NodePath, inside: readonly GraphId[]): void => {
    const nodes = id === MAIN_GRAPH ? document.graph.nodes : document.definitions[id]?.graph.nodes;
    for (const node of Object.values(nodes ?? {})) {
      if (node.kind !== "block" || !document.definitions[node.definition]) continue;
      if (inside.includes(node.definition)) continue;
      const path = joinPath(prefix, node.id);
      if (node.definition === graph) found.push(path);
      look(node.definition, path, [...inside, node.definition]);
    }
  };
  look(MAIN_GRAPH, "", []);
  return found.sort();
}

export function isInside(path: NodePath, ancestor: NodePath): boolean {
  return ancestor === "" || path.startsWith(`${ancestor}/`);
}

function withView(document: Document, change: Partial<DocumentView>): Document {
  return { ...document, view: { ...document.view, ...change } };
}
