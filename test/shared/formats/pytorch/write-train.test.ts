import { describe, expect, it } from "vitest";
import type { OptimiserSpec } from "../../../../shared/contracts/run";
import type { ScriptCourse } from "../../../../shared/formats/pytorch/recipe-text";
import { scriptRecipe } from "../../../../shared/formats/pytorch/script-recipe";
import { type ScriptFor, writeTrain } from "../../../../shared/formats/pytorch/write-train";
import { openNetwork } from "../../../../shared/networks/registry";

const script: ScriptFor = {
  title: "ResNet-20",
  module: "model",
  className: "ResNet20",
  endsInProbabilities: true,
  auxiliary: [],
  size: [32, 32],
  classes: 10,
  recipe: {
    batch: 128,
    epochs: 160,
    optimiser: { kind: "sgd", momentum: 0.9 },
    learningRate: 0.1,
    course: { kind: "cosine" },
    warmupShare: 0.05,
    weightDecay: 1e-4,
    seed: 1,
  },
};

const adaptive = { decay: 0.9, momentum: 0.9, epsilon: 1e-4 };
const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

const OPTIMISERS: readonly (readonly [OptimiserSpec, string])[] = [
  [{ kind: "sgd", momentum: 0.9 }, "SGD(groups, lr=args.lr, momentum=0.9)"],
  [{ kind: "nesterov", momentum: 0.9 }, "SGD(groups, lr=args.lr, momentum=0.9, nesterov=True)"],
  [{ kind: "rmsprop", ...adaptive }, "RMSprop(groups, lr=args.lr, alpha=0.9, momentum=0.9, eps=0.0001)"],
  [{ kind: "rmsprop-tf", ...adaptive }, "RMSprop(groups, lr=args.lr, alpha=0.9, momentum=0.9, eps=0.01)"],
  [{ kind: "adam", ...adam }, "Adam(groups, lr=args.lr, betas=(0.9, 0.999), eps=1e-8)"],
  [{ kind: "adamw", ...adam }, "AdamW(groups, lr=args.lr, betas=(0.9, 0.999), eps=1e-8)"],
];

const COURSES: readonly (readonly [ScriptCourse, readonly string[]])[] = [
  [{ kind: "cosine" }, ["return 0.5 * (1 + math.cos(math.pi * step / total))"]],
  [
    { kind: "milestones", factor: 0.1, shares: [0.5, 0.75] },
    ["passed = sum(step >= share * total for share in (0.5, 0.75))", "return 0.1 ** passed"],
  ],
  [{ kind: "exponential", factor: 0.94, epochs: 2 }, ["return 0.94 ** math.floor(80 * step / total)"]],
  [{ kind: "linear" }, ["return 1 - step / total"]],
  [{ kind: "plateau", patience: 3, factor: 0.1 }, ["return 1.0"]],
];

describe("a training script for PyTorch", () => {
  it("reads well", async () => {
    await expect(writeTrain(script)).toMatchFileSnapshot("snapshots/train.py");
  });

  it.each(OPTIMISERS)("says $kind as PyTorch does", (optimiser, call) => {
    const text = writeTrain({ ...script, recipe: { ...script.recipe, optimiser } });
    expect(text).toContain(`    return torch.optim.${call}\n`);
  });

  it.each(COURSES)("lets the learning rate follow a course that is $kind", (course, lines) => {
    const text = writeTrain({ ...script, recipe: { ...script.recipe, course, warmupShare: 0 } });
    const [, body = ""] = text.split('"""Share of the learning rate at a step."""\n');
    expect({
      rate: body.split("\n").slice(0, lines.length),
      waits: text.includes("plateau.step(val_loss)"),
    }).toEqual({ rate: lines.map((line) => `    ${line}`), waits: course.kind === "plateau" });
  });

  it("takes the recipe that was published with the network", () => {
    expect(scriptRecipe(openNetwork("resnet-cifar-20"))).toEqual({
      cite: "He et al. 2016",
      batch: 128,
      epochs: 164,
      optimiser: { kind: "sgd", momentum: 0.9 },
      learningRate: 0.1,
      course: { kind: "milestones", factor: 0.1, at: [32000, 48000], shares: [0.5, 0.75] },
      warmupShare: 0,
      weightDecay: 1e-4,
      seed: 1,
    });
  });
});
