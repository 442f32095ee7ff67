import "./layers.css";
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayerStatistics } from "../../../shared/contracts/layer-statistics";
import type { RunRecord } from "../../../shared/formats/run-record/record";
import { LayerChart } from "./layer-chart";
import { rangeOf } from "./layer-plot";
import { ratioOf } from "./layers-view";
import { LookMark } from "./run-list";
import { runLook, type ShownRun } from "./run-looks";

const MOMENTS = ["first", "last"] as const;
type Moment = (typeof MOMENTS)[number];

/** How gradients come through the layers of several networks: do they fade on their way back to the input? */
export function ComparedLayers({ runs }: { readonly runs: readonly ShownRun[] }) {
  const { t } = useTranslation();
  const [moment, setMoment] = useState<Moment>("first");
  const [pointed, setPointed] = useState<number | null>(null);
  const seen = useMemo(
    () => runs.map(({ run, look }) => ({ run, look, layers: layersAt(run, moment) })),
    [runs, moment],
  );
  const plots = useMemo(() => {
    const plotOf = (of: (layer: LayerStatistics) => number, range: readonly [number, number]) => ({
      lines: seen.map(({ layers, look }) => ({ values: layers.map(of), ...runLook(look) })),
      range,
      pointed,
    });
    const gradients = seen.flatMap(({ layers }) => layers.map(({ gradient }) => gradient));
    return {
      gradient: plotOf(({ gradient }) => gradient.rms, rangeOf(gradients)),
      ratio: { ...plotOf(ratioOf, [-6, 0]), guide: 1e-3 },
    };
  }, [seen, pointed]);
  if (seen.every(({ layers }) => layers.length === 0))
    return <p className="bw-runs-empty">{t("train.layers.never")}</p>;
  return (
    <div className="bw-layers">
      <div className="bw-layers-step">
        <SegmentedControl
          size="xs"
          aria-label={t("train.layers.step")}
          data={MOMENTS.map((value) => ({ value, label: t(`train.layers.${value}`) }))}
          value={moment}
          onChange={(next) => setMoment(next)}
        />
        <span className="bw-train-note">{t("train.layers.compareHint")}</span>
      </div>
      <div className="bw-charts bw-charts-pair">
        {(["gradient", "ratio"] as const).map((kind) => (
          <LayerChart
            key={kind}
            title={t(`train.layers.${kind}`)}
            help={t(`train.layers.${kind}Help`)}
            value={
              <span className="bw-chart-runs">
                {seen.map(({ run, look, layers }) => {
                  const layer = layers[pointed ?? 0];
                  const value = layer && (kind === "gradient" ? layer.gradient.rms : ratioOf(layer));
                  return (
                    <span key={run.id} title={layer ? `${run.name}: ${layer.path}` : run.name}>
                      <LookMark look={look} />
                      <b>{value === undefined ? t("train.chart.none") : value.toExponential(1)}</b>
                    </span>
                  );
                })}
              </span>
            }
            plot={plots[kind]}
            onPoint={setPointed}
          />
        ))}
      </div>
    </div>
  );
}

function layersAt({ layers }: RunRecord, moment: Moment): readonly LayerStatistics[] {
  return (moment === "first" ? layers[0] : layers.at(-1))?.layers ?? [];
}
