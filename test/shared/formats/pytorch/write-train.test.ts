import { describe, expect, it } from "vitest";
import type { OptimiserSpec, ScheduleSpec } from "../../../../shared/contracts/run";
import { type ScriptFor, writeTrain } from "../../../../shared/formats/pytorch/write-train";

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
    schedule: { kind: "cosine", warmup: 400 },
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

const SCHEDULES: readonly (readonly [ScheduleSpec, readonly string[]])[] = [
  [{ kind: "constant", warmup: 0 }, ["return 1.0"]],
  [{ kind: "step", warmup: 0, every: 30, factor: 0.1 }, ["return 0.1 ** (step // 30)"]],
  [
    { kind: "exponential", warmup: 5, every: 30, factor: 0.94 },
    ["if step < 5:", "    return (step + 1) / 5", "return 0.94 ** (step / 30)"],
  ],
  [
    { kind: "milestones", warmup: 0, at: [50, 75], factor: 0.1 },
    ["return 0.1 ** sum(step >= at for at in (50, 75))"],
  ],
  [{ kind: "linear", warmup: 0 }, ["return 1 - step / total"]],
  [{ kind: "plateau", warmup: 0, patience: 3, factor: 0.1 }, ["return 1.0"]],
];

describe("a training script for PyTorch", () => {
  it("reads well", async () => {
    await expect(writeTrain(script)).toMatchFileSnapshot("snapshots/train.py");
  });

  it.each(OPTIMISERS)("says $kind as PyTorch does", (optimiser, call) => {
    const text = writeTrain({ ...script, recipe: { ...script.recipe, optimiser } });
    expect(text).toContain(`    return torch.optim.${call}\n`);
  });

  it.each(SCHEDULES)("lets the learning rate follow a schedule that is $kind", (schedule, lines) => {
    const text = writeTrain({ ...script, recipe: { ...script.recipe, schedule } });
    const [, body = ""] = text.split('"""Share of the learning rate at a step."""\n');
    expect({
      rate: body.split("\n").slice(0, lines.length),
      waits: text.includes("plateau.step(val_loss)"),
    }).toEqual({ rate: lines.map((line) => `    ${line}`), waits: schedule.kind === "plateau" });
  });
});
