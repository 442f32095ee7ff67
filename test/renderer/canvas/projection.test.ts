import { describe, expect, it } from "vitest";
import { createProjection, type ProjectionInput } from "../../../renderer/canvas/projection";
import { createAnalyser } from "../../../shared/analysis/analyse";
import type { Document } from "../../../shared/graph/document";
import { setParams } from "../../../shared/graph/edits";
import { moveNodes, setUnfolded } from "../../../shared/graph/view-edits";
import { createLayouter } from "../../../shared/layout/layouter";
import { openNetwork } from "../../../shared/networks/registry";
import { elkEngine } from "../../helpers/elk-engine";

const NOTHING = {
  heat: "none",
  edgeShapes: false,
  selection: new Set<string>(),
  selectedEdges: new Set<string>(),
  entered: "",
} as const;

function viewer() {
  const layouter = createLayouter(elkEngine);
  const analyser = createAnalyser();
  const project = createProjection();
  return async (document: Document, more: Partial<ProjectionInput> = {}) => {
    await layouter.prepare(document, "down");
    const layout = layouter.tryLayout(document, "down");
    if (!layout) throw new Error("The layout was prepared");
    return project({ document, layout, analysis: analyser.analyse(document), ...NOTHING, ...more });
  };
}

function changed<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): string[] {
  return after.filter((each) => !before.includes(each)).map(({ id }) => id);
}

const vgg = openNetwork("vgg-d");
const googlenet = setUnfolded(["inception_3a"], true)(openNetwork("googlenet"));

describe("what React Flow is given", () => {
  it("is the same when nothing changed", async () => {
    const show = viewer();
    const before = await show(googlenet);
    const after = await show(googlenet);
    expect(after.nodes).toBe(before.nodes);
    expect(after.edges).toBe(before.edges);
  });

  it("differs in the edited node and those whose numbers follow from it", async () => {
    const show = viewer();
    const before = await show(vgg);
    const last = before.nodes.filter(({ type }) => type === "card").at(-2);
    const document = setParams("main", last?.id ?? "", { units: 10 })(vgg);
    const after = await show(document);
    const at = before.nodes.findIndex(({ id }) => id === last?.id);
    expect(changed(before.nodes, after.nodes)).toEqual(before.nodes.slice(at).map(({ id }) => id));
  });

  it("differs in one node when one is selected", async () => {
    const show = viewer();
    const before = await show(googlenet);
    const after = await show(googlenet, { selection: new Set(["inception_3a/concat"]) });
    expect(changed(before.nodes, after.nodes)).toEqual(["inception_3a/concat"]);
    expect(after.edges).toBe(before.edges);
  });

  it("differs in one node and its edges when one is moved", async () => {
    const show = viewer();
    const before = await show(googlenet);
    const after = await show(moveNodes({ pool4: { x: 500, y: 3000 } })(googlenet));
    expect(changed(before.nodes, after.nodes)).toEqual(["pool4"]);
    expect(changed(before.edges, after.edges)).toEqual([
      "|inception_4e:0>pool4:0",
      "|pool4:0>inception_5a:0",
    ]);
  });

  it("puts what a block holds behind its frame, in the order of the data", async () => {
    const { nodes } = await viewer()(googlenet);
    const inside = nodes.filter(({ parentId }) => parentId === "inception_3a");
    expect(nodes.findIndex(({ id }) => id === "inception_3a")).toBe(nodes.indexOf(inside[0] as never) - 1);
    expect(inside.map(({ id }) => id.slice("inception_3a/".length))).toEqual([
      "conv1x1",
      "reduce3x3",
      "conv3x3",
      "reduce5x5",
      "conv5x5",
      "pool",
      "pool_proj",
      "concat",
    ]);
  });

  it("joins edges through a block's border to handles on the inside of its frame", async () => {
    const { edges } = await viewer()(googlenet);
    const through = edges.filter(
      ({ source, target }) => source === "inception_3a" || target === "inception_3a",
    );
    expect(through.map((edge) => `${edge.source} ${edge.sourceHandle} > ${edge.target}`)).toEqual([
      "pool2 out:0 > inception_3a",
      "inception_3a out:0 > inception_3b",
      "inception_3a $in:0 > inception_3a/conv1x1",
      "inception_3a $in:0 > inception_3a/reduce3x3",
      "inception_3a $in:0 > inception_3a/reduce5x5",
      "inception_3a $in:0 > inception_3a/pool",
      "inception_3a/concat out:0 > inception_3a",
    ]);
  });
});
