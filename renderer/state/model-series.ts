import type { Posteriors, RunSpec, TrainResult } from "../../shared/contracts/run";
import { averageModels, type ModelAverage } from "../../shared/engine/train/model-average";

/** Models that learn the same from different seeds, one run after another, to be averaged. */
export interface ModelSeries {
  /** How many there are to be. */
  readonly count: number;
  /** Those that have come to their end. */
  readonly models: readonly SeriesModel[];
  /** Of all of them, as soon as there are two. */
  readonly average: ModelAverage | null;
}

interface SeriesModel {
  readonly seed: number;
  readonly testAccuracy: number;
  readonly weights: ArrayBuffer;
  readonly posteriors: Posteriors;
}

export function emptySeries(count: number): ModelSeries {
  return { count, models: [], average: null };
}

/** Of the model at that place: weights and order of a seed of its own, and the images of the first. */
export function specOfModel(spec: RunSpec, index: number): RunSpec {
  return { ...spec, seed: spec.seed + index, dataSeed: spec.dataSeed ?? spec.seed };
}

/** A model that was stopped early has seen less than the others, and is not averaged with them. */
export function withModel(
  series: ModelSeries,
  seed: number,
  { cancelled, testAccuracy, posteriors }: TrainResult,
  weights: ArrayBuffer,
): ModelSeries {
  if (cancelled || !posteriors) return series;
  const models = [...series.models, { seed, testAccuracy, weights, posteriors }];
  const average = models.length < 2 ? null : averageModels(models.map((model) => model.posteriors));
  return { ...series, models, average };
}
