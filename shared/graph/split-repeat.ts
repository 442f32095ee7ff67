import {
  type BlockNode,
  type Edge,
  edgeId,
  firstOfPath,
  type GraphId,
  type GraphNode,
  graphOf,
} from "./document";
import { editGraph, without } from "./edit-graph";
import { keepFrozen } from "./frozen";
import type { Edit } from "./history";
import { freeName, takenNames } from "./names";

/**
 * Sets one copy of a repeated block apart, so that it can be changed alone: what stood ×N becomes up to three blocks in
 * a row, with copy number `copy` (from 0) by itself in the place of the old node.
 */
export function splitRepeat(graph: GraphId, id: string, copy: number): Edit {
  return inRow(graph, id, (repeat) =>
    copy < 0 || copy >= repeat ? null : { before: counts(copy), after: counts(repeat - copy - 1) },
  );
}

/** Writes a repeated block out: what stood ×N becomes N blocks in a row, the first in the place of the old node. */
export function writeOutRepeat(graph: GraphId, id: string): Edit {
  return inRow(graph, id, (repeat) => ({ before: [], after: Array<number>(repeat - 1).fill(1) }));
}

interface Row {
  /** How often each block ahead of the old node stands, and each behind it. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

function counts(repeat: number): readonly number[] {
  return repeat === 0 ? [] : [repeat];
}

/** Puts a row of blocks in the place of one that repeats; the old node stays in it, once. */
function inRow(graph: GraphId, id: string, rowOf: (repeat: number) => Row | null): Edit {
  return (document) => {
    const held = graphOf(document, graph);
    const node = held?.nodes[id];
    if (!held || node?.kind !== "block" || node.repeat < 2) return document;
    const row = rowOf(node.repeat);
    if (!row) return document;
    const taken = takenNames(held);
    const part = (repeat: number): BlockNode => {
      const name = freeName(taken, node.name);
      taken.add(name);
      return { ...node, id: name, name, repeat };
    };
    const blocks = [...row.before.map(part), { ...node, repeat: 1 }, ...row.after.map(part)];
    const edited = editGraph(document, graph, (before) => ({
      nodes: { ...before.nodes, ...keyedNodes(blocks) },
      edges: rowEdges(before.edges, id, blocks),
    }));
    return keepFrozen(edited, document, graph, (path) =>
      firstOfPath(path) === id ? blocks.map((block) => block.id + path.slice(id.length)) : [],
    );
  };
}

/** Edges into the old node enter the row's first block, edges out of it leave the last, port by port between them. */
function rowEdges(edges: Readonly<Record<string, Edge>>, id: string, row: readonly BlockNode[]) {
  const first = row[0]?.id ?? id;
  const last = row[row.length - 1]?.id ?? id;
  const touching = Object.values(edges).filter(({ from, to }) => from.node === id || to.node === id);
  const moved = touching.map(
    ({ from, to }): Edge => ({
      from: from.node === id ? { ...from, node: last } : from,
      to: to.node === id ? { ...to, node: first } : to,
    }),
  );
  const ports = [...new Set(touching.filter(({ to }) => to.node === id).map(({ to }) => to.port))];
  const between = row.slice(1).flatMap((next, index) =>
    ports.map(
      (port): Edge => ({
        from: { node: (row[index] as BlockNode).id, port },
        to: { node: next.id, port },
      }),
    ),
  );
  const others = without(edges, (_, { from, to }) => from.node === id || to.node === id);
  return { ...others, ...Object.fromEntries([...moved, ...between].map((edge) => [edgeId(edge), edge])) };
}

function keyedNodes(nodes: readonly GraphNode[]): Record<string, GraphNode> {
  return Object.fromEntries(nodes.map((node) => [node.id, node]));
}
