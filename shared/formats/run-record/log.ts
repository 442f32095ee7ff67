import { type CsvValue, writeCsv } from "../csv/write";
import type { EpochPoint, RunPoint, RunRecord } from "./record";

export type RunLog = Pick<RunRecord, "points" | "epochs">;

const COLUMNS = [
  "step",
  "loss",
  "accuracy",
  "learningRate",
  "imagesPerSecond",
  "epoch",
  "testLoss",
  "testAccuracy",
  "testTop5",
  "testMeanIou",
] as const;

type Row = Partial<Readonly<Record<(typeof COLUMNS)[number], CsvValue>>>;

/** A curve as a table: one row for each step that was reported, with the test's figures where an epoch ended. */
export function runLogCsv(log: RunLog): string {
  const rows = logRows(log).map((row) => COLUMNS.map((column) => row[column]));
  return writeCsv([COLUMNS, ...rows]);
}

/** The same as one JSON object a line. */
export function runLogJsonl(log: RunLog): string {
  return logRows(log)
    .map((row) => `${JSON.stringify(row)}\n`)
    .join("");
}

function logRows({ points, epochs }: RunLog): readonly Row[] {
  const byStep = new Map<number, RunPoint & Partial<EpochPoint>>(points.map((point) => [point.step, point]));
  for (const epoch of epochs) byStep.set(epoch.step, { ...(byStep.get(epoch.step) as RunPoint), ...epoch });
  const held = [...byStep.values()].sort((a, b) => a.step - b.step);
  return held.map((row: Row) =>
    Object.fromEntries(
      COLUMNS.flatMap((column) => (row[column] === undefined ? [] : [[column, row[column]]])),
    ),
  );
}
