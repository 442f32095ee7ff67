import { Checkbox } from "@mantine/core";
import type { TFunction } from "i18next";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration, formatInteger, formatPercent } from "../../../shared/base/format";
import type { CsvValue } from "../../../shared/formats/csv/write";
import { type RunRow, runTable } from "../../../shared/formats/run-record/table";
import { LookMark } from "./run-list";
import type { ShownRun } from "./run-looks";

const GROUPS = ["results", "settings", "network"] as const satisfies readonly RunRow["group"][];

/** Settings and results side by side; what differs stands out. */
export function RunTable({ runs }: { readonly runs: readonly ShownRun[] }) {
  const { t } = useTranslation();
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = useMemo(() => runTable(runs.map(({ run }) => run)), [runs]);
  const shownRows = rows.filter(({ differs, group }) => differs || !onlyDifferent || group === "results");
  return (
    <div className="bw-run-table">
      {runs.length > 1 && (
        <Checkbox
          size="xs"
          label={t("train.runs.onlyDifferent")}
          checked={onlyDifferent}
          onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
        />
      )}
      <table className="bw-numbers">
        <thead>
          <tr>
            <td />
            {runs.map(({ run, look }) => (
              <th key={run.id} scope="col">
                <LookMark look={look} />
                {run.name}
              </th>
            ))}
          </tr>
        </thead>
        {GROUPS.map((group) => (
          <tbody key={group}>
            <tr>
              <th scope="colgroup" colSpan={runs.length + 1} className="bw-run-table-group">
                {t(`train.runs.group.${group}`)}
              </th>
            </tr>
            {shownRows
              .filter((row) => row.group === group)
              .map((row) => (
                <Row key={row.key} row={row} runs={runs} t={t} />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: RunRow;
  readonly runs: readonly ShownRun[];
  readonly t: TFunction;
}

function Row({ row: { key, values, differs, group }, runs, t }: RowProps) {
  return (
    <tr data-differs={(differs && group !== "results" && runs.length > 1) || undefined}>
      <th scope="row">{t(`train.runs.row.${key.replaceAll(".", "_")}`, { defaultValue: key })}</th>
      {runs.map(({ run }, index) => (
        <td key={run.id}>{cellText(key, values[index], t)}</td>
      ))}
    </tr>
  );
}

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  testAccuracy: formatPercent,
  testTop5: formatPercent,
  testMeanIou: formatPercent,
  testLoss: (value) => value.toFixed(3),
  seconds: formatDuration,
  steps: formatInteger,
};

function cellText(key: string, value: CsvValue, t: TFunction): string {
  if (value === undefined || value === null || value === "") return t("train.chart.none");
  if (typeof value === "boolean") return t(value ? "train.runs.yes" : "train.runs.no");
  if (typeof value === "string") return t(`train.runs.value.${value}`, { defaultValue: value });
  return FORMATS[key]?.(value) ?? `${Number(value.toPrecision(4))}`;
}
