import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { remediesFor } from "../../../shared/analysis/remedies";
import { openForEditing } from "../../../shared/blocks/edit-inside";
import { type Document, lastOfPath, type NodePath, parentPath } from "../../../shared/graph/document";
import { disconnect, removeNodes, setParams } from "../../../shared/graph/edits";
import { openNetwork } from "../../../shared/networks/registry";

function edited(
  document: Document,
  frame: NodePath,
  edit: (graph: string) => (document: Document) => Document,
): Document {
  const opened = openForEditing(document, frame, "this");
  return edit(opened.graph)(opened.document);
}

/** Each remedy of the first problem, with the number of problems and of own blocks that it leaves. */
function offers(document: Document) {
  const analysis = createAnalyser().analyse(document);
  const [problem] = analysis.problems;
  if (!problem) throw new Error("There is nothing to mend");
  const remedies = remediesFor(document, analysis, problem).map(({ label, frame, edit }) => {
    const mended = edited(document, frame, edit);
    return [
      label,
      {
        problems: createAnalyser().analyse(mended).problems.length,
        blocks: Object.keys(mended.definitions).length,
      },
    ] as const;
  });
  return { at: problem.path, remedies: Object.fromEntries(remedies) };
}

describe("remedies", () => {
  test("join what was cut", () => {
    const document = openNetwork("resnet-50");
    const edge = Object.entries(document.graph.edges).find(([, { to }]) => to.node === "conv3_x");
    expect(offers(disconnect("main", [edge?.[0] ?? ""])(document))).toMatchObject({
      at: "conv3_x",
      remedies: { "Connect to conv2_x": { problems: 0, blocks: 0 } },
    });
  });

  test("give a branch the width of the other before they add layers", () => {
    const path = "conv4_x/first/conv3";
    const narrowed = edited(openNetwork("resnet-50"), parentPath(path), (graph) =>
      setParams(graph, lastOfPath(path), { filters: 1000 }),
    );
    const { at, remedies } = offers(narrowed);
    expect([at, Object.entries(remedies)[0]]).toEqual([
      "conv4_x/first/add",
      ["Give conv3 1024 filters", { problems: 0, blocks: Object.keys(narrowed.definitions).length }],
    ]);
  });

  test("flatten in front of a block rather than inside it", () => {
    const document = openNetwork("vgg-d");
    const flatten = Object.values(document.graph.nodes).find(
      (node) => node.kind === "layer" && node.type === "flatten",
    );
    expect(flatten).toBeDefined();
    const map = removeNodes("main", [flatten?.id ?? ""], { heal: true })(document);
    const { at, remedies } = offers(map);
    expect({ inside: at.includes("/"), flatten: remedies["Flatten the map first"] }).toEqual({
      inside: true,
      flatten: { problems: 0, blocks: 0 },
    });
  });
});
