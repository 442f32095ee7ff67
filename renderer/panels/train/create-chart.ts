import uPlot from "uplot";
import type { Measure } from "./chart-data";

const FONT = "11px 'Inter Variable', system-ui, sans-serif";

export interface LineLook {
  /** A CSS variable's name without `--bw-`. */
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  readonly points?: boolean;
}

export interface ChartOptions {
  readonly measure: Measure;
  readonly lines: readonly LineLook[];
  /** Fills between the first two lines in the first one's colour. */
  readonly band?: boolean;
  readonly logarithmic?: boolean;
  /** Charts with one key show the pointer together. */
  readonly syncKey: string;
  /** Index of the column that the pointer is at. */
  onPoint(index: number | null): void;
  /** Steps that were dragged over; null for all of them again. */
  onZoom(range: readonly [from: number, to: number] | null): void;
}

/** A chart that fills its frame. Its colours are looked up at each draw, so that it follows light and dark. */
export function createChart(frame: HTMLElement, options: ChartOptions): uPlot {
  const style = getComputedStyle(frame);
  const colour = (name: string) => () => style.getPropertyValue(`--bw-${name}`).trim();
  const axis: uPlot.Axis = {
    stroke: colour("text-dim"),
    font: FONT,
    grid: { stroke: colour("border"), width: 1 },
    ticks: { show: false },
    gap: 4,
  };
  const seriesOf = ({ colour: name, width = 2, dash, points = false }: LineLook): uPlot.Series => ({
    spanGaps: true,
    stroke: colour(name),
    width,
    ...(dash ? { dash: [...dash] } : {}),
    points: points ? { show: true, size: 6, fill: colour(name), stroke: colour("surface") } : { show: false },
  });
  return new uPlot(
    {
      width: Math.max(1, frame.clientWidth),
      height: Math.max(1, frame.clientHeight),
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: cursorOf(options),
      scales: { x: { time: false }, y: scaleOf(options) },
      axes: [
        { ...axis, size: 22, space: 70 },
        {
          ...axis,
          size: 48,
          space: 24,
          values: (_plot, splits) => splits.map((value) => tickText(options.measure, value)),
        },
      ],
      series: [{}, ...options.lines.map(seriesOf)],
      ...(options.band ? { bands: [{ series: [2, 1], fill: colour("chart-raw") }] } : {}),
      hooks: {
        setCursor: [(plot) => options.onPoint(plot.cursor.idx ?? null)],
        setSelect: [(plot) => select(plot, options)],
      },
    },
    [[], ...options.lines.map(() => [])],
    frame,
  );
}

function cursorOf({ syncKey, onZoom }: ChartOptions): uPlot.Cursor {
  return {
    y: false,
    sync: { key: syncKey, setSeries: false },
    drag: { x: true, y: false, setScale: false, dist: 6 },
    bind: {
      dblclick: () => () => {
        onZoom(null);
        return null;
      },
    },
  };
}

function select(plot: uPlot, { onZoom }: ChartOptions): void {
  const { left, width } = plot.select;
  if (width <= 0) return;
  onZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function scaleOf({ measure, logarithmic }: ChartOptions): uPlot.Scale {
  if (logarithmic) return { distr: 3, range: (_plot, min, max) => logRange(min, max) };
  if (measure === "accuracy") return { range: [0, 1] };
  // From zero, and never so low that a flat curve looks steep.
  const floor = measure === "loss" ? 0.1 : 0;
  return { range: (_plot, _min, max) => [0, top(max, floor)] };
}

function top(max: number | null, floor: number): number {
  return max === null || !Number.isFinite(max) || max <= 0 ? 1 : Math.max(floor, max * 1.05);
}

function logRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null || !(min > 0) || !Number.isFinite(max)) return [0.01, 10];
  return [min * 0.9, Math.max(max * 1.1, min * 2)];
}

function tickText(measure: Measure, value: number | null): string {
  if (value === null) return "";
  return measure === "accuracy" ? `${Math.round(value * 100)} %` : `${Number(value.toPrecision(3))}`;
}
