import { createRandom, shuffledIndices } from "../../shared/base/random";

export interface LabelledImages {
  /** One row per image, normalised. */
  readonly inputs: readonly Float32Array[];
  readonly labels: readonly number[];
}

/** Multinomial logistic regression: one weight per input and class. */
export interface LinearClassifier {
  readonly weights: readonly Float32Array[];
  readonly biases: Float32Array;
}

/** Stochastic gradient descent with a rate that falls to zero, L2 on the weights. */
export function trainLinear(
  { inputs, labels }: LabelledImages,
  classes: number,
  recipe: { readonly epochs: number; readonly rate: number; readonly decay: number },
): LinearClassifier {
  const features = inputs[0]?.length ?? 0;
  const weights = Array.from({ length: classes }, () => new Float32Array(features));
  const biases = new Float32Array(classes);
  const random = createRandom(1);
  const steps = recipe.epochs * inputs.length;
  let step = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    for (const index of shuffledIndices(inputs.length, random)) {
      const input = inputs[index] as Float32Array;
      const rate = (recipe.rate / features) * (1 - step++ / steps);
      const shares = softmax(scores({ weights, biases }, input));
      for (const [label, row] of weights.entries()) {
        const error = (shares[label] as number) - (label === labels[index] ? 1 : 0);
        const keep = 1 - rate * recipe.decay;
        for (let at = 0; at < features; at++)
          row[at] = keep * (row[at] as number) - rate * error * (input[at] as number);
        biases[label] = (biases[label] as number) - rate * error;
      }
    }
  }
  return { weights, biases };
}

/** Share of images whose highest score is their label's. */
export function accuracyOf(model: LinearClassifier, { inputs, labels }: LabelledImages): number {
  const right = inputs.filter((input, index) => {
    const row = scores(model, input);
    return row.indexOf(Math.max(...row)) === labels[index];
  });
  return right.length / inputs.length;
}

function scores({ weights, biases }: LinearClassifier, input: Float32Array): number[] {
  return weights.map((row, label) => {
    let sum = biases[label] as number;
    for (let at = 0; at < input.length; at++) sum += (row[at] as number) * (input[at] as number);
    return sum;
  });
}

function softmax(values: readonly number[]): number[] {
  const top = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
