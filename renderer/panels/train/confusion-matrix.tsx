import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import { nameOf } from "./confusion";

type Unit = "counts" | "percent";

export interface ConfusionProps {
  /** [actual][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
}

/** Counts or row percentages with heat: the diagonal in the colour of success, the rest in that of error. */
export function ConfusionMatrix({ confusion, classNames }: ConfusionProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>("counts");
  const [pointed, setPointed] = useState<readonly [actual: number, predicted: number] | null>(null);
  const name = (index: number): string => nameOf(classNames, index);
  const words = (actual: number, predicted: number): string => {
    const row = confusion[actual] ?? [];
    const count = row[predicted] ?? 0;
    const total = row.reduce((sum, each) => sum + each, 0);
    const percent = formatPercent(total === 0 ? 0 : count / total);
    return t("train.confusion.cell", {
      count,
      total,
      percent,
      actual: name(actual),
      predicted: name(predicted),
    });
  };
  return (
    <div className="bw-confusion" onPointerLeave={() => setPointed(null)}>
      <div className="bw-confusion-notes">
        <SegmentedControl
          size="xs"
          aria-label={t("train.confusion.unit")}
          data={[
            { value: "counts", label: t("train.confusion.counts") },
            { value: "percent", label: t("train.confusion.percent") },
          ]}
          value={unit}
          onChange={(next) => setUnit(next)}
        />
        <p>{t("train.confusion.caption")}</p>
        <p className="bw-confusion-pointed" aria-live="polite">
          {pointed ? words(...pointed) : t("train.confusion.hint")}
        </p>
      </div>
      <table className="bw-confusion-table bw-numbers">
        <thead>
          <tr>
            <th aria-label={t("train.confusion.actual")} />
            {confusion.map((_, predicted) => (
              <th key={name(predicted)} scope="col" data-pointed={pointed?.[1] === predicted || undefined}>
                <span>{name(predicted)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {confusion.map((row, actual) => (
            <tr key={name(actual)}>
              <th scope="row" data-pointed={pointed?.[0] === actual || undefined}>
                {name(actual)}
              </th>
              {row.map((count, predicted) => (
                <Cell
                  key={name(predicted)}
                  count={count}
                  total={row.reduce((sum, each) => sum + each, 0)}
                  unit={unit}
                  isHit={actual === predicted}
                  words={words(actual, predicted)}
                  onPoint={() => setPointed([actual, predicted])}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  readonly count: number;
  readonly total: number;
  readonly unit: Unit;
  readonly isHit: boolean;
  readonly words: string;
  onPoint(): void;
}

function Cell({ count, total, unit, isHit, words, onPoint }: CellProps) {
  const share = total === 0 ? 0 : count / total;
  return (
    <td
      title={words}
      data-hit={isHit || undefined}
      data-none={count === 0 || undefined}
      // Errors are few: the root lets a few of a hundred be seen.
      style={{ "--share": `${Math.round((isHit ? share : Math.sqrt(share)) * 70)}%` } as React.CSSProperties}
      onPointerEnter={onPoint}
    >
      {count === 0 ? "·" : unit === "counts" ? count : Math.round(share * 100)}
    </td>
  );
}
