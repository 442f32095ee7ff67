import { useElementSize } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Dot } from "./dot";
import { placeLabels } from "./place-labels";
import { linksBetween, type RoadmapDot, type RoadmapNetwork, type RoadmapProps } from "./roadmap";
import { doublingScale } from "./scale";
import { stateOf } from "./structure-chart";
import { Tip } from "./tip";

const MARGIN = { left: 40, right: 8, top: 12, bottom: 26 } as const;
const HEIGHT = 440;
const DOT = 12;

/** Layers with weights on the longest way through, year by year, on an axis that doubles. */
export function DepthChart({ networks, line, tip: tipped, onPoint }: RoadmapProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { years, y, dots, links, labels } = useMemo(() => layOut(networks, width), [networks, width]);
  const tip = dots.find(({ network }) => network.id === tipped);
  const floor = HEIGHT - MARGIN.bottom;
  return (
    <figure className="bw-chart">
      <figcaption>{t("start.chart.depth")}</figcaption>
      <div ref={ref} className="bw-chart-frame" style={{ height: HEIGHT }}>
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
          <svg width={width} height={HEIGHT} role="group" aria-label={t("start.chart.depth")}>
            {y.ticks.map((tick) => (
              <g key={tick} className="bw-axis" transform={`translate(0 ${y.at(tick)})`}>
                <line x1={MARGIN.left} x2={width - MARGIN.right} />
                <text x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
                  {tick}
                </text>
              </g>
            ))}
            {years.map(({ year, left, right }) => (
              <g key={year} className="bw-axis">
                <line x1={left} x2={left} y1={MARGIN.top} y2={floor} />
                <text x={(left + right) / 2} y={floor + 17} textAnchor="middle">
                  {year}
                </text>
              </g>
            ))}
            {links.map(({ id, path }) => (
              <path key={id} className="bw-link-line" d={path} data-state={stateOf(id, line)} />
            ))}
            {labels.map(({ id, label, x, y: top, anchor }) => (
              <text key={id} className="bw-dot-label" x={x} y={top} textAnchor={anchor}>
                {label}
              </text>
            ))}
            {dots.map(({ network, depth, x, y: top }) => (
              <Dot
                key={network.id}
                network={network}
                x={x}
                y={top}
                label={t("start.chart.depthDot", { name: network.title, depth })}
                faded={line.size > 0 && !line.has(network.id)}
                onPoint={onPoint}
              />
            ))}
          </svg>
        )}
        {tip && <Tip network={tip.network} analysis={tip.analysis} x={tip.x} y={tip.y + 12} width={width} />}
      </div>
    </figure>
  );
}

function layOut(networks: readonly RoadmapNetwork[], width: number) {
  const bottom = HEIGHT - MARGIN.bottom;
  const right = width - MARGIN.right;
  const y = doublingScale(
    networks.map(({ depth }) => depth),
    { from: bottom, to: MARGIN.top },
  );
  const allYears = [...new Set(networks.map(({ network }) => network.year))].sort();
  const band = (right - MARGIN.left) / allYears.length;
  const years = allYears.map((year, index) => ({
    year,
    left: MARGIN.left + index * band,
    right: MARGIN.left + (index + 1) * band,
  }));
  const dots = years.flatMap(({ year, left, right: end }) =>
    swarm(
      networks.filter(({ network }) => network.year === year),
      (left + end) / 2,
      ({ depth }) => y.at(depth),
    ),
  );
  const labels = placeLabels(
    dots.map(({ network, x, y: top }) => ({ id: network.id, label: network.title, x, y: top })),
    { left: MARGIN.left, right: width, top: 0, bottom },
  );
  return { years, y, dots, labels, links: linksBetween(dots, (from, to) => straight(from, to)) };
}

/** Each dot as near to the middle of its year as those before it leave room. */
function swarm(
  networks: readonly RoadmapNetwork[],
  centre: number,
  height: (network: RoadmapNetwork) => number,
): readonly RoadmapDot[] {
  const placed: RoadmapDot[] = [];
  for (const network of networks) {
    const y = height(network);
    const isFree = (x: number): boolean => placed.every((dot) => Math.hypot(dot.x - x, dot.y - y) >= DOT);
    for (let step = 0; ; step++) {
      const x = centre + (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * (DOT + 1);
      if (!isFree(x)) continue;
      placed.push({ ...network, x, y });
      break;
    }
  }
  return placed;
}

function straight(from: RoadmapDot, to: RoadmapDot): string {
  return `M${from.x} ${from.y} L${to.x} ${to.y}`;
}
