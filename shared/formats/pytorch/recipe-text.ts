import { assertNever } from "../../base/assert";
import type { OptimiserSpec, RunSpec, ScheduleSpec } from "../../contracts/run";
import { literal } from "./python-text";

/** What of a run the training script repeats. */
export type ScriptRecipe = Pick<
  RunSpec,
  | "batch"
  | "epochs"
  | "optimiser"
  | "learningRate"
  | "schedule"
  | "weightDecay"
  | "labelSmoothing"
  | "clipNorm"
  | "seed"
>;

/** The constructor of the optimiser; `groups` and `args` are variables of the script. */
export function optimiserText(optimiser: OptimiserSpec): string {
  switch (optimiser.kind) {
    case "sgd":
      return `torch.optim.SGD(groups, lr=args.lr, momentum=${literal(optimiser.momentum)})`;
    case "nesterov":
      return `torch.optim.SGD(groups, lr=args.lr, momentum=${literal(optimiser.momentum)}, nesterov=True)`;
    case "rmsprop":
    case "rmsprop-tf": {
      // PyTorch adds epsilon outside of the root; TensorFlow 1 under it.
      const { kind, decay, momentum, epsilon } = optimiser;
      const eps = literal(kind === "rmsprop" ? epsilon : Math.sqrt(epsilon));
      return `torch.optim.RMSprop(groups, lr=args.lr, alpha=${literal(decay)}, momentum=${literal(momentum)}, eps=${eps})`;
    }
    case "adam":
    case "adamw": {
      const { kind, beta1, beta2, epsilon } = optimiser;
      const name = kind === "adam" ? "Adam" : "AdamW";
      return `torch.optim.${name}(groups, lr=args.lr, betas=${literal([beta1, beta2])}, eps=${literal(epsilon)})`;
    }
    default:
      return assertNever(optimiser);
  }
}

/** The lines of `rate(step)`, which gives the share of the learning rate at a step; `total` counts all steps. */
export function scheduleLines(schedule: ScheduleSpec | undefined): readonly string[] {
  const warmup = schedule?.warmup ?? 0;
  const rising = warmup > 0 ? [`if step < ${warmup}:`, `    return (step + 1) / ${warmup}`] : [];
  const behind = warmup > 0 ? `(step - ${warmup})` : "step";
  const span = warmup > 0 ? `max(1, total - ${warmup})` : "total";
  switch (schedule?.kind) {
    case undefined:
    case "constant":
    case "plateau":
      return [...rising, "return 1.0"];
    case "step":
      return [...rising, `return ${literal(schedule.factor)} ** (step // ${schedule.every})`];
    case "milestones":
      return [
        ...rising,
        `return ${literal(schedule.factor)} ** sum(step >= at for at in ${literal(schedule.at)})`,
      ];
    case "exponential":
      return [...rising, `return ${literal(schedule.factor)} ** (step / ${schedule.every})`];
    case "cosine":
      return [...rising, `return 0.5 * (1 + math.cos(math.pi * ${behind} / ${span}))`];
    case "linear":
      return [...rising, `return 1 - ${behind} / ${span}`];
    default:
      return assertNever(schedule);
  }
}
