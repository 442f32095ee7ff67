/** What a confusion matrix says about one class. */
export interface ClassSummary {
  readonly name: string;
  readonly correct: number;
  /** Test images of the class. */
  readonly total: number;
  /** Share of the class's images that were recognised (recall), 0 to 1; null without images. */
  readonly accuracy: number | null;
  /** Share of the images called so that were (precision), 0 to 1; null if none was called so. */
  readonly precision: number | null;
  /** The class it was taken for most often, if it ever was. */
  readonly confusedWith: { readonly name: string; readonly count: number } | null;
}

/** [actual][predicted] counts, row by row. */
export function summariseConfusion(
  confusion: readonly (readonly number[])[],
  classNames: readonly string[],
): readonly ClassSummary[] {
  return confusion.map((row, actual) => {
    const correct = row[actual] ?? 0;
    const total = sum(row);
    const called = sum(confusion.map((other) => other[actual] ?? 0));
    const [worst] = row
      .map((count, predicted) => ({ count, predicted }))
      .filter(({ count, predicted }) => predicted !== actual && count > 0)
      .sort((a, b) => b.count - a.count || a.predicted - b.predicted);
    return {
      name: nameOf(classNames, actual),
      correct,
      total,
      accuracy: total === 0 ? null : correct / total,
      precision: called === 0 ? null : correct / called,
      confusedWith: worst ? { name: nameOf(classNames, worst.predicted), count: worst.count } : null,
    };
  });
}

export function nameOf(classNames: readonly string[], index: number): string {
  return classNames[index] ?? `${index}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
