import { IGNORED } from "../../contracts/run";

/** Counts what a network takes images or pixels for. */
export class Tally {
  /** [actual][predicted], counts. */
  readonly confusion: number[][];
  readonly #classes: number;
  #amongFive = 0;

  constructor(classes: number) {
    this.#classes = classes;
    this.confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  }

  /** One row of scores for each label; an ignored one counts nowhere. */
  add(scores: Float32Array, labels: ArrayLike<number>): void {
    for (let row = 0; row < labels.length; row++) {
      const label = labels[row] as number;
      if (label === IGNORED && label >= this.#classes) continue;
      const actual = this.confusion[label] as number[];
      const predicted = indexOfLargest(scores, row * this.#classes, this.#classes);
      actual[predicted] = (actual[predicted] ?? 0) + 1;
      if (rankOf(scores, row * this.#classes, this.#classes, label) < 5) this.#amongFive++;
    }
  }

  get accuracy(): number {
    return this.#share(sum(this.confusion.map((row, label) => row[label] ?? 0)));
  }

  /** How often the true class is among the five that score highest. */
  get top5(): number {
    return this.#share(this.#amongFive);
  }

  /** Intersection over union of each class that occurs or is predicted, averaged (Long et al. 2015, section 5). */
  get meanIou(): number {
    const shares = this.confusion.flatMap((row, label) => {
      const hits = row[label] ?? 0;
      const union = sum(row) + sum(this.confusion.map((each) => each[label] ?? 0)) - hits;
      return union === 0 ? [] : [hits / union];
    });
    return shares.length === 0 ? 0 : sum(shares) / shares.length;
  }

  #share(count: number): number {
    const total = sum(this.confusion.map(sum));
    return total === 0 ? 0 : count / total;
  }
}

function indexOfLargest(values: Float32Array, start: number, count: number): number {
  let best = start;
  for (let at = start + 1; at < start + count; at++) {
    if ((values[at] as number) > (values[best] as number)) best = at;
  }
  return best - start;
}

/** How many classes stand before it; of equal scores the first one does, as in `indexOfLargest`. */
function rankOf(scores: Float32Array, start: number, count: number, label: number): number {
  const own = scores[start + label] as number;
  let before = 0;
  for (let other = 0; other < count; other++) {
    const score = scores[start + other] as number;
    if (score > own || (score === own && other < label)) before++;
  }
  return before;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
