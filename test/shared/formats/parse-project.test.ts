import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { parseProject } from "../../../shared/formats/project/parse";
import { serializeProject } from "../../../shared/formats/project/serialize";
import { emptyDocument } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";

/** A whole file with something changed in it. */
function fileWith(change: Readonly<Record<string, unknown>>): string {
  const whole = JSON.parse(serializeProject(openNetwork("resnet-cifar-20"))) as object;
  return JSON.stringify({ ...whole, ...change });
}

function layerNode(id: string, rest: Readonly<Record<string, unknown>> = {}) {
  return { kind: "layer", id, name: id, type: "relu", params: {}, ...rest };
}

function edge(from: string, to: string, port = 0) {
  return { from: { node: from, port: 0 }, to: { node: to, port } };
}

function graphFile(nodes: readonly unknown[], edges: readonly unknown[] = []): string {
  return fileWith({ graph: { nodes, edges } });
}

function messageOf(text: string): string {
  const parsed = parseProject(text);
  return parsed.ok ? "no error" : parsed.error.message;
}

describe("tells what is wrong, where, and what to do", () => {
  test.each([
    ["", "line 1, column 1: The file is empty. Expected a value, received the end of the file."],
    [
      '{\n  "a": 1,\n}',
      'line 3, column 1: This is not JSON. Expected a name in double quotes, received "}".',
    ],
    ['{"a": [1 2]}', 'line 1, column 10: This is not JSON. Expected a comma or ], received "2".'],
    ['{"a": "x\ny"}', 'line 1, column 7: This is not JSON. Expected a value, received "\\"".'],
    ["[1, 2", "line 1, column 6: This is not JSON. Expected a comma or ], received the end of the file."],
    ["{} {}", 'line 1, column 4: This is not JSON. Expected the end of the file, received "{".'],
    [
      "[]",
      'This is not a Blockwise project. Expected "format": "blockwise", received JSON that is not an object.',
    ],
    ["17", 'This is not a Blockwise project. Expected "format": "blockwise"'],
    ['{"nodes": []}', 'format: This is not a Blockwise project. Expected "format": "blockwise"'],
    [
      fileWith({ version: 99 }),
      "version: The file was made by a newer Blockwise. Expected version 2 or older, received version 99. Update Blockwise to open it.",
    ],
    [
      fileWith({ version: "one" }),
      "version: The file does not say which version of the format it is. Expected a whole number from 1 to 2, received string.",
    ],
    [fileWith({ name: 7 }), "name: This has a wrong value. Expected text, received 7. Correct it."],
    [fileWith({ name: undefined }), "name: This is missing. Expected text, received nothing. Add it."],
    [
      fileWith({ colour: "red" }),
      'There is no such thing as "colour" here. Expected only what the format knows, received colour. Remove it.',
    ],
    [graphFile("nodes" as never), 'graph.nodes: This has a wrong value. Expected a list, received "nodes".'],
    [
      graphFile([layerNode("a", { kind: "tensor" })]),
      'graph.nodes[0].kind: This has a wrong form. Expected a known "kind", received "tensor".',
    ],
    [
      graphFile([layerNode("a/b")]),
      'graph.nodes[0].id: This has a wrong value. Expected 1 to 64 letters, digits, underscores or hyphens, received "a/b".',
    ],
    [
      graphFile([layerNode("constructor")]),
      'graph.nodes[0].id: This is a reserved word. Expected another name, received "constructor".',
    ],
    [
      graphFile([layerNode("a", { params: { slope: null } })]),
      "graph.nodes[0].params.slope: This has a wrong form. Expected a finite number or true or false or text or a list, received null.",
    ],
    [graphFile([layerNode("a"), layerNode("a")]), "graph.nodes[1].id: This is used twice."],
    [
      graphFile([layerNode("a"), layerNode("b", { name: "a" })]),
      "graph.nodes[1].name: This is used twice. Expected one that no other has, received a. Rename one of them.",
    ],
    [
      graphFile([layerNode("a")], [edge("a", "b")]),
      "graph.edges[0].to: The edge ends at nothing. Expected a node of this graph, received b, port 0.",
    ],
    [
      graphFile([layerNode("a")], [edge("$in", "a")]),
      "graph.edges[0].from: The edge ends at nothing. Expected a node of this graph, received $in, port 0.",
    ],
    [
      graphFile([layerNode("a"), layerNode("b"), layerNode("c")], [edge("a", "c"), edge("b", "c")]),
      "graph.edges[1].to: Two edges lead to one input port. Expected one edge for each input port, received c:0, where edge 0 ends already.",
    ],
    [
      fileWith({ view: { positions: [{ path: "a//b", x: 0, y: 0 }], unfolded: [] } }),
      "view.positions[0].path: This is not a path of node ids joined by slashes.",
    ],
  ])("%#: %.60s", (text, expected) => {
    expect(messageOf(text).startsWith(expected), messageOf(text)).toBe(true);
  });
});

