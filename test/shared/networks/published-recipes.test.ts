import { describe, expect, it } from "vitest";
import { augmentations } from "../../../shared/data/augmentations";
import { abouts } from "../../../shared/networks/about-registry";
import { fitRecipe, type RecipeGround } from "../../../shared/networks/fit-recipe";
import type { PublishedRecipe } from "../../../shared/networks/published-recipe";

const told = abouts.all.flatMap(({ id, published, recipe }) =>
  published ? [{ id, published, recipe }] : [],
);

function recipeOf(id: string): PublishedRecipe {
  const published = abouts.require(id).published;
  if (!published) throw new Error(`No recipe of ${id}`);
  return published;
}

const shapes: RecipeGround = { trainCount: 4000, epochs: 5, fits: () => true };
const imagenet: RecipeGround = { trainCount: 1_281_167, epochs: 90, fits: () => true };

describe.each(told)("the recipe of $id", ({ published, recipe }) => {
  it("is told by the same numbers as it sets", () => {
    const words = recipe.map(({ text }) => text).join("; ");
    expect(words).toContain(`batch ${published.batch}`);
    expect(words).toContain(`${published.learningRate}, `);
    for (const kind of published.augmentation ?? []) expect(augmentations.get(kind)).toBeDefined();
  });

  it("is as published where the data are as large, and has steps enough where they are small", () => {
    const { settings } = fitRecipe(published, imagenet);
    expect([settings.batch, settings.learningRate]).toEqual([published.batch, published.learningRate]);
    const small = fitRecipe(published, shapes).settings;
    expect(shapes.trainCount / small.batch).toBeGreaterThanOrEqual(30);
    expect(small.learningRate / small.batch).toBeCloseTo(published.learningRate / published.batch, 4);
  });
});

it("AlexNet's: numbers of section 5", () => {
  expect(fitRecipe(recipeOf("alexnet"), imagenet)).toEqual({
    settings: {
      batch: 128,
      optimiser: "sgd",
      momentum: null,
      learningRate: 0.01,
      weightDecay: 0.0005,
      labelSmoothing: 0,
      clipNorm: 0,
      initialiser: "alexnet",
      augmentation: ["random-crop", "flip"],
      warmupShare: 0,
      schedule: "plateau",
      dropFactor: 0.1,
      dropEpochs: 2,
      dropShares: null,
    },
    changes: [],
  });
});

it("ResNet's on CIFAR drops at a half and three quarters of any run; only the deepest warms up", () => {
  const { settings, changes } = fitRecipe(recipeOf("resnet-cifar-20"), shapes);
  expect(settings).toMatchObject({
    batch: 128,
    schedule: "milestones",
    dropShares: [0.5, 0.75],
    warmupShare: 0,
  });
  expect(changes).toEqual([{ kind: "length", published: { amount: 64_000, unit: "iterations" }, used: 5 }]);
  expect(recipeOf("resnet-cifar-110").warmupShare).toBeGreaterThan(0);
});

it("Inception-v3's: RMSProp, smoothed labels, shortened gradients", () => {
  const { settings } = fitRecipe(recipeOf("inception-v3"), imagenet);
  expect(settings).toMatchObject({
    optimiser: "rmsprop-tf",
    learningRate: 0.045,
    schedule: "exponential",
    dropFactor: 0.94,
    dropEpochs: 2,
    labelSmoothing: 0.1,
    clipNorm: 2,
  });
});

it("a batch that has no room is halved until it has, and the rate with it, and both are said", () => {
  const ground = { ...imagenet, fits: (batch: number) => batch <= 20 };
  const { settings, changes } = fitRecipe(recipeOf("resnet-50"), ground);
  expect([settings.batch, settings.learningRate]).toEqual([16, 0.00625]);
  expect(changes.slice(0, 2)).toEqual([
    { kind: "batch", published: 256, used: 16, why: "memory" },
    { kind: "rate", published: 0.1, used: 0.00625 },
  ]);
});
