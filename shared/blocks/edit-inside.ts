import { UserError } from "../base/assert";
import {
  type BlockNode,
  type Definition,
  type Document,
  type GraphId,
  type GraphNode,
  graphOf,
  MAIN_GRAPH,
  type NodePath,
} from "../graph/document";
import { editNode } from "../graph/edit-graph";
import { freeName } from "../graph/names";
import { instancePaths } from "../graph/view-edits";
import { interiorOf } from "./expand";

/** Whether an edit inside a block is meant for this instance or for every one of the same definition and params. */
export type Reach = "this" | "all";

export interface EditableGraph {
  readonly document: Document;
  readonly graph: GraphId;
}

/**
 * Opens the inside of a block for editing. A catalogue block becomes a definition of the document; with "this", a
 * definition that others use as well is copied first. Enclosing blocks are opened likewise, from the outside in.
 */
export function openForEditing(document: Document, frame: NodePath, reach: Reach): EditableGraph {
  if (frame === "") return { document, graph: MAIN_GRAPH };
  let opened: EditableGraph = { document, graph: MAIN_GRAPH };
  for (const id of frame.split("/")) {
    const node = graphOf(opened.document, opened.graph)?.nodes[id];
    if (node?.kind !== "block") throw new UserError(`There is no block at "${frame}" any more.`);
    opened = openBlock(opened, node, reach);
  }
  return opened;
}

/** In how many places "all of these" would change the inside of the block at `frame`, wherever those are nested. */
export function countInstances(document: Document, frame: NodePath): number {
  const node = blockAt(document, frame);
  if (!node || !interiorOf(node, document.definitions).ok) return 0;
  const opened = openForEditing(document, frame, "all");
  return instancePaths(opened.document, opened.graph).length;
}

/** The block at a path, wherever its graph comes from. */
export function blockAt(document: Document, path: NodePath): BlockNode | undefined {
  const node = nodeAt(document, path);
  return node?.kind === "block" ? node : undefined;
}

/** The node at a path, through catalogue blocks and document definitions alike. */
export function nodeAt(document: Document, path: NodePath): GraphNode | undefined {
  let nodes = document.graph.nodes;
  const ids = path.split("/");
  for (const [depth, id] of ids.entries()) {
    const node = nodes[id];
    if (!node || depth === ids.length - 1) return node;
    if (node.kind !== "block") return undefined;
    const interior = interiorOf(node, document.definitions);
    if (!interior.ok) return undefined;
    nodes = interior.value.graph.nodes;
  }
  return undefined;
}

/** Puts a changed block back to the catalogue block it was made from; null if it was made from none. */
export function resetToBasis(document: Document, graph: GraphId, node: BlockNode): Document | null {
  const basis = document.definitions[node.definition]?.basis;
  if (!basis) return null;
  const reset = editNode(document, graph, node.id, (before) => ({
    ...before,
    definition: basis.block,
    params: basis.params,
  }));
  return dropUnused(reset);
}

/** Definitions that nothing reaches any more are let go. */
export function dropUnused(document: Document): Document {
  const used = new Set<string>();
  const visit = (nodes: Readonly<Record<string, GraphNode>>): void => {
    for (const node of Object.values(nodes)) {
      if (node.kind !== "block" || used.has(node.definition)) continue;
      used.add(node.definition);
      visit(document.definitions[node.definition]?.graph.nodes ?? {});
    }
  };
  visit(document.graph.nodes);
  const kept = Object.entries(document.definitions).filter(([id]) => used.has(id));
  if (kept.length === Object.keys(document.definitions).length) return document;
  return { ...document, definitions: Object.fromEntries(kept) };
}

function openBlock({ document, graph }: EditableGraph, node: BlockNode, reach: Reach): EditableGraph {
  const own = document.definitions[node.definition];
  const alike = instancesLike(document, node);
  if (own && (reach === "all" || alike.length === 1)) return { document, graph: node.definition };
  const definition = own ? { ...own } : definitionFrom(node, document);
  const id = freeName(new Set(Object.keys(document.definitions)), own ? own.id : `custom_${node.definition}`);
  const definitions = { ...document.definitions, [id]: { ...definition, id } };
  const targets = reach === "all" ? alike : [{ graph, node }];
  const edited = targets.reduce<Document>(
    (result, target) =>
      editNode(result, target.graph, target.node.id, (before) => ({ ...before, definition: id, params: {} })),
    { ...document, definitions },
  );
  return { document: edited, graph: id };
}

function definitionFrom(node: BlockNode, document: Document): Omit<Definition, "id"> {
  const interior = interiorOf(node, document.definitions);
  if (!interior.ok) throw new UserError(`${interior.error.message} Mend the block first.`);
  const { title, inputs, outputs, graph } = interior.value;
  return {
    title: `${title} (changed)`,
    inputs,
    outputs,
    graph,
    basis: { block: node.definition, params: node.params },
  };
}

interface Instance {
  readonly graph: GraphId;
  readonly node: BlockNode;
}

/** Every block of the document's own graphs with the same definition and params. */
function instancesLike(document: Document, like: BlockNode): readonly Instance[] {
  const graphs: (readonly [GraphId, Readonly<Record<string, GraphNode>>])[] = [
    [MAIN_GRAPH, document.graph.nodes],
    ...Object.values(document.definitions).map(({ id, graph }) => [id, graph.nodes] as const),
  ];
  const params = stable(like.params);
  return graphs.flatMap(([graph, nodes]) =>
    Object.values(nodes).flatMap((node) =>
      node.kind === "block" && node.definition === like.definition && stable(node.params) === params
        ? [{ graph, node }]
        : [],
    ),
  );
}

function stable(params: BlockNode["params"]): string {
  return JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
}
