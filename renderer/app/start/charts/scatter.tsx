import { useElementSize } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GraphAnalysis } from "../../../../shared/analysis/types";
import { formatSi } from "../../../../shared/base/format";
import type { AnyNetworkDefinition } from "../../../../shared/networks/define";
import { errorText } from "../../../ui/error-text";
import { Dot } from "./dot";
import { placeLabels } from "./place-labels";
import { linearScale, logScale } from "./scale";
import { Tip } from "./tip";

const MARGIN = { left: 44, right: 14, top: 10, bottom: 40 } as const;

export interface ScatterPoint {
  readonly network: AnyNetworkDefinition;
  readonly analysis: GraphAnalysis;
  readonly error: number;
}

interface ScatterProps {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly ScatterPoint[];
  readonly measure: "params" | "macs";
  readonly height: number;
}

/** Error against cost on a logarithmic axis: down and to the left is better. */
export function Scatter({ title, xTitle, yTitle, points, measure, height }: ScatterProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [pointed, setPointed] = useState<string | null>(null);
  const { dots, labels, x, y } = useMemo(
    () => layOut(points, measure, width, height),
    [points, measure, width, height],
  );
  const tip = dots.find(({ point }) => point.network.id === pointed);
  const floor = height - MARGIN.bottom;
  return (
    <figure className="bw-chart">
      <figcaption>{title}</figcaption>
      <div ref={ref} className="bw-chart-frame" style={{ height }}>
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
          <svg width={width} height={height} role="group" aria-label={title}>
            {y.ticks.map((tick) => (
              <g key={tick} className="bw-axis" transform={`translate(0 ${y.at(tick)})`}>
                <line x1={MARGIN.left} x2={width - MARGIN.right} />
                <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
                  {tick} %
                </text>
              </g>
            ))}
            {x.ticks.map((tick) => (
              <g key={tick} className="bw-axis" transform={`translate(${x.at(tick)} 0)`}>
                <line y1={MARGIN.top} y2={floor} />
                <text y={floor + 15} textAnchor="middle">
                  {formatSi(tick).replace(/\.0+(?= )/, "")}
                </text>
              </g>
            ))}
            <text className="bw-axis-title" x={width - MARGIN.right} y={height - 6} textAnchor="end">
              {xTitle}
            </text>
            <text className="bw-axis-title" x={MARGIN.left + 6} y={MARGIN.top + 10}>
              {yTitle}
            </text>
            {labels.map(({ id, label, x: left, y: top, anchor }) => (
              <text key={id} className="bw-dot-label" x={left} y={top} textAnchor={anchor}>
                {label}
              </text>
            ))}
            {dots.map(({ point, left, top }) => (
              <Dot
                key={point.network.id}
                network={point.network}
                x={left}
                y={top}
                label={t("start.chart.dot", {
                  name: point.network.title,
                  error: errorText(point.error),
                  cost: formatSi(point.analysis.totals[measure]),
                  measure: t(`totals.${measure}.name`),
                })}
                onPoint={setPointed}
              />
            ))}
          </svg>
        )}
        {tip && (
          <Tip
            network={tip.point.network}
            analysis={tip.point.analysis}
            x={tip.left}
            y={tip.top}
            width={width}
          />
        )}
      </div>
    </figure>
  );
}

function layOut(points: readonly ScatterPoint[], measure: "params" | "macs", width: number, height: number) {
  const right = width - MARGIN.right;
  const bottom = height - MARGIN.bottom;
  const costs = points.map(({ analysis }) => analysis.totals[measure]);
  const x = logScale(costs, { from: MARGIN.left, to: right });
  const y = linearScale(
    points.map(({ error }) => error),
    { from: bottom, to: MARGIN.top },
  );
  const dots = points.map((point) => ({
    point,
    left: x.at(point.analysis.totals[measure]),
    top: y.at(point.error),
  }));
  const labels = placeLabels(
    dots.map(({ point: { network }, left, top }) => ({
      id: network.id,
      label: network.title,
      x: left,
      y: top,
    })),
    { left: MARGIN.left, right: width, top: 0, bottom },
  );
  return { x, y, dots, labels };
}
