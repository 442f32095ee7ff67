import { expect, test } from "vitest";
import { childSums } from "../../../../renderer/panels/inspector/children";
import { paramsFormula } from "../../../../renderer/panels/inspector/params-formula";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import { networks, openNetwork } from "../../../../shared/networks/registry";

test.each(networks.all.map(({ id }) => id))(
  "what %s says its parameters are the sum of is their sum",
  (id) => {
    const analysis = createAnalyser().analyse(openNetwork(id));
    const ofLayers = [...leavesOf(analysis)].filter(
      ({ analysis: leaf }) => evaluated(paramsFormula(leaf)) !== leaf.totals.params,
    );
    const ofBlocks = [...analysis.nodes.values()].filter((block) => {
      const rows = childSums(block);
      const sum = (count: "params" | "macs"): number => rows.reduce((total, row) => total + row[count], 0);
      return (
        block.node.kind === "block" &&
        !(sum("params") === block.totals.params && sum("macs") === block.totals.macs)
      );
    });
    expect([ofLayers.map(({ path }) => path), ofBlocks.map(({ node }) => node.id)]).toEqual([[], []]);
  },
);

function evaluated(formula: string | null): number {
  return (formula ?? "0")
    .split(" + ")
    .map((product) =>
      product.split(" × ").reduce((total, side) => total * Number(side.replaceAll(",", "")), 1),
    )
    .reduce((total, product) => total + product, 0);
}
