import "./layers.css";
import { Slider } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatInteger } from "../../../shared/base/format";
import type { LayerReport, LayerStatistics } from "../../../shared/contracts/layer-statistics";
import type { RunCurves } from "../../state/run-curves";
import { LayerChart } from "./layer-chart";
import { rangeOf, spreadsOf } from "./layer-plot";

/** A step should change a weight by about a thousandth of itself (a rule of thumb of many courses). */
const GOOD_RATIO = 1e-3;
const READABLE_MS = 300;

/** Gradients, weights and updates of each layer, at any step that was looked at. */
export function LayersView({ curves }: { readonly curves: RunCurves }) {
  const { t } = useTranslation();
  const reports = useReports(curves);
  const [chosen, setChosen] = useState<number | null>(null);
  const last = reports.length - 1;
  const index = chosen === null ? last : Math.min(chosen, last);
  const report = reports[index];
  if (!report) return <p className="bw-runs-empty">{t("train.layers.waiting")}</p>;
  return (
    <div className="bw-layers">
      <div className="bw-layers-step">
        <span className="bw-numbers">{t("train.chart.step", { step: formatInteger(report.step) })}</span>
        <Slider
          size="sm"
          aria-label={t("train.layers.step")}
          min={0}
          max={Math.max(1, last)}
          disabled={last < 1}
          value={index}
          label={(at) => formatInteger(reports[at]?.step ?? 0)}
          onChange={(at) => setChosen(at === last ? null : at)}
        />
      </div>
      <LayerCharts reports={reports} report={report} />
    </div>
  );
}

interface LayerChartsProps {
  readonly reports: readonly LayerReport[];
  readonly report: LayerReport;
}

function LayerCharts({ reports, report: { layers } }: LayerChartsProps) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<number | null>(null);
  const ranges = useMemo(
    () => ({
      gradient: rangeOf(spreadsOf(reports, "gradient")),
      weight: rangeOf(spreadsOf(reports, "weight")),
    }),
    [reports],
  );
  const at = pointed === null ? undefined : layers[pointed];
  const plots = useMemo(
    () => ({
      gradient: spreadPlot(layers, "gradient", ranges.gradient, pointed),
      weight: spreadPlot(layers, "weight", ranges.weight, pointed),
      ratio: {
        lines: [{ values: layers.map(ratioOf), colour: "chart-test" }],
        range: [-6, 0] as const,
        guide: GOOD_RATIO,
        pointed,
      },
    }),
    [layers, ranges, pointed],
  );
  const values = {
    gradient: at?.gradient.rms,
    weight: at?.weight.rms,
    ratio: at && ratioOf(at),
  };
  return (
    <>
      <p className="bw-layers-name" aria-live="polite">
        {at && pointed !== null ? (
          <>
            {pointed + 1}. <strong>{at.path}</strong>
          </>
        ) : (
          t("train.layers.hint")
        )}
      </p>
      <div className="bw-charts bw-charts-compared">
        {(["gradient", "weight", "ratio"] as const).map((kind) => (
          <LayerChart
            key={kind}
            title={t(`train.layers.${kind}`)}
            help={t(`train.layers.${kind}Help`)}
            value={values[kind] === undefined ? "" : values[kind].toExponential(1)}
            plot={plots[kind]}
            onPoint={setPointed}
          />
        ))}
      </div>
    </>
  );
}

function spreadPlot(
  layers: readonly LayerStatistics[],
  of: "gradient" | "weight",
  range: readonly [number, number],
  pointed: number | null,
) {
  return {
    heat: layers.map((layer) => layer[of].magnitudes),
    lines: [{ values: layers.map((layer) => layer[of].rms), colour: "text" }],
    range,
    pointed,
  };
}

export function ratioOf({ update, weight }: LayerStatistics): number {
  return weight.rms > 0 ? update / weight.rms : 0;
}

/** Not more often than can be seen. */
function useReports(curves: RunCurves): readonly LayerReport[] {
  const [reports, setReports] = useState<readonly LayerReport[]>(() => [...curves.layers]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      setReports((before) =>
        before.length === curves.layers.length && before.at(-1) === curves.layers.at(-1)
          ? before
          : [...curves.layers],
      );
    };
    show();
    const stop = curves.onChange(() => {
      timer ??= setTimeout(show, READABLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [curves]);
  return reports;
}
