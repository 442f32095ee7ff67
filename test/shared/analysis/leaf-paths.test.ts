import { describe, expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { leafPrefix, nodeOfLeaf, outputLeaf } from "../../../shared/analysis/leaf-paths";
import { leavesOf } from "../../../shared/analysis/leaves";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { joinPath, type NodePath } from "../../../shared/graph/document";
import { openNetwork } from "../../../shared/networks/registry";

/** Every node that the canvas can show: first copies, unfolded to the bottom. */
function* nodesIn(analysis: GraphAnalysis, frame: NodePath = ""): Generator<NodePath> {
  for (const id of analysis.order) {
    const path = joinPath(frame, id);
    yield path;
    const inside = analysis.nodes.get(id)?.copies[0];
    if (inside) yield* nodesIn(inside, path);
  }
}

describe("layers behind nodes", () => {
  test.each(["resnet-50", "googlenet", "inception-v4", "fcn-8s"])(
    "of %s are layers of the network, and layers find their way back",
    (id) => {
      const analysis = createAnalyser().analyse(openNetwork(id));
      const leaves = new Set([...leavesOf(analysis)].map(({ path }) => path));
      const nodes = [...nodesIn(analysis)];
      const strays = nodes.filter((path) => !leaves.has(outputLeaf(analysis, path) ?? "nothing"));
      expect(strays).toEqual([]);
      const lost = nodes.filter((path) => {
        const own = leafPrefix(analysis, path) ?? "";
        return !own.endsWith("/") && nodeOfLeaf(analysis, own) !== path;
      });
      expect(lost).toEqual([]);
      const shapes = new Map(
        [...leavesOf(analysis)].map(({ path, analysis: leaf }) => [path, leaf.outputs[0]]),
      );
      for (const path of analysis.order) {
        expect(shapes.get(outputLeaf(analysis, path) ?? "")).toEqual(analysis.nodes.get(path)?.outputs[0]);
      }
    },
  );

  test("of a repeated block are those of its last copy, of what is in it those of the first", () => {
    const analysis = createAnalyser().analyse(openNetwork("inception-v4"));
    const repeated = analysis.order.find((id) => (analysis.nodes.get(id)?.copies.length ?? 0) > 1) ?? "";
    const node = analysis.nodes.get(repeated);
    const name = node?.node.name;
    const first =
      node?.copies[0]?.order.find((id) => node.copies[0]?.nodes.get(id)?.node.kind === "layer") ?? "";
    const last = (node?.copies.length ?? 0) - 1;
    expect(outputLeaf(analysis, repeated)?.startsWith(`${name}/${last}/`)).toBe(true);
    expect(outputLeaf(analysis, `${repeated}/${first}`)?.startsWith(`${name}/0/`)).toBe(true);
    expect(leafPrefix(analysis, repeated)).toBe(`${name}/`);
    expect([outputLeaf(analysis, "nowhere"), leafPrefix(analysis, "a/b")]).toEqual([null, null]);
    expect(nodeOfLeaf(analysis, outputLeaf(analysis, repeated) ?? "")).toBeNull();
  });
});
