import { describe, expect, it } from "vitest";
import { type LayerNode, parentPath } from "../../../shared/graph/document";
import { addNode, connect, disconnect, insertOnEdge, removeNodes } from "../../../shared/graph/edits";
import type { Edit } from "../../../shared/graph/history";
import { moveNodes, setUnfolded } from "../../../shared/graph/view-edits";
import { layerParams } from "../../../shared/layers/registry";
import { createLayouter } from "../../../shared/layout/layouter";
import { rectOf, shownPaths } from "../../../shared/layout/places";
import type { CanvasLayout, Rect } from "../../../shared/layout/types";
import { openNetwork } from "../../../shared/networks/registry";
import { elkEngine } from "../../helpers/elk-engine";
import { clashes, families, laidOut, NO_CLASHES, unfoldSome } from "../../helpers/laid-out";

function relu(id: string): LayerNode {
  return { kind: "layer", id, name: id, type: "relu", params: layerParams("relu") };
}

function places(layout: CanvasLayout): Record<string, Rect | null> {
  return Object.fromEntries(shownPaths(layout).map((path) => [path, rectOf(layout, path)]));
}

describe("the layout of a network", () => {
  // Whatever is unfolded in any of them is looked at in the long tests.
  it.each(families)("puts no card of %s over another and no edge over a card, either way", async (id) => {
    expect(await clashes(openNetwork(id))).toEqual(NO_CLASHES);
  });

  it.each(["googlenet", "resnet-50"])("nor where blocks of %s are unfolded", async (id) => {
    expect(await clashes(unfoldSome(openNetwork(id)))).toEqual(NO_CLASHES);
  });

  it("lays out only the block that was unfolded and what surrounds it", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("googlenet");
    await laidOut(layouter, document);
    const before = layouter.requested;
    await laidOut(layouter, setUnfolded(["inception_3a"], true)(document));
    expect(layouter.requested - before).toBe(2);
  });

  it("lays blocks of one shape out once", async () => {
    const layouter = createLayouter(elkEngine);
    const document = setUnfolded(
      ["inception_3a", "inception_3b", "inception_4a"],
      true,
    )(openNetwork("googlenet"));
    await laidOut(layouter, document);
    expect(layouter.requested).toBe(2);
  });

  it("keeps the layout object when only numbers changed", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("alexnet");
    const before = await laidOut(layouter, document);
    const edited = { ...document, graph: { ...document.graph, nodes: { ...document.graph.nodes } } };
    expect(layouter.tryLayout(edited, "down")).toBe(before);
  });
});

describe("the layout after an edit", () => {
  const cases: readonly (readonly [string, string, Edit, readonly string[]])[] = [
    [
      "an inserted layer",
      "googlenet",
      insertOnEdge("main", "pool1:0>norm1:0", relu("extra")),
      ["input", "conv1", "pool1"],
    ],
    [
      "a removed layer",
      "googlenet",
      removeNodes("main", ["norm1"], { heal: true }),
      ["input", "conv1", "pool1"],
    ],
    [
      "an added, unconnected layer",
      "googlenet",
      addNode("main", relu("a_extra")),
      ["input", "conv1", "softmax"],
    ],
    ["an unfolded block", "googlenet", setUnfolded(["inception_3a"], true), ["input", "conv1", "pool2"]],
  ];

  it.each(cases)("moves nothing in front of %s", async (_what, id, edit, still) => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork(id);
    const before = places(await laidOut(layouter, document));
    const after = places(await laidOut(layouter, edit(document)));
    expect(pick(after, still)).toEqual(pick(before, still));
  });

  it("moves nothing inside an unfolded block when the next one unfolds", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("googlenet");
    const unfolded = setUnfolded(["inception_3a"], true)(document);
    const before = places(await laidOut(layouter, unfolded));
    const after = places(
      await laidOut(layouter, setUnfolded(["inception_3a", "inception_3b"], true)(document)),
    );
    const inside = Object.keys(before).filter((path) => parentPath(path) === "inception_3a");
    expect(pick(after, inside)).toEqual(pick(before, inside));
  });

  it("is as it was when a connection is cut", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("googlenet");
    const before = places(await laidOut(layouter, document));
    expect(places(await laidOut(layouter, disconnect("main", ["pool1:0>norm1:0"])(document)))).toEqual(
      before,
    );
  });

  it("is what it was once the block is folded again", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("resnet-50");
    const before = places(await laidOut(layouter, document));
    await laidOut(layouter, unfoldSome(document));
    expect(places(await laidOut(layouter, document))).toEqual(before);
  });

  it("comes back when an edit that bent the picture is undone", async () => {
    const layouter = createLayouter(elkEngine);
    const document = openNetwork("googlenet");
    const before = places(await laidOut(layouter, document));
    await laidOut(
      layouter,
      connect("main", { node: "input", port: 0 }, { node: "pool1", port: 0 })(document),
    );
    expect(places(await laidOut(layouter, document))).toEqual(before);
  });

  it("leaves nodes placed by hand where they are, whatever is added", async () => {
    const layouter = createLayouter(elkEngine);
    const document = moveNodes({ pool2: { x: 400, y: 700 } })(openNetwork("googlenet"));
    const before = places(await laidOut(layouter, document));
    const after = places(
      await laidOut(layouter, insertOnEdge("main", "pool1:0>norm1:0", relu("extra"))(document)),
    );
    expect(after.pool2).toEqual(before.pool2);
    expect(before.pool2).toMatchObject({ x: 400 - 110, y: 700 });
  });

  it("lets a frame grow with a node dragged out of it, and nothing inside jumps", async () => {
    const layouter = createLayouter(elkEngine);
    const document = setUnfolded(["inception_3a"], true)(openNetwork("googlenet"));
    const before = places(await laidOut(layouter, document));
    const dragged = moveNodes({ "inception_3a/conv1x1": { x: -900, y: 160 } })(document);
    const after = places(layouter.provisional(dragged, "down") as CanvasLayout);
    expect(pick(after, ["inception_3a/concat", "inception_3a/pool"])).toEqual(
      pick(before, ["inception_3a/concat", "inception_3a/pool"]),
    );
    expect(after.inception_3a?.width).toBeGreaterThan(before.inception_3a?.width ?? 0);
  });
});

function pick(from: Record<string, Rect | null>, paths: readonly string[]) {
  return Object.fromEntries(paths.map((path) => [path, from[path]]));
}
