import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import { leavesOf } from "../../../shared/analysis/leaves";
import { type Document, emptyDocument, type Graph, MAIN_GRAPH } from "../../../shared/graph/document";
import { connect, disconnect, setParams } from "../../../shared/graph/edits";
import type { Edit } from "../../../shared/graph/history";
import { layerParams } from "../../../shared/layers/registry";
import { block, graph, layer } from "../../helpers/graphs";

const parts = {
  input: layer("input", "input", layerParams("input", { height: 32, width: 32, channels: 3 })),
  conv: layer("conv", "conv2d", layerParams("conv2d", { filters: 8 })),
  relu: layer("relu", "relu", layerParams("relu")),
  pool: layer(
    "pool",
    "max-pool",
    layerParams("max-pool", { kernel: [2, 2], stride: [2, 2], padding: "valid" }),
  ),
  side: layer(
    "side",
    "conv2d",
    layerParams("conv2d", { filters: 8, kernel: [1, 1], stride: [2, 2], padding: "valid" }),
  ),
  add: layer("add", "add", layerParams("add")),
};
const small: Document = documentOf(
  graph(Object.values(parts), [
    "input>conv",
    "conv>relu",
    "relu>pool",
    "pool>add",
    "input>side",
    "side>add:1",
  ]),
);

function documentOf(main: Graph, definitions: Document["definitions"] = {}): Document {
  return { ...emptyDocument("test"), graph: main, definitions };
}

function shapesOf(document: Document): Record<string, unknown> {
  const { nodes } = createAnalyser().analyse(document);
  return Object.fromEntries([...nodes].map(([id, node]) => [id, node.outputs[0]]));
}

describe("analysis", () => {
  it("follows shapes, parameters, multiply-adds, activations and what is alive at once", () => {
    const { totals, problems } = createAnalyser().analyse(small);
    expect({ totals, problems, shapes: shapesOf(small) }).toEqual({
      totals: {
        params: 8 * 3 * 9 + 8 + (8 * 3 + 8),
        buffers: 0,
        macs: 32 * 32 * 8 * 27 + 16 * 16 * 8 * 3,
        activations: 3072 + 8192 + 8192 + 2048 + 2048 + 2048,
        // input, convolution and ReLU: the input is still wanted by the side branch.
        peakActivations: 3072 + 8192 + 8192,
        leaves: 6,
        complete: true,
      },
      problems: [],
      shapes: {
        input: [32, 32, 3],
        conv: [32, 32, 8],
        relu: [32, 32, 8],
        pool: [16, 16, 8],
        side: [16, 16, 8],
        add: [16, 16, 8],
      },
    });
  });

  it("gives the receptive field of windows, and the hull of branches", () => {
    const { nodes } = createAnalyser().analyse(small);
    expect(["conv", "pool", "side", "add"].map((id) => nodes.get(id)?.field)).toEqual([
      { size: [3, 3], stride: [1, 1], offset: [-1, -1] },
      { size: [4, 4], stride: [2, 2], offset: [-1, -1] },
      { size: [1, 1], stride: [2, 2], offset: [0, 0] },
      { size: [4, 4], stride: [2, 2], offset: [-1, -1] },
    ]);
  });

  it("works out only what an edit reaches, and keeps the objects of the rest", () => {
    const analyser = createAnalyser();
    const before = analyser.analyse(small);
    const computed = analyser.computed;
    const after = analyser.analyse(setParams(MAIN_GRAPH, "relu", {})(small));
    expect([after === before, analyser.computed - computed]).toEqual([true, 0]);
    const changed = analyser.analyse(setParams(MAIN_GRAPH, "side", { bias: false })(small));
    expect({
      computed: analyser.computed - computed,
      kept: ["input", "conv", "relu", "pool", "add"].filter(
        (id) => changed.nodes.get(id) === before.nodes.get(id),
      ),
    }).toEqual({ computed: 1, kept: ["input", "conv", "relu", "pool", "add"] });
  });

  it("keeps the numbers of all that is not behind a fault, and says that totals are at least so much", () => {
    const broken = disconnect(MAIN_GRAPH, ["conv:0>relu:0"])(small);
    const { totals, problems } = createAnalyser().analyse(broken);
    expect(shapesOf(broken)).toEqual({
      input: [32, 32, 3],
      conv: [32, 32, 8],
      side: [16, 16, 8],
      relu: null,
      pool: null,
      add: null,
    });
    expect([totals.complete, totals.params, problems.map((problem) => problem.path)]).toEqual([
      false,
      8 * 3 * 9 + 8 + 8 * 3 + 8,
      ["relu"],
    ]);
  });

  it.each<[string, Edit, object]>([
    [
      "a parameter out of range",
      setParams(MAIN_GRAPH, "conv", { filters: 0 }),
      {
        path: "conv",
        message: "Filters cannot be 0.",
        expected: "a whole number from 1 to 65536",
        received: "0",
      },
    ],
    [
      "shapes that do not add up",
      setParams(MAIN_GRAPH, "side", { filters: 4 }),
      { path: "add", received: expect.stringContaining("16×16×4") },
    ],
    [
      "a node that takes one input and gets two",
      connect(MAIN_GRAPH, { node: "input", port: 0 }, { node: "relu", port: 1 }),
      { path: "relu", expected: "1 input", received: "2" },
    ],
    [
      "a layer type that this version does not know",
      (document) => ({
        ...document,
        graph: { ...document.graph, nodes: { ...document.graph.nodes, relu: layer("relu", "relo") } },
      }),
      { path: "relu", message: expect.stringContaining('Did you mean "relu"?') },
    ],
  ])("tells %s at the node it belongs to", (_, edit, problem) => {
    expect(createAnalyser().analyse(edit(small)).problems).toEqual([expect.objectContaining(problem)]);
  });

  it("survives a loop in a file", () => {
    const looped = documentOf(
      graph([parts.input, parts.relu, parts.add], ["input>add", "relu>add:1", "add>relu"]),
    );
    const { problems, totals } = createAnalyser().analyse(looped);
    expect([problems.map((problem) => problem.path), totals.complete]).toEqual([["add", "relu"], false]);
  });
});

