import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { fieldAt, nodeAnalysisAt } from "../../../shared/analysis/find";
import { joinPath, type NodePath } from "../../../shared/graph/document";
import { networks, openNetwork } from "../../../shared/networks/registry";

const analyse = (id: string) => createAnalyser().analyse(openNetwork(id));

/** Luo et al. 2016 and Araujo et al. 2019: VGG-16's conv5_3 sees 196 pixels at a stride of 16. */
test("a layer inside a block sees what the paper says, on the network's own input", () => {
  const vgg = analyse("vgg-d");
  const stage = vgg.nodes.get("conv5")?.copies[0];
  const last = stage?.order.filter((id) => id.startsWith("conv")).at(-1) ?? "";
  expect(fieldAt(vgg, joinPath("conv5", last))).toMatchObject({ size: [196, 196], stride: [16, 16] });
});

test.each(networks.all.map(({ id }) => id))("what leaves a block of %s sees what the block sees", (id) => {
  const analysis = analyse(id);
  const wrong: NodePath[] = [];
  for (const [path, { copies, node }] of analysis.nodes) {
    const [inside] = copies;
    const repeat = node.kind === "block" ? node.repeat : 1;
    const last = inside?.order.at(-1);
    if (!inside || last === undefined || repeat > 1) continue;
    const inner = fieldAt(analysis, joinPath(path, last));
    if (JSON.stringify(inner) !== JSON.stringify(nodeAnalysisAt(analysis, path)?.field)) wrong.push(path);
  }
  expect(wrong).toEqual([]);
});