describe("survives what nobody would save", () => {
  const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

  test.each([
    ["lists in lists without end", nested(200000)],
    ["lists in lists as a parameter", fileWith({}).replace('"params":{', `"params":{"a":${nested(5000)},`)],
    ["a key __proto__", fileWith({}).replace('"format"', '"__proto__": {"name": "x"}, "format"')],
    ["a key __proto__ among params", fileWith({}).replace('"params":{', '"params":{"__proto__":1,')],
    [
      "an infinite position",
      fileWith({ view: { positions: [{ path: "a", x: 0, y: 0 }], unfolded: [] } }).replace(
        '"x":0',
        '"x":1e999',
      ),
    ],
    ["a port far away", graphFile([layerNode("a"), layerNode("b")], [edge("a", "b", 1e15)])],
    ["a very long string", graphFile([layerNode("a".repeat(1e6))])],
    ["an open string of a megabyte", `{"a": "${"x".repeat(1e6)}`],
  ])("refuses %s", (_, text) => {
    const parsed = parseProject(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error.message.length).toBeLessThan(400);
  });

  test("refuses blocks nested deeper than anyone draws", () => {
    const definitions = Array.from({ length: 5000 }, (_, index) => ({
      id: `d${index}`,
      title: "d",
      inputs: ["x"],
      outputs: ["y"],
      basis: null,
      graph: {
        nodes: [{ kind: "block", id: "b", name: "b", definition: `d${index + 1}`, params: {}, repeat: 1 }],
        edges: [],
      },
    }));
    expect(messageOf(fileWith({ definitions }))).toContain("Blocks are nested too deeply.");
  });
});

describe("opens what is whole in structure, and the analysis tells the rest", () => {
  function problemsOf(text: string): readonly string[] {
    const parsed = parseProject(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    return createAnalyser()
      .analyse(parsed.value)
      .problems.map(({ path, message }) => `${path}: ${message}`);
  }

  test.each([
    ["a type of tomorrow", [layerNode("a", { type: "attention" })], 'a: There is no layer type "attention".'],
    [
      "a name that every object has",
      [{ kind: "block", id: "a", name: "a", definition: "no-such-block", params: {}, repeat: 1 }],
      'a: There is no block "no-such-block".',
    ],
    [
      "a value out of range",
      [layerNode("a", { type: "input", params: { height: -3, width: 8, channels: 1e300 } })],
      "a: Height cannot be -3.",
    ],
    [
      "a param that every object has",
      [layerNode("a", { params: { constructor: 1 } })],
      'a: There is no parameter "constructor" here.',
    ],
    [
      "a param of the wrong kind",
      [layerNode("a", { type: "dropout", params: { rate: "half" } })],
      "a: Rate cannot be half.",
    ],
  ])("%s", (_, nodes, expected) => {
    expect(problemsOf(graphFile(nodes))[0]).toContain(expected);
  });

  test("a loop", () => {
    const nodes = [layerNode("a"), layerNode("b")];
    expect(problemsOf(graphFile(nodes, [edge("a", "b"), edge("b", "a")]))).toEqual([
      "a: This node is on a loop, or behind one.",
      "b: This node is on a loop, or behind one.",
    ]);
  });

  test("a block that contains itself", () => {
    const held = { kind: "block", id: "b", name: "b", definition: "loop", params: {}, repeat: 1 };
    const inside = { nodes: [held], edges: [edge("$in", "b"), edge("b", "$out")] };
    const text = fileWith({
      definitions: [{ id: "loop", title: "Loop", inputs: ["x"], outputs: ["y"], basis: null, graph: inside }],
      graph: { nodes: [layerNode("i", { type: "input" }), held], edges: [edge("i", "b")] },
    });
    expect(problemsOf(text)).toContain('b/b: The block "Loop" contains itself.');
  });
});

test("an empty project is a short text", () => {
  expect(serializeProject(emptyDocument("Untitled"))).toMatchInlineSnapshot(`
    "{
      "format": "blockwise",
      "version": 2,
      "name": "Untitled",
      "origin": null,
      "graph": {
        "nodes": [],
        "edges": []
      },
      "definitions": [],
      "frozen": [],
      "view": {
        "positions": [],
        "unfolded": []
      }
    }
    "
  `);
});

test("a file from before a parameter existed means its default", () => {
  const saved = serializeProject(openNetwork("vgg-d"));
  const older = JSON.parse(saved) as { graph: { nodes: { params: Record<string, unknown> }[] } };
  for (const { params } of older.graph.nodes) {
    delete params.poolRounding;
    delete params.rounding;
  }
  const reopened = parseProject(JSON.stringify(older));
  expect(reopened.ok && reopened.value).toEqual(openNetwork("vgg-d"));
});