describe("analysis of blocks", () => {
  const inside = graph([parts.conv, parts.relu], ["$in>conv", "conv>relu", "relu>$out"]);
  const unit = { id: "unit", title: "Unit", inputs: ["in"], outputs: ["out"], basis: null, graph: inside };
  const repeated = documentOf(graph([parts.input, block("body", "unit", { repeat: 3 })], ["input>body"]), {
    unit,
  });

  it("sums its leaves, copy by copy, each with its own shapes", () => {
    const analysis = createAnalyser().analyse(repeated);
    const leaves = [...leavesOf(analysis)];
    expect(leaves.map(({ path, analysis: { totals } }) => [path, totals.params])).toEqual([
      ["input", 0],
      ["body/0/conv", 8 * 27 + 8],
      ["body/0/relu", 0],
      ["body/1/conv", 8 * 72 + 8],
      ["body/1/relu", 0],
      ["body/2/conv", 8 * 72 + 8],
      ["body/2/relu", 0],
    ]);
    const sum = leaves.reduce((total, leaf) => total + leaf.analysis.totals.macs, 0);
    expect(analysis.totals.macs).toBe(sum);
    expect(analysis.nodes.get("body")?.field).toEqual({ size: [7, 7], stride: [1, 1], offset: [-3, -3] });
  });

  it("looks the same however often the same shape comes in", () => {
    const [, second, third] = createAnalyser().analyse(repeated).nodes.get("body")?.copies ?? [];
    expect(second).toBe(third);
  });

  it("follows an edit inside, in every copy", () => {
    const analyser = createAnalyser();
    analyser.analyse(repeated);
    const wider = analyser.analyse(setParams("unit", "conv", { filters: 16 })(repeated));
    expect(wider.totals.params).toBe(16 * 27 + 16 + 2 * (16 * 144 + 16));
  });

  it("brings a fault inside out once, at its path", () => {
    const broken = setParams("unit", "conv", { filters: 0 })(repeated);
    const analysis = createAnalyser().analyse(broken);
    expect(analysis.problems.map((problem) => problem.path)).toEqual(["body/conv"]);
    expect(nodeAnalysisAt(analysis, "body/relu")?.outputs).toEqual([null]);
  });

  it("refuses a block that contains itself", () => {
    const nested = { ...unit, graph: graph([block("again", "unit")], ["$in>again", "again>$out"]) };
    const analysis = createAnalyser().analyse({ ...repeated, definitions: { unit: nested } });
    expect(analysis.problems).toEqual([
      expect.objectContaining({ message: 'The block "Unit" contains itself.' }),
    ]);
  });

  it("refuses to repeat a block whose outputs do not fit its inputs", () => {
    const forked = { ...unit, outputs: ["a", "b"] };
    expect(createAnalyser().analyse({ ...repeated, definitions: { unit: forked } }).problems).toEqual([
      expect.objectContaining({ path: "body", received: "1 inputs and 2 outputs" }),
    ]);
  });
});
