import { describe, expect, it } from "vitest";
import { type Document, emptyDocument, MAIN_GRAPH } from "../../../shared/graph/document";
import { copyFragment, pasteFragment } from "../../../shared/graph/fragment";
import { groupNodes, ungroupNode } from "../../../shared/graph/group";
import { splitRepeat } from "../../../shared/graph/split-repeat";
import { block, canonical, edgesOf, graph, layer } from "../../helpers/graphs";

const residual: Document = {
  ...emptyDocument("residual"),
  graph: graph(
    [
      layer("in", "input"),
      layer("conv", "conv2d"),
      layer("relu", "relu"),
      layer("add", "add"),
      layer("out", "softmax"),
    ],
    ["in>conv", "conv>relu", "relu>add", "in>add:1", "add>out"],
  ),
};

describe("grouping", () => {
  it("turns nodes into a block with one port per source and per result", () => {
    const { document, id } = groupNodes(residual, MAIN_GRAPH, ["conv", "relu", "add"], "Residual unit");
    const definition = document.definitions["custom_residual_unit"];
    expect({
      id,
      outer: edgesOf(document.graph),
      inner: edgesOf(definition?.graph ?? graph([], [])),
    }).toEqual({
      id: "residual_unit",
      outer: ["in>residual_unit", "residual_unit>out"],
      inner: ["$in>add:1", "$in>conv", "add>$out", "conv>relu", "relu>add"],
    });
    expect([definition?.inputs, definition?.outputs]).toEqual([["in"], ["out"]]);
  });

  it("refuses a selection that would feed itself, naming the way round", () => {
    expect(() => groupNodes(residual, MAIN_GRAPH, ["conv", "add"], "Broken")).toThrow(
      'the path from "conv" leaves the selection at "relu" and comes back at "add"',
    );
  });

  it("comes apart into what it was made of", () => {
    const { document, id } = groupNodes(residual, MAIN_GRAPH, ["conv", "relu", "add"], "Unit");
    const inside = document.definitions["custom_unit"]?.graph ?? graph([], []);
    expect(edgesOf(ungroupNode(document, MAIN_GRAPH, id, inside).document.graph)).toEqual([
      "in>unit_add:1",
      "in>unit_conv",
      "unit_add>out",
      "unit_conv>unit_relu",
      "unit_relu>unit_add",
    ]);
  });

  it("writes a repeated block out copy after copy", () => {
    const inside = graph(
      [layer("conv", "conv2d"), layer("relu", "relu")],
      ["$in>conv", "conv>relu", "relu>$out"],
    );
    const document: Document = {
      ...emptyDocument("repeat"),
      definitions: {
        pair: { id: "pair", title: "Pair", inputs: ["in"], outputs: ["out"], basis: null, graph: inside },
      },
      graph: graph(
        [layer("in", "input"), block("b", "pair", { repeat: 2 }), layer("out", "softmax")],
        ["in>b", "b>out"],
      ),
    };
    expect(edgesOf(ungroupNode(document, MAIN_GRAPH, "b", inside).document.graph)).toEqual([
      "b_0_conv>b_0_relu",
      "b_0_relu>b_1_conv",
      "b_1_conv>b_1_relu",
      "b_1_relu>out",
      "in>b_0_conv",
    ]);
  });
});

describe("a repeated block", () => {
  const row: Document = {
    ...emptyDocument("row"),
    graph: graph(
      [layer("in", "input"), block("b", "pair", { repeat: 5 }), layer("out", "softmax")],
      ["in>b", "b>out"],
    ),
  };

  it.each([
    [
      0,
      [
        ["b", 1],
        ["b_2", 4],
      ],
      ["b>b_2", "b_2>out", "in>b"],
    ],
    [
      2,
      [
        ["b", 1],
        ["b_2", 2],
        ["b_3", 2],
      ],
      ["b>b_3", "b_2>b", "b_3>out", "in>b_2"],
    ],
    [
      4,
      [
        ["b", 1],
        ["b_2", 4],
      ],
      ["b>out", "b_2>b", "in>b_2"],
    ],
  ])("sets copy %i apart, and stays as long as it was", (copy, repeats, edges) => {
    const { graph: split } = splitRepeat(MAIN_GRAPH, "b", copy)(row);
    const blocks = Object.values(split.nodes).flatMap((node) =>
      node.kind === "block" ? [[node.id, node.repeat]] : [],
    );
    expect({ blocks: blocks.sort(), edges: edgesOf(split) }).toEqual({ blocks: repeats, edges });
  });
});

describe("copy and paste", () => {
  it("brings the definitions along, and gives one that differs a new id", () => {
    const { document } = groupNodes(residual, MAIN_GRAPH, ["conv", "relu"], "Unit");
    const fragment = copyFragment(document, MAIN_GRAPH, ["unit"], { unit: { x: 10, y: 20 } });
    const other = groupNodes(residual, MAIN_GRAPH, ["relu"], "Unit").document;
    const pasted = pasteFragment(other, { graph: MAIN_GRAPH, frame: "" }, fragment, { x: 5, y: 5 });
    expect({
      ids: pasted.ids,
      definitions: Object.keys(pasted.document.definitions),
      uses: pasted.document.graph.nodes.unit_2,
      place: pasted.document.view.positions.unit_2,
    }).toEqual({
      ids: ["unit_2"],
      definitions: ["custom_unit", "custom_unit_2"],
      uses: block("unit_2", "custom_unit_2"),
      place: { x: 15, y: 25 },
    });
  });

  it("uses a definition that is there already", () => {
    const { document } = groupNodes(residual, MAIN_GRAPH, ["conv", "relu"], "Unit");
    const fragment = copyFragment(document, MAIN_GRAPH, ["unit", "add"], {});
    const pasted = pasteFragment(document, { graph: MAIN_GRAPH, frame: "" }, fragment, { x: 0, y: 0 });
    expect(canonical(pasted.document.definitions)).toBe(canonical(document.definitions));
    expect(edgesOf(pasted.document.graph).filter((edge) => edge.includes("_2"))).toEqual(["unit_2>add_2"]);
  });
});
