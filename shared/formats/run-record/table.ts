import { type CsvValue, writeCsv } from "../csv/write";
import type { RunRecord } from "./record";

export interface RunRow {
  /** "batch", "schedule.kind", "result.testAccuracy". */
  readonly key: string;
  readonly group: "network" | "settings" | "results";
  /** In the order of the runs; undefined where a run has no such setting. */
  readonly values: readonly CsvValue[];
  readonly differs: boolean;
}

/** Of no interest when two runs are held against each other. */
const HIDDEN: ReadonlySet<string> = new Set(["reportEvery", "layersEvery"]);

const FIGURES = ["testAccuracy", "testTop5", "testMeanIou", "testLoss"] as const;

/** Settings and results of runs, each setting that any of them has in a row of its own. */
export function runTable(runs: readonly RunRecord[]): readonly RunRow[] {
  const settings = runs.map((run) => flatten(run.settings));
  const keys = [...new Set(settings.flatMap((each) => [...each.keys()]))].filter((key) => !HIDDEN.has(key));
  return [
    row(
      "network",
      "network",
      runs.map(({ network }) => `${network.name} (${network.digest})`),
    ),
    row(
      "weights",
      "network",
      runs.map(({ isContinued }) => (isContinued ? "continued" : "drawn")),
    ),
    ...keys.map((key) =>
      row(
        key,
        "settings",
        settings.map((each) => each.get(key)),
      ),
    ),
    row(
      "backend",
      "settings",
      runs.map(({ backend }) => backend),
    ),
    row(
      "outcome",
      "results",
      runs.map(({ outcome }) => outcome),
    ),
    row(
      "steps",
      "results",
      runs.map(({ result, points }) => result?.steps ?? points.at(-1)?.step),
    ),
    ...FIGURES.map((key) =>
      row(
        key,
        "results",
        runs.map(({ result }) => result?.[key]),
      ),
    ),
    row(
      "seconds",
      "results",
      runs.map(({ seconds }) => Math.round(seconds)),
    ),
  ].filter(({ values }) => values.some((value) => value !== undefined));
}

/** The table turned: a row for each run, as statistics programs like it. */
export function runTableCsv(runs: readonly RunRecord[]): string {
  const rows = runTable(runs);
  const lines = runs.map((run, index) => [
    run.name,
    new Date(run.startedAt).toISOString(),
    ...rows.map(({ values }) => values[index]),
  ]);
  return writeCsv([["name", "startedAt", ...rows.map(({ key }) => key)], ...lines]);
}

function row(key: string, group: RunRow["group"], values: readonly CsvValue[]): RunRow {
  return { key, group, values, differs: new Set(values).size > 1 };
}

/** Nested settings by their paths; lists as one text. */
function flatten(value: object, prefix = ""): Map<string, CsvValue> {
  const flat = new Map<string, CsvValue>();
  for (const [key, each] of Object.entries(value)) {
    const path = prefix + key;
    if (Array.isArray(each)) flat.set(path, each.map(itemText).join(", "));
    else if (typeof each === "object" && each !== null) {
      for (const [inner, held] of flatten(each, `${path}.`)) flat.set(inner, held);
    } else flat.set(path, each as CsvValue);
  }
  return flat;
}

function itemText(item: unknown): string {
  if (typeof item !== "object" || item === null) return String(item);
  const { kind, ...rest } = item as { readonly kind?: string };
  return [kind, ...Object.values(rest).map((each) => JSON.stringify(each))].join(" ");
}
