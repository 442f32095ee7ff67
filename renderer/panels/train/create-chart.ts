import uPlot from "uplot";
import type { Measure } from "./chart-data";

const FONT = "11px 'Inter Variable', system-ui, sans-serif";

/** A chart that fills its frame and takes its colours from the theme at every draw. */
export function createChart(
  frame: HTMLElement,
  measure: Measure,
  onPoint: (index: number | null) => void,
): uPlot {
  const colour = (name: string) => () => getComputedStyle(frame).getPropertyValue(`--bw-${name}`).trim();
  const axis: uPlot.Axis = {
    stroke: colour("text-dim"),
    font: FONT,
    grid: { stroke: colour("border"), width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  const line = { spanGaps: true, points: { show: false } };
  return new uPlot(
    {
      width: Math.max(1, frame.clientWidth),
      height: Math.max(1, frame.clientHeight),
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false },
        // From zero, and never so low that a flat curve looks steep.
        y: measure === "accuracy" ? { range: [0, 1] } : { range: (_plot, _min, max) => [0, lossTop(max)] },
      },
      axes: [
        { ...axis, size: 22, space: 70 },
        {
          ...axis,
          size: 44,
          space: 28,
          values: (_plot, splits) => splits.map((value) => tickText(measure, value)),
        },
      ],
      series: [
        {},
        { ...line, stroke: colour("chart-raw"), width: 1 },
        { ...line, stroke: colour("chart-train"), width: 2 },
        {
          spanGaps: true,
          stroke: colour("chart-test"),
          width: 2,
          dash: [6, 3],
          points: { show: true, size: 7, fill: colour("chart-test"), stroke: colour("surface") },
        },
      ],
      hooks: { setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)] },
    },
    [[], [], [], []],
    frame,
  );
}

function lossTop(max: number | null): number {
  return max === null || !Number.isFinite(max) ? 1 : Math.max(0.1, max * 1.05);
}

function tickText(measure: Measure, value: number): string {
  return measure === "accuracy" ? `${Math.round(value * 100)} %` : `${Number(value.toPrecision(3))}`;
}
