/** A point of a curve: loss and top-1 accuracy (0 to 1) at a step. */
export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
  readonly accuracy: number;
}

/**
 * A curve that never holds more than `MAX_POINTS`: when it is full, neighbours are averaged in pairs, and from then on
 * each point stands for twice as many reports. Means, unlike every n-th point, keep the curve's level.
 */
export interface Curve {
  readonly points: readonly CurvePoint[];
  /** Reports per point. */
  readonly stride: number;
  /** Reports that have not made up a point yet. */
  readonly pending: readonly CurvePoint[];
}

export const MAX_POINTS = 2000;

export const EMPTY_CURVE: Curve = { points: [], stride: 1, pending: [] };

export function appendPoint(curve: Curve, point: CurvePoint, maxPoints = MAX_POINTS): Curve {
  const pending = [...curve.pending, point];
  if (pending.length < curve.stride) return { ...curve, pending };
  const points = [...curve.points, meanPoint(pending)];
  if (points.length < maxPoints) return { points, stride: curve.stride, pending: [] };
  return { points: pairwise(points), stride: curve.stride * 2, pending: [] };
}

/** What is drawn: the points, and the reports that wait for the next one. */
export function drawnPoints({ points, pending }: Curve): readonly CurvePoint[] {
  return pending.length === 0 ? points : [...points, meanPoint(pending)];
}

/**
 * Exponential moving average without the pull of its start (as in Adam): the first values count in full. `horizon` is
 * how many points back the past has faded to about a third.
 */
export function smooth(values: readonly number[], horizon: number): readonly number[] {
  const decay = horizon <= 1 ? 0 : 1 - 1 / horizon;
  let mean = 0;
  let weight = 0;
  return values.map((value) => {
    mean = decay * mean + (1 - decay) * value;
    weight = decay * weight + (1 - decay);
    return mean / weight;
  });
}

function pairwise(points: readonly CurvePoint[]): readonly CurvePoint[] {
  const merged: CurvePoint[] = [];
  for (let index = 0; index < points.length; index += 2)
    merged.push(meanPoint(points.slice(index, index + 2)));
  return merged;
}

/** The mean of reports, at the step of the last. */
function meanPoint(points: readonly CurvePoint[]): CurvePoint {
  const mean = (of: (point: CurvePoint) => number): number =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  return {
    step: points[points.length - 1]?.step ?? 0,
    loss: mean((point) => point.loss),
    accuracy: mean((point) => point.accuracy),
  };
}
