import "./charts.css";
import "uplot/dist/uPlot.min.css";
import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger, formatPercent } from "../../../shared/base/format";
import type { RunCurves } from "../../state/run-curves";
import { useSettings } from "../../state/settings";
import { type LineId, lineIds, type Measure, runColumns } from "./chart-data";
import type { ChartGroup } from "./chart-group";
import type { LineLook } from "./create-chart";
import { createLiveChart } from "./live-chart";

const LOOKS: Readonly<Record<LineId, LineLook>> = {
  low: { colour: "chart-raw", width: 1 },
  high: { colour: "chart-raw", width: 1 },
  train: { colour: "chart-train" },
  test: { colour: "chart-test", dash: [6, 3], points: true },
  top5: { colour: "chart-top5", dash: [2, 3], points: true },
};

interface CurveChartProps {
  readonly curves: RunCurves;
  readonly measure: Measure;
  readonly group: ChartGroup;
  /** Of the whole run. */
  readonly lastStep: () => number;
  /** What the epochs were measured on. */
  readonly held: "validation" | "test";
}

/** A measure over the steps: the training batches as reported and smoothed, and the test set after each epoch. */
export function CurveChart({ curves, measure, group, lastStep, held }: CurveChartProps) {
  const { t } = useTranslation();
  const figure = useRef<HTMLElement>(null);
  useLiveChart(figure, { curves, measure, group, lastStep, held });
  const named = lineIds(measure).filter((id) => id !== "low" && id !== "high");
  return (
    <figure className="bw-curve" ref={figure} aria-label={t(`train.chart.${measure}`)}>
      <figcaption className="bw-chart-legend bw-numbers">
        <strong>
          {t(`train.chart.${measure}`)} <span className="bw-chart-step" data-step />
        </strong>
        <span className="bw-chart-series">
          {named.map((id) => (
            <span key={id} data-series={id}>
              {measure === "learningRate" ? "" : `${t(`train.chart.${lineName(id, held)}`)} `}
              <b data-value={id}>{t("train.chart.none")}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div className="bw-chart-plot">
        <p className="bw-chart-empty">{t("train.chart.waiting")}</p>
      </div>
    </figure>
  );
}

function useLiveChart(figure: React.RefObject<HTMLElement | null>, props: CurveChartProps): void {
  const { curves, measure, group, lastStep, held } = props;
  const { t } = useTranslation();
  const smoothing = useSettings((settings) => settings.smoothing);
  const isLog = useSettings((settings) => settings.lossScale === "log") && measure === "loss";
  useEffect(() => {
    const shown = figure.current;
    const frame = shown?.querySelector<HTMLElement>(".bw-chart-plot");
    if (!shown || !frame) return;
    const ids = lineIds(measure);
    const made = createLiveChart(frame, {
      measure,
      group,
      lastStep,
      lines: ids.map((id) => LOOKS[id]),
      band: ids[0] === "low",
      logarithmic: isLog,
      columns: (from, to) =>
        runColumns(curves, measure, {
          smoothing,
          ...(from === undefined ? {} : { from }),
          ...(to === undefined ? {} : { to }),
        }),
      onValues: (step, values) => writeLegend(shown, { t, measure, held, ids, step, values }),
    });
    const stop = curves.onChange(made.refresh);
    return () => {
      stop();
      made.dispose();
    };
  }, [figure, curves, measure, group, lastStep, held, smoothing, isLog, t]);
}

function lineName(id: LineId, held: CurveChartProps["held"]) {
  if (held === "test") return id;
  return id === "test" ? "validation" : id === "top5" ? "validationTop5" : id;
}

interface Legend {
  readonly t: TFunction;
  readonly measure: Measure;
  readonly held: CurveChartProps["held"];
  readonly ids: readonly LineId[];
  readonly step: number | null;
  readonly values: readonly (number | null)[];
}

function writeLegend(figure: HTMLElement, { t, measure, held, ids, step, values }: Legend): void {
  const texts = new Map(ids.map((id, index) => [id, valueText(measure, values[index] ?? null, t)]));
  for (const [id, text] of texts) write(figure.querySelector(`[data-value=${id}]`), text);
  const at = step === null ? "" : t("train.chart.step", { step: formatInteger(step) });
  write(figure.querySelector("[data-step]"), at);
  figure.dataset.empty = String(values.every((value) => value === null));
  const label = measure === "learningRate" ? "train.chart.rateLabel" : "train.chart.label";
  const said = {
    measure: t(`train.chart.${measure}`),
    train: texts.get("train"),
    held: t(`train.chart.${held}`),
    test: texts.get("test"),
  };
  figure.setAttribute("aria-label", t(label, said));
  const top5 = figure.querySelector<HTMLElement>("[data-series=top5]");
  if (top5) top5.hidden = (values[ids.indexOf("top5")] ?? null) === null;
}

function write(element: Element | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

export function valueText(measure: Measure, value: number | null, t: TFunction): string {
  if (value === null) return t("train.chart.none");
  if (measure === "accuracy") return formatPercent(value);
  return measure === "loss" ? value.toFixed(3) : `${Number(value.toPrecision(3))}`;
}
