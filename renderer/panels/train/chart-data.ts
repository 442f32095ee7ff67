import { type Curve, type CurvePoint, drawnPoints, smooth } from "../../state/curves";

export type Measure = "loss" | "accuracy";

/** Columns as uPlot takes them: steps, the training curve as reported, the same smoothed, the test curve; null is a gap. */
export type ChartColumns = readonly [
  steps: readonly number[],
  raw: readonly (number | null)[],
  smoothed: readonly (number | null)[],
  test: readonly (number | null)[],
];

/** Points that the past fades over: a fiftieth of the curve, so that it looks alike at any length. */
const HORIZON_SHARE = 1 / 50;

export function chartColumns(train: Curve, test: Curve, measure: Measure): ChartColumns {
  const trained = drawnPoints(train);
  const values = trained.map((point) => point[measure]);
  const smoothed = smooth(values, Math.max(4, values.length * HORIZON_SHARE));
  const steps = mergedSteps(trained, drawnPoints(test));
  const at = (points: readonly CurvePoint[], of: (index: number) => number | undefined) => {
    const byStep = new Map(points.map((point, index) => [point.step, of(index)]));
    return steps.map((step) => byStep.get(step) ?? null);
  };
  const tested = drawnPoints(test);
  return [
    steps,
    at(trained, (index) => values[index]),
    at(trained, (index) => smoothed[index]),
    at(tested, (index) => tested[index]?.[measure]),
  ];
}

function mergedSteps(a: readonly CurvePoint[], b: readonly CurvePoint[]): readonly number[] {
  return [...new Set([...a, ...b].map((point) => point.step))].sort((first, second) => first - second);
}
