import { optimiserOf } from "../../contracts/run-defaults";
import type { Document } from "../../graph/document";
import { abouts } from "../../networks/about-registry";
import type { PublishedRecipe, RateCourse } from "../../networks/published-recipe";
import { networks } from "../../networks/registry";
import type { ScriptCourse, ScriptRecipe } from "./recipe-text";

/** He et al. 2016 on ImageNet, with a cosine for the steps: what most convolutional networks are trained with today. */
const USUAL: ScriptRecipe = {
  batch: 256,
  epochs: 90,
  optimiser: optimiserOf("sgd", 0.9),
  learningRate: 0.1,
  course: { kind: "cosine" },
  warmupShare: 0.05,
  weightDecay: 1e-4,
  seed: 1,
};

/** Training images of ILSVRC-2012 and of CIFAR, whose iterations papers count. */
const IMAGES = { imagenet: 1_281_167, cifar: 50_000 } as const;
const CIFAR_SIDE = 32;
/** Epochs without a fall that are a plateau. */
const PATIENCE = 5;

/** The recipe that the network's authors published, or else the usual one, and whose it is. */
export function scriptRecipe({ origin }: Document): ScriptRecipe & { readonly cite: string | null } {
  const published = origin ? abouts.get(origin.network)?.published : undefined;
  if (!origin || !published) return { ...USUAL, cite: null };
  const isSmall = networks.get(origin.network)?.params.height?.default === CIFAR_SIDE;
  const images = isSmall ? IMAGES.cifar : IMAGES.imagenet;
  return { ...asPublished(published, images), cite: published.cite };
}

function asPublished(recipe: PublishedRecipe, images: number): ScriptRecipe {
  const { batch, learningRate, weightDecay, labelSmoothing, clipNorm, warmupShare = 0 } = recipe;
  return {
    batch,
    epochs: epochsOf(recipe, images),
    optimiser: optimiserOf(recipe.optimiser, recipe.momentum ?? null),
    learningRate,
    course: courseOf(recipe),
    warmupShare,
    weightDecay,
    ...(labelSmoothing === undefined ? {} : { labelSmoothing }),
    ...(clipNorm === undefined ? {} : { clipNorm }),
    seed: USUAL.seed,
  };
}

function epochsOf({ length, batch }: PublishedRecipe, images: number): number {
  if (length === null) return USUAL.epochs;
  return length.unit === "epochs" ? length.amount : Math.max(1, Math.round((length.amount * batch) / images));
}

function courseOf({ course, length }: PublishedRecipe): ScriptCourse {
  const whole = length?.amount ?? USUAL.epochs;
  return course.kind === "milestones" ? { ...course, shares: sharesOf(course, whole) } : inShares(course);
}

function inShares(course: Exclude<RateCourse, { kind: "milestones" }>): ScriptCourse {
  return course.kind === "plateau" ? { ...course, patience: PATIENCE } : course;
}

function sharesOf({ at }: Extract<RateCourse, { kind: "milestones" }>, whole: number): readonly number[] {
  return at.map((point) => Number((point / whole).toPrecision(4)));
}
