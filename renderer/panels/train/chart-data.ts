import { type CurveView, smooth } from "../../state/curves";
import type { RunCurves } from "../../state/run-curves";

export type Measure = "loss" | "accuracy" | "learningRate";
export type Smoothing = "none" | "some" | "strong";

/** Of a column as uPlot takes it; null is a gap. */
type Column = readonly (number | null)[];
export type Columns = readonly [steps: readonly number[], ...values: Column[]];

export interface Line {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** Twice as many as a wide chart has pixels for: the next coarser level would show. */
export const MAX_DRAWN = 2400;

/** Points that the past fades over, as a share of the curve, so that it looks alike at any length. */
const HORIZONS: Readonly<Record<Smoothing, number>> = { none: 0, some: 1 / 50, strong: 1 / 12 };

export function smoothed({ steps, mean }: CurveView, smoothing: Smoothing): Line {
  const horizon = smoothing === "none" ? 1 : Math.max(4, mean.length * HORIZONS[smoothing]);
  return { steps, values: smooth(mean, horizon) };
}

/** Lines of a run for one measure, in the order of `linesOf`. */
export type LineId = "low" | "high" | "train" | "test" | "top5";

/** What is drawn of a measure. The learning rate is set, not measured: there is one line of it. */
export function lineIds(measure: Measure): readonly LineId[] {
  if (measure === "learningRate") return ["train"];
  return measure === "loss" ? ["low", "high", "train", "test"] : ["low", "high", "train", "test", "top5"];
}

export interface ViewOptions {
  readonly smoothing: Smoothing;
  readonly from?: number;
  readonly to?: number;
}

export function runColumns(
  curves: RunCurves,
  measure: Measure,
  { smoothing, from, to }: ViewOptions,
): Columns {
  const view = curves[measure].view(MAX_DRAWN, from, to);
  if (measure === "learningRate") return joinLines([{ steps: view.steps, values: view.mean }]);
  const tested = (measure === "loss" ? curves.testLoss : curves.testAccuracy).view(MAX_DRAWN, from, to);
  const lines = [
    { steps: view.steps, values: view.min },
    { steps: view.steps, values: view.max },
    smoothed(view, smoothing),
    { steps: tested.steps, values: tested.mean },
  ];
  if (measure === "loss") return joinLines(lines);
  const { steps, mean } = curves.testTop5.view(MAX_DRAWN, from, to);
  return joinLines([...lines, { steps, values: mean }]);
}

/** Lines on one row of steps, with gaps where one has nothing to say. */
export function joinLines(lines: readonly Line[]): Columns {
  const steps = [...new Set(lines.flatMap((line) => line.steps))].sort((a, b) => a - b);
  const places = new Map(steps.map((step, place) => [step, place]));
  const columns = lines.map((line) => {
    const column = new Array<number | null>(steps.length).fill(null);
    for (const [index, step] of line.steps.entries()) {
      const value = line.values[index] as number;
      column[places.get(step) as number] = Number.isFinite(value) ? value : null;
    }
    return column;
  });
  return [steps, ...columns];
}

/** The value at an index, or the one before it. */
export function valueNear(column: Column | undefined, index: number | null): number | null {
  if (!column) return null;
  for (let at = index ?? column.length - 1; at >= 0; at--) {
    const value = column[at];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}
