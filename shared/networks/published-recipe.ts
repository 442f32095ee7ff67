import type { AugmentationKind, InitialiserKind } from "../contracts/run";
import type { OptimiserKind } from "../contracts/run-defaults";

/** How a paper's authors trained their network, as data: told in words and offered as settings. */
export interface PublishedRecipe {
  /** As people cite it: "He et al. 2015". */
  readonly cite: string;
  readonly source: string;
  readonly optimiser: OptimiserKind;
  /** Where it is not the optimiser's own. */
  readonly momentum?: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly course: RateCourse;
  /** Null where it is not known. */
  readonly length: RecipeLength | null;
  /** Of the run, 0 to 1. */
  readonly warmupShare?: number;
  readonly labelSmoothing?: number;
  readonly clipNorm?: number;
  readonly initialiser?: InitialiserKind;
  readonly augmentation?: readonly AugmentationKind[];
}

export interface RecipeLength {
  readonly amount: number;
  readonly unit: "epochs" | "iterations";
}

/** What becomes of the learning rate. */
export type RateCourse =
  /** Multiplied by `factor` when the error stands still. */
  | { readonly kind: "plateau"; readonly factor: number }
  /** Multiplied by `factor` at these points, counted as the length is. */
  | { readonly kind: "milestones"; readonly factor: number; readonly at: readonly number[] }
  /** Multiplied by `factor` every so many epochs. */
  | { readonly kind: "exponential"; readonly factor: number; readonly epochs: number }
  | { readonly kind: "linear" };
