import "./data-balance.css";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import type { TrainingImages } from "../../../shared/contracts/run";
import { balanceOf, type ClassBalance, imbalanceOf } from "../../../shared/data/balance";

const SPLITS = ["train", "validation", "test"] as const;

/** How many images each class has in each split, and what its colours are like. */
export function DataBalance({ images }: { readonly images: TrainingImages }) {
  const { t } = useTranslation();
  const rows = useMemo(() => balanceOf(images), [images]);
  const imbalance = useMemo(() => imbalanceOf(images), [images]);
  const most = Math.max(...rows.map(totalOf));
  const shown = SPLITS.filter((split) => split !== "validation" || images.validation);
  return (
    <>
      <details>
        <summary>{t("train.own.balance", { count: rows.length })}</summary>
        <p className="bw-balance-legend">
          {shown.map((split) => (
            <span key={split} data-split={split}>
              {t(`train.own.split.${split}`)}
            </span>
          ))}
        </p>
        <ul className="bw-balance bw-numbers">
          {rows.map((row) => (
            <BalanceRow key={row.name} row={row} most={most} shown={shown} />
          ))}
        </ul>
      </details>
      {imbalance && (
        <p className="bw-train-warning">
          {t(Number.isFinite(imbalance.ratio) ? "train.own.imbalance" : "train.own.missing", {
            most: imbalance.most,
            least: imbalance.least,
            ratio: formatInteger(Math.round(imbalance.ratio)),
          })}
        </p>
      )}
      <Statistics images={images} />
    </>
  );
}

interface BalanceRowProps {
  readonly row: ClassBalance;
  /** Images of the largest class. */
  readonly most: number;
  readonly shown: readonly (typeof SPLITS)[number][];
}

function BalanceRow({ row, most, shown }: BalanceRowProps) {
  const { t } = useTranslation();
  const key = shown.includes("validation") ? "train.own.classCountsAll" : "train.own.classCounts";
  return (
    <li aria-label={t(key, { ...row })}>
      <span className="bw-balance-name" title={row.name}>
        {row.name}
      </span>
      <span className="bw-balance-bar" aria-hidden>
        {shown.map((split) => (
          <span key={split} data-split={split} style={{ width: `${(100 * row[split]) / most}%` }} />
        ))}
      </span>
      <span aria-hidden>{shown.map((split) => formatInteger(row[split])).join(" + ")}</span>
    </li>
  );
}

const CHANNELS = ["red", "green", "blue"] as const;

function Statistics({ images: { mean, std } }: { readonly images: TrainingImages }) {
  const { t } = useTranslation();
  const told = CHANNELS.map((channel, index) =>
    t("train.own.channel", {
      channel: t(`train.own.channels.${channel}`),
      mean: (mean[index] ?? 0).toFixed(3),
      std: (std[index] ?? 0).toFixed(3),
    }),
  );
  return (
    <p className="bw-train-note bw-numbers" title={t("train.own.statisticsHelp")}>
      {t("train.own.statistics", { channels: told.join(", ") })}
    </p>
  );
}

function totalOf({ train, validation, test }: ClassBalance): number {
  return train + validation + test;
}
