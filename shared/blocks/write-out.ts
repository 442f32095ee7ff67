import {
  type BlockNode,
  type Document,
  type Graph,
  joinPath,
  lastOfPath,
  type NodePath,
  parentPath,
} from "../graph/document";
import { writeOutRepeat } from "../graph/split-repeat";
import { openForEditing } from "./edit-inside";
import { interiorOf } from "./expand";

/**
 * Every repeated block at or inside the given ones as single blocks in a row, at any depth. Catalogue blocks that hold
 * one become blocks of the document, the same for all alike.
 */
export function writeOutRepeats(document: Document, within: readonly NodePath[]): Document {
  let written = document;
  for (let next = firstRepeat(written, within); next !== null; next = firstRepeat(written, within)) {
    const opened = openForEditing(written, parentPath(next), "all");
    written = writeOutRepeat(opened.graph, lastOfPath(next))(opened.document);
  }
  return written;
}

/** How many nodes there would be in all, were every repeat written out and every block unfolded. */
export function countWrittenOut(document: Document, graph: Graph = document.graph): number {
  return Object.values(graph.nodes).reduce((sum, node) => sum + nodesIn(document, node), 0);
}

function nodesIn(document: Document, node: Graph["nodes"][string]): number {
  if (node.kind !== "block") return 1;
  const interior = interiorOf(node, document.definitions);
  return node.repeat * (1 + (interior.ok ? countWrittenOut(document, interior.value.graph) : 0));
}

export function hasRepeats(document: Document, within: readonly NodePath[]): boolean {
  return firstRepeat(document, within) !== null;
}

/** Outer ones first, since their copies hold the inner ones. */
function firstRepeat(document: Document, within: readonly NodePath[]): NodePath | null {
  let level = blocksOf(document.graph, "");
  while (level.length > 0) {
    level = level.filter(([path]) => touches(path, within));
    const found = level.find(([path, { repeat }]) => repeat > 1 && isWithin(path, within));
    if (found) return found[0];
    level = level.flatMap(([path, node]) => {
      const interior = interiorOf(node, document.definitions);
      return interior.ok ? blocksOf(interior.value.graph, path) : [];
    });
  }
  return null;
}

function blocksOf(graph: Graph, frame: NodePath): (readonly [NodePath, BlockNode])[] {
  return Object.values(graph.nodes).flatMap((node) =>
    node.kind === "block" ? [[joinPath(frame, node.id), node] as const] : [],
  );
}

function isWithin(path: NodePath, within: readonly NodePath[]): boolean {
  return within.some((each) => each === "" || path === each || path.startsWith(`${each}/`));
}

/** Whether the path is among those asked for, or on the way to one. */
function touches(path: NodePath, within: readonly NodePath[]): boolean {
  return isWithin(path, within) || within.some((each) => each.startsWith(`${path}/`));
}
