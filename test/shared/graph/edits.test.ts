import { describe, expect, it } from "vitest";
import { type Document, emptyDocument, MAIN_GRAPH } from "../../../shared/graph/document";
import {
  connect,
  disconnect,
  insertOnEdge,
  removeNodes,
  rename,
  setParams,
} from "../../../shared/graph/edits";
import type { Edit } from "../../../shared/graph/history";
import { moveNodes, setUnfolded } from "../../../shared/graph/view-edits";
import { edgesOf, graph, layer } from "../../helpers/graphs";

const chain: Document = {
  ...emptyDocument("chain"),
  graph: graph(
    [layer("a", "conv2d"), layer("b", "relu"), layer("c", "relu"), layer("d", "add"), layer("e", "conv2d")],
    ["a>b", "b>c", "c>d", "a>d:1"],
  ),
};

function edgesAfter(...edits: readonly Edit[]): readonly string[] {
  return edgesOf(edits.reduce<Document>((document, edit) => edit(document), chain).graph);
}

describe("edits", () => {
  it("joins what is left when a chain is taken out of a stack", () => {
    expect(edgesAfter(removeNodes(MAIN_GRAPH, ["b", "c"], { heal: true }))).toEqual(["a>d", "a>d:1"]);
  });

  it("leaves a gap where a merge is taken out", () => {
    const joined = connect(MAIN_GRAPH, { node: "d", port: 0 }, { node: "e", port: 0 });
    expect(edgesAfter(joined, removeNodes(MAIN_GRAPH, ["d"], { heal: true }))).toEqual(["a>b", "b>c"]);
  });

  it("takes edges along when not asked to heal", () => {
    expect(edgesAfter(removeNodes(MAIN_GRAPH, ["b"], { heal: false }))).toEqual(["a>d:1", "c>d"]);
  });

  it("lets an input go over to a new source", () => {
    const edges = edgesAfter(connect(MAIN_GRAPH, { node: "a", port: 0 }, { node: "c", port: 0 }));
    expect(edges).toEqual(["a>b", "a>c", "a>d:1", "c>d"]);
  });

  it("never closes a loop", () => {
    expect(connect(MAIN_GRAPH, { node: "d", port: 0 }, { node: "a", port: 0 })(chain)).toBe(chain);
  });

  it("puts a node into an edge", () => {
    const edges = edgesAfter(insertOnEdge(MAIN_GRAPH, "c:0>d:0", layer("n", "relu")));
    expect(edges).toEqual(["a>b", "a>d:1", "b>c", "c>n", "n>d"]);
  });

  it("forgets the place of a removed node and of what was inside it", () => {
    const placed = setUnfolded(
      ["b"],
      true,
    )(moveNodes({ b: { x: 1.4, y: 2 }, "b/x": { x: 3, y: 4 }, bb: { x: 5, y: 6 } })(chain));
    expect(removeNodes(MAIN_GRAPH, ["b"], { heal: true })(placed).view).toEqual({
      positions: { bb: { x: 5, y: 6 } },
      unfolded: {},
    });
  });

  it.each([
    ["setting params to what they are", setParams(MAIN_GRAPH, "a", {})],
    ["renaming to a taken name", rename(MAIN_GRAPH, "a", "b")],
    ["renaming to what cannot be a name", rename(MAIN_GRAPH, "a", "a/b")],
    ["disconnecting nothing", disconnect(MAIN_GRAPH, ["x"])],
    ["removing what is not there", removeNodes(MAIN_GRAPH, ["x"], { heal: true })],
    ["editing a graph that is not there", removeNodes("x", ["a"], { heal: true })],
  ])("gives back the very same document after %s", (_, edit) => {
    expect(edit(chain)).toBe(chain);
  });
});
