import { expect, test } from "vitest";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { nodeAnalysisAt } from "../../../shared/analysis/find";
import type { GraphAnalysis } from "../../../shared/analysis/types";
import { type AboutNetwork, agrees } from "../../../shared/networks/about-define";
import { abouts } from "../../../shared/networks/about-registry";
import { ownNumber } from "../../../shared/networks/measure";
import { networks, openNetwork } from "../../../shared/networks/registry";

const known = new Map<string, GraphAnalysis>();

function analysisOf(id: string): GraphAnalysis {
  const analysis = known.get(id) ?? createAnalyser().analyse(openNetwork(id));
  known.set(id, analysis);
  return analysis;
}

test("every network is told about, and nothing else is", () => {
  expect(abouts.all.map(({ id }) => id).sort()).toEqual(networks.all.map(({ id }) => id).sort());
});

test("every network goes back to the first through its ancestors, and says what changed on the way", () => {
  const wrong = networks.all.filter(({ id }) => lineOf(id).at(-1) !== "alexnet").map(({ id }) => id);
  const silent = abouts.all.filter(({ ancestor, changes }) => ancestor !== null && changes.length === 0);
  expect({ wrong, silent: silent.map(({ id }) => id) }).toEqual({ wrong: [], silent: [] });
});

function lineOf(id: string): readonly string[] {
  const line: string[] = [];
  for (let at: string | null = id; at !== null && !line.includes(at); at = abouts.get(at)?.ancestor ?? null) {
    line.push(at);
  }
  return line;
}

test("no ancestor is younger", () => {
  const younger = abouts.all.filter(({ id, ancestor }) => ancestor !== null && yearOf(ancestor) > yearOf(id));
  expect(younger.map(({ id }) => id)).toEqual([]);
});

function yearOf(id: string): number {
  return networks.require(id).year;
}

test.each(abouts.all)("what is told about $id points at nodes and networks that exist", (about) => {
  const missing = [
    ...(about.example && !nodeAnalysisAt(analysisOf(about.id), about.example) ? [about.example] : []),
    ...about.tables.flatMap(({ rows }) =>
      rows.flatMap(({ network = about.id, nodes = [] }) =>
        networks.get(network)
          ? nodes
              .filter((path) => !nodeAnalysisAt(analysisOf(network), path))
              .map((path) => `${network} ${path}`)
          : [network],
      ),
    ),
    ...about.tables
      .filter(({ columns, rows }) => rows.some(({ cells }) => cells.length !== columns.length))
      .map(({ title }) => `a cell of "${title}"`),
  ];
  expect(missing).toEqual([]);
});

test.each(abouts.all)(
  "a number of $id that is not the published one says why, and no other does",
  (about) => {
    expect(disagreements(about)).toEqual(
      about.tables.flatMap(({ title, rows }) =>
        rows.filter(({ why }) => why).map(({ label }) => `${title}: ${label}`),
      ),
    );
  },
);

function disagreements(about: AboutNetwork): readonly string[] {
  return about.tables.flatMap(({ title, columns, rows }) =>
    rows
      .filter((row) =>
        columns.some((column, index) => {
          const published = row.cells[index];
          const ours = ownNumber(row, column, about.id, analysisOf);
          return typeof published === "number" && ours !== null && !agrees(ours, published, column.digits);
        }),
      )
      .map(({ label }) => `${title}: ${label}`),
  );
}

/** zoo-facts section 9.2, the column W/1024. */
test("GoogLeNet's weights stand beside the printed ones in the table's own unit", () => {
  const table = abouts.require("googlenet").tables[0];
  const weights = table?.rows.map((row) =>
    ownNumber(row, table.columns[0] ?? { heading: "" }, "googlenet", analysisOf)?.toFixed(1),
  );
  expect(weights).toEqual([
    "9.2",
    "112.0",
    "159.5",
    "379.0",
    "366.8",
    "438.0",
    "497.5",
    "590.5",
    "847.0",
    "1018.0",
    "1409.0",
    "1000.0",
  ]);
});
