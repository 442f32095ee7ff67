import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GraphAnalysis } from "../../../../shared/analysis/types";
import type { AnyNetworkDefinition } from "../../../../shared/networks/define";
import { isImageNet } from "../gallery-choice";
import { Scatter, type ScatterPoint } from "./scatter";
import "./charts.css";

export interface ChartsProps {
  readonly shown: readonly AnyNetworkDefinition[];
  readonly analyses: ReadonlyMap<string, GraphAnalysis>;
}

const HEIGHT = 460;

/** Published ImageNet errors against multiply-adds and against parameters. */
export function ErrorCharts({ shown, analyses }: ChartsProps) {
  const { t } = useTranslation();
  const [error, setError] = useState<"top1Error" | "top5Error">("top5Error");
  const points = useMemo(() => pointsOf(shown, analyses, error), [shown, analyses, error]);
  const yTitle = t(error === "top1Error" ? "start.top1" : "start.top5");
  return (
    <section className="bw-charts-page">
      <div className="bw-charts-head">
        <SegmentedControl
          aria-label={t("start.chart.error")}
          size="xs"
          data={[
            { value: "top5Error", label: t("start.top5") },
            { value: "top1Error", label: t("start.top1") },
          ]}
          value={error}
          onChange={(value) => setError(value as typeof error)}
        />
        <p className="bw-dim">{t("start.chart.errorsNote")}</p>
      </div>
      {points.length === 0 ? (
        <p className="bw-empty">{t("start.chart.noErrors")}</p>
      ) : (
        <div className="bw-chart-pair">
          {(["macs", "params"] as const).map((measure) => (
            <Scatter
              key={measure}
              title={t(`start.chart.against.${measure}`)}
              xTitle={t(`start.chart.axis.${measure}`)}
              yTitle={yTitle}
              points={points}
              measure={measure}
              height={HEIGHT}
            />
          ))}
        </div>
      )}
    </section>
  );
}

/** Best first, so that the best are labelled first. */
function pointsOf(
  shown: readonly AnyNetworkDefinition[],
  analyses: ReadonlyMap<string, GraphAnalysis>,
  key: "top1Error" | "top5Error",
): readonly ScatterPoint[] {
  return shown
    .flatMap((network) => {
      const error = network.published?.[key];
      const analysis = analyses.get(network.id);
      return error !== undefined && analysis && isImageNet(network) ? [{ network, analysis, error }] : [];
    })
    .sort((a, b) => a.error - b.error);
}
