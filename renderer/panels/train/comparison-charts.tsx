import "./charts.css";
import "uplot/dist/uPlot.min.css";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import type { RunRecord } from "../../../shared/formats/run-record/record";
import { RunCurves } from "../../state/run-curves";
import { useSettings } from "../../state/settings";
import { type Columns, joinLines, MAX_DRAWN, type Smoothing, smoothed } from "./chart-data";
import { ChartGroup } from "./chart-group";
import { valueText } from "./curve-chart";
import { createLiveChart } from "./live-chart";
import { LookMark } from "./run-list";
import { runLook, type ShownRun } from "./run-looks";

const MEASURES = ["loss", "testLoss", "testAccuracy"] as const;
type ComparedMeasure = (typeof MEASURES)[number];

/** One line for each run. */
export function ComparisonCharts({ runs }: { readonly runs: readonly ShownRun[] }) {
  const group = useMemo(() => new ChartGroup(), []);
  return (
    <div className="bw-charts bw-charts-compared">
      {MEASURES.map((measure) => (
        <ComparisonChart key={measure} runs={runs} measure={measure} group={group} />
      ))}
    </div>
  );
}

interface ComparisonChartProps {
  readonly runs: readonly ShownRun[];
  readonly measure: ComparedMeasure;
  readonly group: ChartGroup;
}

function ComparisonChart({ runs, measure, group }: ComparisonChartProps) {
  const { t } = useTranslation();
  const figure = useRef<HTMLElement>(null);
  // What said after each epoch how it went; runs of both kinds are rare enough to be called by the older name.
  const isHeldOut = runs.every(({ run }) => (run.settings.data.validationCount ?? 0) > 0);
  const title = t(`train.runs.measure.${measure}${isHeldOut && measure !== "loss" ? "Held" : ""}`);
  useComparison(figure, { runs, measure, group });
  return (
    <figure className="bw-curve" ref={figure} aria-label={title}>
      <figcaption className="bw-chart-legend bw-numbers">
        <strong>
          {title} <span className="bw-chart-step" data-step />
        </strong>
        <span className="bw-chart-runs">
          {runs.map(({ run, look }, index) => (
            <span key={run.id} title={run.name}>
              <LookMark look={look} />
              <b data-value={index}>{t("train.chart.none")}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div className="bw-chart-plot" />
    </figure>
  );
}

function useComparison(
  figure: React.RefObject<HTMLElement | null>,
  { runs, measure, group }: ComparisonChartProps,
): void {
  const { t } = useTranslation();
  const smoothing = useSettings((settings) => settings.smoothing);
  const isLog = useSettings((settings) => settings.lossScale === "log") && measure !== "testAccuracy";
  useEffect(() => {
    const shown = figure.current;
    const frame = shown?.querySelector<HTMLElement>(".bw-chart-plot");
    if (!shown || !frame) return;
    const kind = measure === "testAccuracy" ? "accuracy" : "loss";
    const chart = createLiveChart(frame, {
      measure: kind,
      group,
      lastStep: () => Math.max(...runs.map(({ run }) => lastStepOf(run))),
      lines: runs.map(({ look }) => ({ ...runLook(look), points: measure !== "loss" })),
      logarithmic: isLog,
      columns: (from, to) => comparedColumns(runs, measure, smoothing, [from, to]),
      onValues: (step, values) => {
        const at = step === null ? "" : t("train.chart.step", { step: formatInteger(step) });
        const mark = shown.querySelector("[data-step]");
        if (mark) mark.textContent = at;
        for (const [index, value] of values.entries()) {
          const field = shown.querySelector(`[data-value="${index}"]`);
          if (field) field.textContent = valueText(kind, value, t);
        }
      },
    });
    return () => chart.dispose();
  }, [figure, runs, measure, group, smoothing, isLog, t]);
}

function comparedColumns(
  runs: readonly ShownRun[],
  measure: ComparedMeasure,
  smoothing: Smoothing,
  [from, to]: readonly [number | undefined, number | undefined],
): Columns {
  const lines = runs.map(({ run }) => {
    const view = curvesOf(run)[measure].view(MAX_DRAWN, from, to);
    return smoothed(view, measure === "loss" ? smoothing : "none");
  });
  return joinLines(lines);
}

const drawn = new WeakMap<RunRecord, RunCurves>();

/** A kept run's curves, built when they are first drawn. */
export function curvesOf(run: RunRecord): RunCurves {
  const held = drawn.get(run);
  if (held) return held;
  const curves = new RunCurves();
  const unknown = { totalSteps: 0, epoch: 0, secondsLeft: 0 };
  for (const point of run.points) curves.add({ kind: "report", ...point, ...unknown });
  for (const epoch of run.epochs) curves.add({ kind: "epoch", ...epoch });
  drawn.set(run, curves);
  return curves;
}

function lastStepOf({ points, epochs }: RunRecord): number {
  return Math.max(points.at(-1)?.step ?? 1, epochs.at(-1)?.step ?? 1);
}
