import type { AugmentationKind, InitialiserKind } from "../contracts/run";
import type { OptimiserKind, ScheduleKind } from "../contracts/run-defaults";
import type { PublishedRecipe, RecipeLength } from "./published-recipe";

/** A published recipe as settings for other data, and what had to change on the way. */
export interface FittedRecipe {
  readonly settings: RecipeSettings;
  readonly changes: readonly RecipeChange[];
}

/** Null is the optimiser's or the schedule's own. */
export interface RecipeSettings {
  readonly batch: number;
  readonly optimiser: OptimiserKind;
  readonly momentum: number | null;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly labelSmoothing: number;
  readonly clipNorm: number;
  readonly initialiser: InitialiserKind;
  readonly augmentation: readonly AugmentationKind[];
  readonly schedule: ScheduleKind;
  readonly warmupShare: number;
  readonly dropFactor: number | null;
  readonly dropEpochs: number | null;
  readonly dropShares: readonly number[] | null;
}

export type RecipeChange =
  | {
      readonly kind: "batch";
      readonly published: number;
      readonly used: number;
      readonly why: "memory" | "steps";
    }
  /** In proportion to the batch (Goyal et al. 2017). */
  | { readonly kind: "rate"; readonly published: number; readonly used: number }
  /** Drops keep their places as shares of the run. */
  | { readonly kind: "length"; readonly published: RecipeLength; readonly used: number };

export interface RecipeGround {
  readonly trainCount: number;
  readonly epochs: number;
  /** Whether a step of such a batch has room in memory. */
  fits(batch: number): boolean;
}

/** An epoch of fewer steps teaches little. */
const MIN_STEPS_PER_EPOCH = 30;
/** Epochs without a fall that are a plateau, on small data. */
const PLATEAU_EPOCHS = 2;

export function fitRecipe(recipe: PublishedRecipe, ground: RecipeGround): FittedRecipe {
  const { batch, why } = fitBatch(recipe.batch, ground);
  const learningRate = Number((recipe.learningRate * (batch / recipe.batch)).toPrecision(3));
  const { length } = recipe;
  const changes: readonly (RecipeChange | null)[] = [
    batch === recipe.batch ? null : { kind: "batch", published: recipe.batch, used: batch, why },
    batch === recipe.batch ? null : { kind: "rate", published: recipe.learningRate, used: learningRate },
    length === null || (length.unit === "epochs" && length.amount === ground.epochs)
      ? null
      : { kind: "length", published: length, used: ground.epochs },
  ];
  const settings: RecipeSettings = {
    batch,
    optimiser: recipe.optimiser,
    momentum: recipe.momentum ?? null,
    learningRate,
    weightDecay: recipe.weightDecay,
    labelSmoothing: recipe.labelSmoothing ?? 0,
    clipNorm: recipe.clipNorm ?? 0,
    initialiser: recipe.initialiser ?? "he-normal",
    augmentation: recipe.augmentation ?? [],
    warmupShare: recipe.warmupShare ?? 0,
    ...courseSettings(recipe),
  };
  return { settings, changes: changes.filter((change) => change !== null) };
}

function fitBatch(published: number, { trainCount, fits }: RecipeGround) {
  let batch = published;
  let why: "memory" | "steps" = "steps";
  while (batch > 1) {
    const isLarge = !fits(batch);
    if (!isLarge && (trainCount / batch >= MIN_STEPS_PER_EPOCH || batch <= 8)) break;
    why = isLarge ? "memory" : why;
    batch = Math.ceil(batch / 2);
  }
  return { batch, why };
}

function courseSettings({
  course,
  length,
}: PublishedRecipe): Pick<RecipeSettings, "schedule" | "dropFactor" | "dropEpochs" | "dropShares"> {
  const nothing = { dropFactor: null, dropEpochs: null, dropShares: null };
  switch (course.kind) {
    case "plateau":
      return { ...nothing, schedule: "plateau", dropFactor: course.factor, dropEpochs: PLATEAU_EPOCHS };
    case "milestones": {
      const whole = length?.amount ?? Math.max(...course.at) * 1.25;
      const dropShares = course.at.map((point) => point / whole);
      return { ...nothing, schedule: "milestones", dropFactor: course.factor, dropShares };
    }
    case "exponential":
      return { ...nothing, schedule: "exponential", dropFactor: course.factor, dropEpochs: course.epochs };
    case "linear":
      return { ...nothing, schedule: "linear" };
  }
}
