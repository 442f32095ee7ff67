import "./charts.css";
import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type uPlot from "uplot";
import { formatInteger, formatPercent } from "../../../shared/base/format";
import type { TrainingRun } from "../../state/run-progress";
import { type ChartColumns, chartColumns, type Measure } from "./chart-data";
import { createChart } from "./create-chart";

/** A measure over the steps: the training batches as reported and smoothed, and the test set after each epoch. */
export function CurveChart({ run, measure }: { readonly run: TrainingRun; readonly measure: Measure }) {
  const { t } = useTranslation();
  const { train, test } = run;
  const columns = useMemo(() => chartColumns(train, test, measure), [train, test, measure]);
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = useChart(columns, run.latest?.totalSteps ?? 1, measure, setPointed);
  const write = (value: number | null | undefined): string =>
    value === null || value === undefined
      ? t("train.chart.none")
      : measure === "accuracy"
        ? formatPercent(value)
        : value.toFixed(3);
  const trained = write(pointed === null ? last(columns[2]) : near(columns[2], pointed));
  const tested = write(pointed === null ? last(columns[3]) : near(columns[3], pointed));
  return (
    <figure
      className="bw-chart"
      aria-label={t("train.chart.label", {
        measure: t(`train.chart.${measure}`),
        train: trained,
        test: tested,
      })}
    >
      <figcaption className="bw-chart-legend bw-numbers">
        <strong>
          {t(`train.chart.${measure}`)}
          <span className="bw-chart-step">
            {pointed !== null && t("train.chart.step", { step: formatInteger(columns[0][pointed] ?? 0) })}
          </span>
        </strong>
        <span className="bw-chart-series">
          <span data-series="train">
            {t("train.chart.train")} <b>{trained}</b>
          </span>
          <span data-series="test">
            {t("train.chart.test")} <b>{tested}</b>
          </span>
        </span>
      </figcaption>
      <div className="bw-chart-plot" ref={frame}>
        {columns[0].length === 0 && <p className="bw-chart-empty">{t("train.chart.waiting")}</p>}
      </div>
    </figure>
  );
}

function useChart(
  columns: ChartColumns,
  totalSteps: number,
  measure: Measure,
  onPoint: (index: number | null) => void,
) {
  const frame = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    const made = createChart(current, measure, onPoint);
    chart.current = made;
    const observer = new ResizeObserver(() => {
      if (current.clientWidth > 0) {
        made.setSize({ width: current.clientWidth, height: current.clientHeight });
      }
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [measure, onPoint]);
  useEffect(() => {
    // One draw a frame, however many reports come.
    const request = requestAnimationFrame(() => {
      chart.current?.batch(() => {
        chart.current?.setData(columns as unknown as uPlot.AlignedData, false);
        chart.current?.setScale("x", { min: 0, max: Math.max(1, totalSteps) });
      });
    });
    return () => cancelAnimationFrame(request);
  }, [columns, totalSteps]);
  useEffect(() => {
    // Colours are read anew at each draw; the scheme is why there is one now.
    if (scheme) chart.current?.redraw(false, true);
  }, [scheme]);
  return frame;
}

function last(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}

/** The value at an index, or the one before it: a test result holds until the next. */
function near(values: readonly (number | null)[], index: number): number | null {
  return last(values.slice(0, index + 1));
}
