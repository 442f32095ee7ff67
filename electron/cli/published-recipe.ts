import { type Command, Option } from "commander";
import { UserError } from "../../shared/base/assert";
import { augmentationOf } from "../../shared/data/augmentations";
import type { Document } from "../../shared/graph/document";
import { abouts } from "../../shared/networks/about-registry";
import { fitRecipe, type RecipeChange } from "../../shared/networks/fit-recipe";
import type { DataOptions } from "./data-options";
import type { RecipeOptions } from "./recipe-options";

export interface PublishedOptions extends RecipeOptions, Pick<DataOptions, "augment"> {
  readonly recipe?: "published";
  readonly batch: number;
  readonly epochs: number;
}

export function addPublishedOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--recipe <name>",
      "published: the paper's own recipe, scaled to the data; what else is said here comes before it",
    ).choices(["published"]),
  );
}

/**
 * The options with what the network's paper says in place of what was not said on the command line, and what had to
 * change on the way. Throws a readable error where no recipe is known.
 */
export function withPublishedRecipe<O extends PublishedOptions>(
  options: O,
  command: Command,
  { origin, name }: Document,
  trainCount: number,
): { readonly options: O; readonly told: readonly string[] } {
  if (options.recipe === undefined) return { options, told: [] };
  const published = abouts.get(origin?.network ?? "")?.published;
  if (!published) {
    throw new UserError(
      `No published recipe is known of "${name}". Give the recipe by its options, or leave out --recipe.`,
    );
  }
  const isSaid = (key: string): boolean => command.getOptionValueSource(key) === "cli";
  const fits = (batch: number): boolean => !isSaid("batch") || batch <= options.batch;
  const { settings, changes } = fitRecipe(published, { trainCount, epochs: options.epochs, fits });
  const steps = Math.max(1, Math.floor(trainCount / settings.batch)) * options.epochs;
  const recipe: Partial<PublishedOptions> = {
    batch: settings.batch,
    optimiser: settings.optimiser,
    lr: settings.learningRate,
    weightDecay: settings.weightDecay,
    initialiser: settings.initialiser,
    schedule: settings.schedule,
    warmup: Math.round(settings.warmupShare * steps),
    ...unlessNull("momentum", settings.momentum),
    ...unlessNull("dropFactor", settings.dropFactor),
    ...unlessNull("dropEpochs", settings.dropEpochs),
    ...unlessNull("dropAt", settings.dropShares),
    ...(settings.labelSmoothing > 0 ? { labelSmoothing: settings.labelSmoothing } : {}),
    ...(settings.clipNorm > 0 ? { clipNorm: settings.clipNorm } : {}),
    ...(settings.augmentation.length > 0 ? { augment: augmentationOf(settings.augmentation) } : {}),
  };
  const unsaid = Object.fromEntries(Object.entries(recipe).filter(([key]) => !isSaid(key)));
  return {
    options: { ...options, ...unsaid },
    told: [`As published (${published.cite}).`, ...changes.map(changeWords)],
  };
}

function unlessNull<K extends string, V>(key: K, value: V | null) {
  return value === null ? {} : { [key]: value };
}

function changeWords(change: RecipeChange): string {
  const { published, used } = change;
  switch (change.kind) {
    case "batch":
      return `Batches of ${used} instead of ${published}, for more steps in an epoch.`;
    case "rate":
      return `A learning rate of ${used} instead of ${published}, in proportion to the batch.`;
    case "length":
      return `${used} epochs instead of ${change.published.amount} ${change.published.unit}; the rate moves in proportion.`;
  }
}
