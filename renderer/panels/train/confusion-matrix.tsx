import { SegmentedControl } from "@mantine/core";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatPercent } from "../../../shared/base/format";
import { nameOf } from "./confusion";

/** From so many classes on the cells are narrower. */
const MANY = 12;

type Unit = "counts" | "percent";

export interface ConfusionProps {
  /** [actual][predicted], counts. */
  readonly confusion: readonly (readonly number[])[];
  readonly classNames: readonly string[];
}

/** How the matrix is read just now: its head and its table share this. */
export interface ConfusionReading {
  readonly unit: Unit;
  readonly pointed: readonly [actual: number, predicted: number] | null;
  setUnit(unit: Unit): void;
  setPointed(cell: readonly [actual: number, predicted: number] | null): void;
}

export function useConfusionReading(): ConfusionReading {
  const [unit, setUnit] = useState<Unit>("counts");
  const [pointed, setPointed] = useState<ConfusionReading["pointed"]>(null);
  return { unit, pointed, setUnit, setPointed };
}

interface ReadingProps extends ConfusionProps {
  readonly reading: ConfusionReading;
}

/** The choice of unit, and the cell pointed at in words. */
export function ConfusionHead({ reading: { unit, pointed, setUnit }, ...props }: ReadingProps) {
  const { t } = useTranslation();
  return (
    <>
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
      <p className="bw-confusion-hint" data-pointed={pointed !== null || undefined} aria-live="polite">
        {pointed ? cellWords(t, props, ...pointed) : t("train.confusion.hint")}
      </p>
    </>
  );
}

/** Counts or row percentages with heat: the diagonal in the accent, what was taken for something else in red. */
export function ConfusionMatrix({ reading: { unit, pointed, setPointed }, ...props }: ReadingProps) {
  const { t } = useTranslation();
  const { confusion, classNames } = props;
  const name = (index: number): string => nameOf(classNames, index);
  return (
    <div className="bw-confusion" onPointerLeave={() => setPointed(null)}>
      <table className="bw-confusion-table bw-numbers" data-many={confusion.length > MANY || undefined}>
        <thead>
          <tr>
            <th className="bw-confusion-corner">
              <span>{t("train.confusion.predicted")} →</span>
              <span>{t("train.confusion.actual")} ↓</span>
            </th>
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
                  words={cellWords(t, props, actual, predicted)}
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

function cellWords(
  t: TFunction,
  { confusion, classNames }: ConfusionProps,
  actual: number,
  predicted: number,
): string {
  const row = confusion[actual] ?? [];
  const count = row[predicted] ?? 0;
  const total = row.reduce((sum, each) => sum + each, 0);
  return t("train.confusion.cell", {
    count,
    total,
    percent: formatPercent(total === 0 ? 0 : count / total),
    actual: nameOf(classNames, actual),
    predicted: nameOf(classNames, predicted),
  });
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
