import { assertExists } from "../../base/assert";
import type { Posteriors } from "../../contracts/run";
import { Tally } from "./tally";

/** How several models do together. */
export interface ModelAverage {
  readonly models: number;
  /** Top-1 of the averaged answers, 0 to 1. */
  readonly testAccuracy: number;
  /** Where there are more than five classes. */
  readonly testTop5?: number;
  /** Cross-entropy of the averaged probabilities; absent where there are none. */
  readonly testLoss?: number;
}

/**
 * The test of several models' mean answer: probabilities added up image by image, as Krizhevsky et al. 2012 (section 6)
 * and all after them average models; scores where the loss knows no probabilities. All must be of the same images.
 */
export function averageModels(models: readonly Posteriors[]): ModelAverage {
  const { labels, kind } = assertExists(models[0], "a model to average");
  const rows = averageRows(models.map((model) => model.rows));
  const classes = rows.length / labels.length;
  const tally = new Tally(classes);
  tally.add(rows, labels);
  return {
    models: models.length,
    testAccuracy: tally.accuracy,
    ...(classes > 5 ? { testTop5: tally.top5 } : {}),
    ...(kind === "probabilities" ? { testLoss: crossEntropy(rows, labels, classes) } : {}),
  };
}

/** Element by element; summed in 64 bits. */
export function averageRows(models: readonly Float32Array[]): Float32Array {
  const length = assertExists(models[0], "a model to average").length;
  return Float32Array.from(
    { length },
    (_, index) => models.reduce((sum, rows) => sum + (rows[index] as number), 0) / models.length,
  );
}

function crossEntropy(rows: Float32Array, labels: Int32Array, classes: number): number {
  const losses = Array.from(
    labels,
    (label, row) => -Math.log(Math.max(rows[row * classes + label] as number, Number.MIN_VALUE)),
  );
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
