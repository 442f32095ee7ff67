import { Command } from "commander";
import { expect, test } from "vitest";
import { addRecipeOptions, type RecipeOptions, recipeOf } from "../../../electron/cli/recipe-options";

function recipe(...args: string[]) {
  const command = addRecipeOptions(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: "user" });
  return recipeOf(command.opts<RecipeOptions>(), 1000, 100);
}

test("nothing said is Adam with a cosine, warmed up over a tenth", () => {
  expect(recipe()).toEqual({
    optimiser: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    learningRate: 0.003,
    schedule: { kind: "cosine", warmup: 100 },
    weightDecay: 0.0001,
  });
});

test("everything said is in the recipe", () => {
  const optimiser = ["--optimiser", "rmsprop-tf", "--momentum", "0.5", "--lr", "0.1", "--weight-decay", "0"];
  const schedule = ["--schedule", "step", "--warmup", "7", "--drop-factor", "0.2", "--drop-epochs", "3"];
  const bounds = ["--label-smoothing", "0.1", "--clip-norm", "2", "--patience", "4", "--keep-best"];
  const beginning = [
    "--loss",
    "ranking-hinge",
    "--initialiser",
    "alexnet",
    "--freeze",
    "conv1, conv2_x/unit",
  ];
  expect(recipe(...beginning, ...optimiser, ...schedule, ...bounds)).toEqual({
    loss: { kind: "ranking-hinge", margin: 1 },
    initialiser: "alexnet",
    frozen: ["conv1", "conv2_x/unit"],
    optimiser: { kind: "rmsprop-tf", decay: 0.9, momentum: 0.5, epsilon: 1 },
    learningRate: 0.1,
    schedule: { kind: "step", warmup: 7, factor: 0.2, every: 300 },
    weightDecay: 0,
    labelSmoothing: 0.1,
    clipNorm: 2,
    patience: 4,
    keepBest: true,
  });
});

test.each([
  ["--momentum", "1"],
  ["--label-smoothing", "-0.1"],
  ["--clip-norm", "0"],
  ["--weight-decay", "-1"],
  ["--patience", "0"],
  ["--schedule", "stairs"],
  ["--loss", "pixel-cross-entropy"],
  ["--initialiser", "zeros"],
  ["--freeze", "conv1,,conv2"],
])("refuses %s %s", (flag, value) => {
  expect(() => recipe(flag, value)).toThrow(/invalid/);
});
