import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../../shared/base/assert";
import { type Document, emptyDocument, type Graph, MAIN_GRAPH } from "../../../shared/graph/document";
import * as edits from "../../../shared/graph/edits";
import { copyFragment, pasteFragment } from "../../../shared/graph/fragment";
import { groupNodes, ungroupNode } from "../../../shared/graph/group";
import * as history from "../../../shared/graph/history";
import { freeName, takenNames } from "../../../shared/graph/names";
import { moveNodes, resetPositions, setUnfolded } from "../../../shared/graph/view-edits";
import { canonical, graph, layer } from "../../helpers/graphs";

const start: Document = {
  ...emptyDocument("start"),
  graph: graph(
    [layer("a", "conv2d", { filters: 8 }), layer("b", "relu"), layer("c", "add"), layer("d", "dense")],
    ["a>b", "b>c", "a>c:1", "c>d"],
  ),
};

/** One thing a person might do, chosen by a few numbers. */
type Deed = (document: Document, first: number, second: number) => Document;

const deeds: Readonly<Record<string, Deed>> = {
  add: (document, first) =>
    edits.addNode(
      MAIN_GRAPH,
      layer(freeName(takenNames(document.graph), "node"), `type${first % 3}`),
    )(document),
  remove: (document, first) =>
    edits.removeNodes(MAIN_GRAPH, [nodeAt(document, first)], { heal: first % 2 === 0 })(document),
  connect: (document, first, second) =>
    edits.connect(
      MAIN_GRAPH,
      { node: nodeAt(document, first), port: 0 },
      { node: nodeAt(document, second), port: first % 2 },
    )(document),
  disconnect: (document, first) => edits.disconnect(MAIN_GRAPH, [edgeAt(document.graph, first)])(document),
  insert: (document, first) =>
    edits.insertOnEdge(
      MAIN_GRAPH,
      edgeAt(document.graph, first),
      layer(freeName(takenNames(document.graph), "between"), "relu"),
    )(document),
  params: (document, first, second) =>
    edits.setParams(MAIN_GRAPH, nodeAt(document, first), { filters: second, kernel: [second, 3] })(document),
  repeat: (document, first, second) =>
    edits.setRepeat(MAIN_GRAPH, nodeAt(document, first), 1 + (second % 4))(document),
  rename: (document, first, second) =>
    edits.rename(MAIN_GRAPH, nodeAt(document, first), `name${second}`)(document),
  title: (document, first) => edits.renameDocument(`title ${first}`)(document),
  move: (document, first, second) =>
    moveNodes({ [nodeAt(document, first)]: { x: second, y: first } })(document),
  tidy: (document) => resetPositions(null)(document),
  fold: (document, first, second) => setUnfolded([nodeAt(document, first)], second % 2 === 0)(document),
  group: (document, first, second) =>
    attempt(
      document,
      () => groupNodes(document, MAIN_GRAPH, someOf(document, first, second), "Group").document,
    ),
  ungroup: (document, first) => {
    const node = document.graph.nodes[nodeAt(document, first)];
    const inside = node?.kind === "block" ? document.definitions[node.definition]?.graph : undefined;
    return node && inside ? ungroupNode(document, MAIN_GRAPH, node.id, inside).document : document;
  },
  duplicate: (document, first, second) => {
    const copied = copyFragment(document, MAIN_GRAPH, someOf(document, first, second), { a: { x: 1, y: 1 } });
    return pasteFragment(document, { graph: MAIN_GRAPH, frame: "" }, copied, { x: 10, y: 10 }).document;
  },
};

const deed = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(50), fc.nat(50));

describe("history", () => {
  it("undoes any edits to the very same document, and redoes them all", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (script) => {
        let state = history.createHistory(start);
        for (const [name, first, second] of script) {
          state = history.commit(history.mark(state, name), (document) =>
            (deeds[name] as Deed)(document, first, second),
          );
        }
        const end = canonical(state.present);
        while (history.canUndo(state)) state = history.undo(state);
        expect(canonical(state.present)).toBe(canonical(start));
        while (history.canRedo(state)) state = history.redo(state);
        expect(canonical(state.present)).toBe(end);
      }),
      { numRuns: 150 },
    );
  });

  it("keeps every edge on nodes that are there, one per input port", () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (script) => {
        const end = script.reduce<Document>(
          (document, [name, a, b]) => (deeds[name] as Deed)(document, a, b),
          start,
        );
        for (const held of [
          end.graph,
          ...Object.values(end.definitions).map((definition) => definition.graph),
        ]) {
          const known = new Set([...Object.keys(held.nodes), "$in", "$out"]);
          const ports = Object.values(held.edges).map(({ to }) => `${to.node}:${to.port}`);
          const loose = Object.values(held.edges).filter(
            ({ from, to }) => !known.has(from.node) || !known.has(to.node),
          );
          expect({ loose, doubled: ports.length - new Set(ports).size }).toEqual({ loose: [], doubled: 0 });
        }
      }),
      { numRuns: 150 },
    );
  });

  it("makes one step of a gesture, and none of a cancelled one", () => {
    const type = (filters: number) => edits.setParams(MAIN_GRAPH, "a", { filters });
    let state = history.mark(history.createHistory(start), "typing");
    for (const filters of [1, 12, 128]) state = history.commit(state, type(filters));
    expect(history.undo(state).present).toEqual(start);
    state = history.bail(history.commit(history.mark(state, "typing"), type(7)));
    expect([state.present.graph.nodes.a?.params.filters, state.past.length]).toEqual([128, 1]);
  });

  it("leaves the redo stack alone when an edit changes nothing", () => {
    const edited = history.commit(
      history.mark(history.createHistory(start), "rename"),
      edits.renameDocument("x"),
    );
    const undone = history.commit(
      history.mark(history.undo(edited), "nothing"),
      edits.renameDocument("start"),
    );
    expect(history.redo(undone).present.name).toBe("x");
  });
});

function nodeAt(document: Document, index: number): string {
  const ids = Object.keys(document.graph.nodes).sort();
  return ids[index % Math.max(1, ids.length)] ?? "none";
}

function edgeAt({ edges }: Graph, index: number): string {
  const ids = Object.keys(edges).sort();
  return ids[index % Math.max(1, ids.length)] ?? "none";
}

function someOf(document: Document, first: number, second: number): readonly string[] {
  return [...new Set([nodeAt(document, first), nodeAt(document, second), nodeAt(document, first + 1)])];
}

/** Grouping may refuse, in words for the person at the screen; anything else is a defect. */
function attempt(document: Document, deed: () => Document): Document {
  try {
    return deed();
  } catch (thrown) {
    if (thrown instanceof UserError) return document;
    throw thrown;
  }
}
