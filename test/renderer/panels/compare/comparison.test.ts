import { expect, test } from "vitest";
import { COLUMNS, sortRows } from "../../../../renderer/panels/compare/columns";
import { comparisonCsv } from "../../../../renderer/panels/compare/csv";
import { catalogueRow, documentRow } from "../../../../renderer/panels/compare/rows";
import compareTexts from "../../../../renderer/text/en/compare";
import { createAnalyser } from "../../../../shared/analysis/analyse";
import { emptyDocument } from "../../../../shared/graph/document";
import { networks, openNetwork } from "../../../../shared/networks/registry";

const row = (id: string) => catalogueRow(networks.require(id), createAnalyser().analyse(openNetwork(id)));
const headings = { network: "Network", column: (id: string) => id };

/** zoo-facts sections 2 and 10: trainable 25,557,032, total 25,610,152, 4,089,184,256 multiply-adds. */
test("ResNet-50 has every number of its paper and of ours", () => {
  const resnet = row("resnet-50");
  expect(Object.fromEntries(COLUMNS.map(({ id, value }) => [id, value(resnet)]))).toEqual({
    year: 2015,
    input: 224 * 224 * 3,
    params: 25557032,
    buffers: 53120,
    weightBytes: 25610152 * 4,
    macs: 4089184256,
    flops: 8178368512,
    activations: resnet.totals.activations,
    peakMemory: resnet.totals.peakActivations * 4,
    layers: resnet.totals.leaves,
    depth: 50,
    top1: 24.7,
    top5: 7.8,
  });
});

test("rows sort by any column, and what is not known stands last either way", () => {
  const rows = ["alexnet", "resnet-18", "alexnet-owt"].map(row);
  const order = (column: string, descending: boolean) =>
    sortRows(rows, { column, descending }).map(({ id }) => id);
  expect([order("macs", true), order("top5", false), order("top5", true), order("name", true)]).toEqual([
    ["resnet-18", "alexnet", "alexnet-owt"],
    ["alexnet", "resnet-18", "alexnet-owt"],
    ["alexnet", "resnet-18", "alexnet-owt"],
    ["resnet-18", "alexnet-owt", "alexnet"],
  ]);
});

test("the exported table has plain numbers, and names cannot become formulas or columns", () => {
  const own = documentRow('=1+1, "mine"', createAnalyser().analyse(emptyDocument("x")));
  const csv = comparisonCsv([row("alexnet-owt"), own], headings);
  const [head, first, second] = csv.split("\r\n");
  expect([head, first?.split(",").slice(0, 5), second]).toEqual([
    `Network,${COLUMNS.map(({ id }) => id).join(",")}`,
    ['"AlexNet', ' one weird trick"', "2014", "224×224×3", "61100840"],
    `"'=1+1, ""mine""",,,0,0,0,0,0,0,0,0,0,,`,
  ]);
});

test("every column has a name, a convention and a heading for the file", () => {
  const texts: Readonly<Record<string, object>> = compareTexts.column;
  expect(Object.keys(texts)).toEqual(COLUMNS.map(({ id }) => id));
  expect(Object.values(texts).map((text) => Object.keys(text).sort())).toEqual(
    COLUMNS.map(() => ["csv", "help", "name"]),
  );
});
