import type uPlot from "uplot";
import { onSchemeChange } from "../../ui/on-scheme-change";
import { type Columns, valueNear } from "./chart-data";
import type { ChartGroup } from "./chart-group";
import { type ChartOptions, createChart } from "./create-chart";

/** Ten times a second is as smooth as a curve has to grow, and leaves the frames to the canvas. */
const MIN_INTERVAL_MS = 100;

export interface LiveChartOptions extends Pick<ChartOptions, "measure" | "lines" | "band" | "logarithmic"> {
  readonly group: ChartGroup;
  /** Asked for at each draw. */
  columns(from?: number, to?: number): Columns;
  /** Of the whole run, so that the curve grows into its frame. */
  lastStep(): number;
  /** The values under the pointer, or the last ones where it is elsewhere. Null stands for no value yet. */
  onValues(step: number | null, values: readonly (number | null)[]): void;
}

export interface LiveChart {
  /** Draws soon, however often it is called. */
  refresh(): void;
  dispose(): void;
}

/** A chart that is drawn by itself, outside React: points come faster than components should. */
export function createLiveChart(frame: HTMLElement, options: LiveChartOptions): LiveChart {
  const { group } = options;
  let columns: Columns = [[]];
  let pointed: number | null = null;
  let request = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const chart: uPlot = createChart(frame, {
    ...options,
    syncKey: group.key,
    onZoom: (zoom) => group.setZoom(zoom),
    onPoint: (index) => {
      pointed = index;
      tell();
    },
  });
  function tell(): void {
    const [steps, ...values] = columns;
    const index = pointed === null || pointed >= steps.length ? null : pointed;
    options.onValues(
      index === null ? null : (steps[index] as number),
      values.map((column) => valueNear(column, index)),
    );
  }
  function draw(): void {
    drawnAt = performance.now();
    const [from, to] = group.zoom ?? [0, Math.max(1, options.lastStep())];
    columns = group.zoom ? options.columns(from, to) : options.columns();
    chart.batch(() => {
      chart.setData(columns as unknown as uPlot.AlignedData, false);
      chart.setScale("x", { min: from, max: to });
    });
    tell();
  }
  function refresh(): void {
    if (timer !== undefined) return;
    const wait = Math.max(0, drawnAt + MIN_INTERVAL_MS - performance.now());
    timer = setTimeout(() => {
      request = requestAnimationFrame(() => {
        timer = undefined;
        draw();
      });
    }, wait);
  }
  const observer = new ResizeObserver(() => {
    if (frame.clientWidth > 0) chart.setSize({ width: frame.clientWidth, height: frame.clientHeight });
  });
  observer.observe(frame);
  const stopScheme = onSchemeChange(draw);
  const stopZoom = group.onZoom(draw);
  draw();
  return {
    refresh,
    dispose() {
      clearTimeout(timer);
      cancelAnimationFrame(request);
      stopZoom();
      observer.disconnect();
      stopScheme();
      chart.destroy();
    },
  };
}
