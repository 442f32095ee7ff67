import { describe, expect, test } from "vitest";
import { emptyDocument } from "../../../shared/graph/document";
import { frameGraph } from "../../../shared/layout/frame-graph";
import { graph, layer } from "../../helpers/graphs";

/** The lines that are drawn between these layers. */
function drawnLines(types: Readonly<Record<string, string>>, edges: readonly string[]): readonly string[] {
  const nodes = Object.entries(types).map(([id, type]) => layer(id, type));
  const held = graph(nodes, edges);
  const source = { path: "", graph: held, inputs: 0, outputs: 0 };
  return frameGraph(source, { ...emptyDocument("test"), graph: held }, new Map(), "down").edges.map(
    ({ id }) => id,
  );
}

describe("the lines between layers", () => {
  test("reach both inputs of a crop, the map and what it is cropped to", () => {
    const types = { image: "input", up: "conv-transpose2d", crop: "crop" };
    expect(drawnLines(types, ["image>up", "up>crop", "image>crop:1"])).toEqual([
      "image:0>up:0",
      "up:0>crop:0",
      "image:0>crop:1",
    ]);
  });

  test("reach a merge, however many there are", () => {
    const types = { image: "input", a: "relu", b: "relu", sum: "add" };
    const edges = ["image>a", "image>b", "a>sum", "b>sum:1", "image>sum:2"];
    expect(drawnLines(types, edges).filter((line) => line.includes("sum"))).toEqual([
      "a:0>sum:0",
      "b:0>sum:1",
      "image:0>sum:2",
    ]);
  });
});
