import { Floats } from "./floats";

/** Points to a bucket of the level above. */
const FACTOR = 4;
/** The highest level's buckets hold 4^9 = 262,144 points each. */
const LEVELS = 9;

/** What is drawn of a stretch of a curve: of each bucket the last step, the extremes and the mean. */
export interface CurveView {
  readonly steps: readonly number[];
  readonly min: readonly number[];
  readonly max: readonly number[];
  readonly mean: readonly number[];
}

interface Level {
  /** Points to a bucket. */
  readonly span: number;
  readonly min: Floats;
  readonly max: Floats;
  readonly mean: Floats;
}

/**
 * A value over steps. All points are kept, and beside them extremes and means of buckets of 4, 16, 64... points, so that
 * a point costs the same and a drawing stays as small however long the curve is.
 */
export class Curve {
  readonly #steps = new Floats();
  readonly #values = new Floats();
  readonly #levels: readonly Level[] = Array.from({ length: LEVELS }, (_, level) => ({
    span: FACTOR ** (level + 1),
    min: new Floats(),
    max: new Floats(),
    mean: new Floats(),
  }));

  get length(): number {
    return this.#values.length;
  }

  get last(): number | null {
    return this.length === 0 ? null : this.#values.at(this.length - 1);
  }

  stepAt(index: number): number {
    return this.#steps.at(index);
  }

  valueAt(index: number): number {
    return this.#values.at(index);
  }

  /** A step that was there already takes the curve back to it: a run goes on from an earlier point. */
  append(step: number, value: number): void {
    if (this.length > 0 && step <= this.stepAt(this.length - 1)) this.#cutFrom(step);
    const index = this.length;
    this.#steps.push(step);
    this.#values.push(value);
    for (const level of this.#levels) addTo(level, index, value);
  }

  /** The value at a step, or the one before it: a test result holds until the next. */
  valueBefore(step: number): number | null {
    const index = this.#firstAfter(step) - 1;
    return index < 0 ? null : this.valueAt(index);
  }

  /** No more than `limit` buckets, of the steps from `from` to `to`. */
  view(limit: number, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): CurveView {
    const start = this.#firstAtOrAfter(from);
    const end = this.#firstAfter(to);
    const level = this.#levels.find(({ span }) => (end - start) / span + 2 <= limit);
    if (end - start <= limit || !level) return this.#raw(start, end);
    const first = Math.floor(start / level.span);
    const last = Math.ceil(end / level.span);
    const buckets = Array.from({ length: last - first }, (_, index) => first + index);
    return {
      steps: buckets.map((bucket) => this.stepAt(Math.min(this.length, (bucket + 1) * level.span) - 1)),
      min: buckets.map((bucket) => level.min.at(bucket)),
      max: buckets.map((bucket) => level.max.at(bucket)),
      mean: buckets.map((bucket) => level.mean.at(bucket)),
    };
  }

  #raw(start: number, end: number): CurveView {
    const values = this.#values.slice(start, end);
    return { steps: this.#steps.slice(start, end), min: values, max: values, mean: values };
  }

  #cutFrom(step: number): void {
    const kept = this.#firstAtOrAfter(step);
    const points = { steps: this.#steps.slice(0, kept), values: this.#values.slice(0, kept) };
    this.#steps.clear();
    this.#values.clear();
    for (const { min, max, mean } of this.#levels) for (const floats of [min, max, mean]) floats.clear();
    for (const [index, value] of points.values.entries()) this.append(points.steps[index] as number, value);
  }

  #firstAfter(step: number): number {
    return this.#firstWhere((at) => at > step);
  }

  #firstAtOrAfter(step: number): number {
    return this.#firstWhere((at) => at >= step);
  }

  /** Steps rise, so the search halves. */
  #firstWhere(isPast: (step: number) => boolean): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPast(this.stepAt(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function addTo({ span, min, max, mean }: Level, index: number, value: number): void {
  const held = index % span;
  if (held === 0) {
    for (const floats of [min, max, mean]) floats.push(value);
    return;
  }
  const bucket = min.length - 1;
  if (!(value >= min.at(bucket))) min.set(bucket, value);
  if (!(value <= max.at(bucket))) max.set(bucket, value);
  mean.set(bucket, mean.at(bucket) + (value - mean.at(bucket)) / (held + 1));
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
