import { useElementSize } from "@mantine/hooks";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { changeGallery } from "../gallery-choice";
import { Dot, Mark } from "./dot";
import {
  familiesByDescent,
  linksBetween,
  type RoadmapDot,
  type RoadmapNetwork,
  type RoadmapProps,
} from "./roadmap";
import { seriesOf } from "./series";
import { Tip } from "./tip";

const NAMES = 150;
const HEAD = 28;
const LANE = 27;

/** A lane per family, time from left to right, a line from each network's ancestor. */
export function StructureChart({ networks, line, tip: tipped, onPoint }: RoadmapProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { families, years, dots, links } = useMemo(() => layOut(networks, width), [networks, width]);
  const height = HEAD + families.length * LANE + 6;
  const tip = dots.find(({ network }) => network.id === tipped);
  return (
    <figure className="bw-chart">
      <figcaption>{t("start.chart.structures")}</figcaption>
      <div ref={ref} className="bw-chart-frame" style={{ height }}>
        {width > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
          <svg width={width} height={height} role="group" aria-label={t("start.chart.structures")}>
            {years.map(({ year, left, right }) => (
              <g key={year} className="bw-axis">
                <line x1={left} x2={left} y1={HEAD - 8} y2={height} />
                <text x={(left + right) / 2} y={14} textAnchor="middle">
                  {year}
                </text>
              </g>
            ))}
            {families.map(({ name, y }) => (
              <FamilyName key={name} name={name} y={y} width={width} />
            ))}
            {links.map(({ id, path }) => (
              <path key={id} className="bw-link-line" d={path} data-state={stateOf(id, line)} />
            ))}
            {dots.map(({ network, x, y }) => (
              <Dot
                key={network.id}
                network={network}
                x={x}
                y={y}
                label={`${network.title}, ${network.year}`}
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

export function stateOf(id: string, line: ReadonlySet<string>): "plain" | "lit" | "faded" {
  if (line.size === 0) return "plain";
  return line.has(id) ? "lit" : "faded";
}

interface FamilyNameProps {
  readonly name: string;
  readonly y: number;
  readonly width: number;
}

/** Shows the family's cards. */
function FamilyName({ name, y, width }: FamilyNameProps) {
  const { t } = useTranslation();
  const { colour, shape } = seriesOf(name);
  const show = (): void => changeGallery({ family: name, view: "cards", query: "", year: null });
  return (
    <g className="bw-lane" transform={`translate(0 ${y})`}>
      <line x1={0} x2={width} y1={LANE / 2} y2={LANE / 2} />
      {/* biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing */}
      <g
        role="button"
        tabIndex={0}
        aria-label={t("start.chart.showFamily", { name })}
        className="bw-lane-name"
        onClick={show}
        onKeyDown={(event) => {
          if (event.key === "Enter") show();
        }}
      >
        <rect
          className="bw-lane-ground"
          x={0}
          y={-LANE / 2 + 2}
          width={NAMES - 10}
          height={LANE - 4}
          rx={4}
        />
        <g transform="translate(10 0)">
          <Mark shape={shape} colour={colour} />
        </g>
        <text x={22} dy="0.33em">
          {name}
        </text>
      </g>
    </g>
  );
}

function layOut(networks: readonly RoadmapNetwork[], width: number) {
  const names = familiesByDescent(networks);
  const allYears = [...new Set(networks.map(({ network }) => network.year))].sort();
  const band = Math.max(40, (width - NAMES) / allYears.length);
  const years = allYears.map((year, index) => ({
    year,
    left: NAMES + index * band,
    right: NAMES + (index + 1) * band,
  }));
  const families = names.map((name, index) => ({ name, y: HEAD + (index + 0.5) * LANE }));
  const dots: RoadmapDot[] = families.flatMap(({ name, y }) =>
    years.flatMap(({ year, left }) => {
      const cell = networks.filter(({ network }) => network.family === name && network.year === year);
      const step = Math.min(20, band / (cell.length + 1));
      const start = left + (band - step * (cell.length - 1)) / 2;
      return cell.map((member, index) => ({ ...member, x: start + index * step, y }));
    }),
  );
  return { families, years, dots, links: linksBetween(dots, curve) };
}

/** Neighbours are joined straight; over others of the lane, and between lanes, the line bows. */
function curve(from: RoadmapDot, to: RoadmapDot): string {
  if (from.y === to.y) {
    const lift = Math.min(10, Math.abs(to.x - from.x) / 4);
    return `M${from.x} ${from.y} Q${(from.x + to.x) / 2} ${from.y - lift} ${to.x} ${to.y}`;
  }
  const drop = (to.y - from.y) * 0.5;
  if (to.x - from.x < 60) {
    return `M${from.x} ${from.y} C${from.x} ${from.y + drop} ${to.x} ${to.y - drop} ${to.x} ${to.y}`;
  }
  const reach = (to.x - from.x) * 0.5;
  return `M${from.x} ${from.y} C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
}
