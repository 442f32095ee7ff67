export interface RankedClass {
  readonly index: number;
  /** 0 to 1. */
  readonly probability: number;
}

/** The classes with the highest probabilities, best first. Scores that are not probabilities yet go through a softmax. */
export function topClasses(
  scores: ArrayLike<number>,
  count: number,
  options: { readonly areProbabilities: boolean },
): readonly RankedClass[] {
  const values = Array.from(scores);
  const probabilities = options.areProbabilities ? values : softmax(values);
  return probabilities
    .map((probability, index) => ({ index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, count);
}

/** Shifted by the largest, so that no power overflows. */
export function softmax(logits: readonly number[]): readonly number[] {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = logits.map((logit) => Math.exp(logit - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
