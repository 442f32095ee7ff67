import { expect, test } from "vitest";
import { macsFormula } from "../../../../renderer/panels/inspector/macs-formula";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { leavesOf } from "../../../../shared/analysis/leaves";
import { networks, openNetwork } from "../../../../shared/networks/registry";

test.each(networks.all.map(({ id }) => id))("every formula of %s multiplies out to the count", (id) => {
  const analysis = createAnalyser().analyse(openNetwork(id));
  const wrong = [...leavesOf(analysis)].filter(({ analysis: leaf }) => {
    const formula = macsFormula(leaf);
    if (leaf.totals.macs === 0) return formula !== null;
    const factors = formula?.split(" × ").map((factor) => Number(factor.replaceAll(",", ""))) ?? [0];
    return factors.reduce((product, factor) => product * factor, 1) !== leaf.totals.macs;
  });
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
