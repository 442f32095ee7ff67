import { describe, expect, it } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { applyFix } from "../../../shared/analysis/apply-fix";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import {
  blockAt,
  countInstances,
  dropUnused,
  nodeAt,
  openForEditing,
  type Reach,
  resetToBasis,
} from "../../../shared/blocks/edit-inside";
import { blockParams } from "../../../shared/blocks/registry";
import { type Document, emptyDocument, MAIN_GRAPH } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { layerParams } from "../../../shared/layers/registry";
import { block, canonical, edgesOf, graph, layer } from "../../helpers/graphs";

const unit = { params: blockParams("bottleneck", { width: 16, filters: 64 }) };
const network: Document = {
  ...emptyDocument("test"),
  graph: graph(
    [
      layer("input", "input", layerParams("input", { height: 8, width: 8, channels: 64 })),
      block("one", "bottleneck", unit),
      block("two", "bottleneck", unit),
      block("three", "bottleneck", {
        params: blockParams("bottleneck", { width: 16, filters: 64, groups: 2 }),
      }),
    ],
    ["input>one", "one>two", "two>three"],
  ),
};

/** Gives the 3×3 convolution of a unit a bias, and tells which units then have one. */
function biased(document: Document, frame: string, reach: Reach): readonly string[] {
  const opened = openForEditing(document, frame, reach);
  const edited = setParams(opened.graph, "conv2", { bias: true })(opened.document);
  const analysis = createAnalyser().analyse(edited);
  expect(analysis.problems).toEqual([]);
  return ["one", "two", "three"].filter(
    (id) => nodeAnalysisAt(analysis, `${id}/conv2`)?.node.params["bias"] === true,
  );
}

describe("editing inside a block", () => {
  it("changes only this one, or all with the same definition and params", () => {
    expect(countInstances(network, "one")).toBe(2);
    expect(biased(network, "one", "this")).toEqual(["one"]);
    expect(biased(network, "one", "all")).toEqual(["one", "two"]);
  });

  it("counts every place that all of these would change, nested ones too", () => {
    const stage = { params: blockParams("residual-stage", { filters: 64, blocks: 4 }) };
    const twice: Document = {
      ...network,
      graph: graph([block("a", "residual-stage", stage), block("b", "residual-stage", stage)], ["a>b"]),
    };
    expect(["a", "a/rest", "b/first"].map((frame) => countInstances(twice, frame))).toEqual([2, 2, 2]);
  });

  it("copies a definition that others use before it changes this one only", () => {
    const shared = openForEditing(network, "one", "all").document;
    expect(biased(shared, "two", "this")).toEqual(["two"]);
    expect(biased(shared, "two", "all")).toEqual(["one", "two"]);
  });

  it("changes no number by opening", () => {
    const { totals } = createAnalyser().analyse(network);
    expect(createAnalyser().analyse(openForEditing(network, "one", "this").document).totals).toEqual(totals);
  });

  it("opens blocks in blocks from the outside in", () => {
    const stage = block("stage", "residual-stage", {
      params: blockParams("residual-stage", { filters: 64 }),
    });
    const nested: Document = { ...network, graph: graph([stage], []) };
    const { document, graph: opened } = openForEditing(nested, "stage/rest", "this");
    expect(nodeAt(document, "stage/rest/conv1")).toEqual(document.definitions[opened]?.graph.nodes["conv1"]);
    expect(Object.values(document.definitions).map(({ basis }) => basis?.block)).toEqual([
      "residual-stage",
      "basic-residual",
    ]);
  });

  it("goes back to the catalogue's block, and lets the definition go", () => {
    const { document } = openForEditing(network, "one", "this");
    const opened = blockAt(document, "one");
    expect(opened && canonical(resetToBasis(document, MAIN_GRAPH, opened))).toBe(canonical(network));
  });

  it("keeps definitions that are used inside others", () => {
    const { document } = openForEditing(
      {
        ...network,
        graph: graph([block("s", "residual-stage", { params: blockParams("residual-stage") })], []),
      },
      "s/first",
      "this",
    );
    expect(dropUnused(document)).toBe(document);
  });
});

describe("fixes", () => {
  it.each<[string, Document, string, readonly string[]]>([
    [
      "puts a flatten in front of a dense layer",
      {
        ...network,
        graph: graph(
          [...Object.values(network.graph.nodes), layer("fc", "dense", layerParams("dense"))],
          [...edgesOf(network.graph), "three>fc"],
        ),
      },
      "fc",
      ["flatten>fc", "three>flatten"],
    ],
  ])("%s", (_, document, node, edges) => {
    const [problem] = createAnalyser().analyse(document).problems;
    const [fix] = problem?.fixes ?? [];
    const mended = fix ? applyFix(MAIN_GRAPH, node, fix)(document) : document;
    expect(createAnalyser().analyse(mended).problems).toEqual([]);
    expect(edgesOf(mended.graph)).toEqual(expect.arrayContaining([...edges]));
  });

  it("every fix that is offered for a fault removes it", () => {
    const faulty: Document = {
      ...network,
      graph: graph(
        [
          layer("input", "input", layerParams("input", { height: 8, width: 8, channels: 6 })),
          layer("a", "conv2d", layerParams("conv2d", { filters: 7, groups: 4 })),
          layer("b", "conv2d", layerParams("conv2d", { filters: 7, kernel: [9, 9], padding: "valid" })),
          layer("c", "conv2d", layerParams("conv2d", { filters: 4, stride: [2, 2] })),
          layer("d", "conv2d", layerParams("conv2d", { filters: 0 })),
          layer("add", "add"),
          layer("concat", "concat"),
        ],
        ["input>a", "input>b", "input>c", "input>d", "input>add", "c>add:1", "input>concat", "c>concat:1"],
      ),
    };
    const { problems } = createAnalyser().analyse(faulty);
    expect(problems.map((problem) => problem.path).sort()).toEqual(["a", "add", "b", "concat", "d"]);
    for (const { path, message, fixes } of problems) {
      for (const fix of fixes) {
        const mended = createAnalyser().analyse(applyFix(MAIN_GRAPH, path, fix)(faulty));
        const left = mended.problems.filter((problem) => problem.message === message);
        expect({ fix: fix.label, left }).toEqual({ fix: fix.label, left: [] });
      }
    }
  });
});
