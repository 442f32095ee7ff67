import { DEFAULT_OPTIMISERS, type OptimiserKind } from "../contracts/run-defaults";
import type { Fact } from "./about-define";
import type { PublishedRecipe } from "./published-recipe";

const NAMES: Readonly<Record<OptimiserKind, string>> = {
  sgd: "SGD",
  nesterov: "SGD",
  rmsprop: "RMSProp",
  "rmsprop-tf": "RMSProp",
  adam: "Adam",
  adamw: "AdamW",
};

/** The recipe in words: one source for what is told and what is set. */
export function recipeFacts(recipe: PublishedRecipe): readonly Fact[] {
  const { source, batch, learningRate, length } = recipe;
  const optimiser = [NAMES[recipe.optimiser], `batch ${batch}`, ...constants(recipe)].join(", ");
  const duration = length ? `; ${length.amount.toLocaleString("en-US")} ${length.unit}` : "";
  return [
    { name: "Optimiser", text: optimiser, source },
    { name: "Learning rate", text: `${learningRate}, ${courseWords(recipe)}${duration}`, source },
  ];
}

function constants(recipe: PublishedRecipe): readonly string[] {
  const own = DEFAULT_OPTIMISERS[recipe.optimiser];
  const { momentum = "momentum" in own ? own.momentum : 0 } = recipe;
  return [
    ...("decay" in own ? [`decay ${own.decay}`, `epsilon ${own.epsilon}`] : []),
    ...(momentum > 0 ? [`momentum ${momentum}`] : []),
    ...(recipe.weightDecay > 0 ? [`weight decay ${scientific(recipe.weightDecay)}`] : []),
    ...(recipe.labelSmoothing ? [`label smoothing ${recipe.labelSmoothing}`] : []),
    ...(recipe.clipNorm ? [`gradients no longer than ${recipe.clipNorm}`] : []),
  ];
}

function courseWords({ course, length }: PublishedRecipe): string {
  switch (course.kind) {
    case "plateau":
      return `${factorWords(course.factor)} when the error stands still`;
    case "milestones": {
      const at = course.at.map((point) => point.toLocaleString("en-US"));
      const listed = [at.slice(0, -1).join(", "), at.at(-1)].filter((part) => part !== "").join(" and ");
      return `${factorWords(course.factor)} at ${listed} ${length?.unit ?? "epochs"}`;
    }
    case "exponential":
      return `× ${course.factor} every ${course.epochs === 2 ? "two" : course.epochs} epochs`;
    case "linear":
      return "falling in a line to 0";
  }
}

function factorWords(factor: number): string {
  return factor === 0.1 ? "divided by 10" : factor === 0.5 ? "halved" : `× ${factor}`;
}

function scientific(value: number): string {
  return value.toExponential().replace("e+0", "");
}
