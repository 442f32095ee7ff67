import { assertNever } from "../../base/assert";
import type { OptimiserSpec } from "../../contracts/run";
import { literal } from "./python-text";

/** How the script trains. Points in time are shares of the run, since nobody knows how many images there will be. */
export interface ScriptRecipe {
  readonly batch: number;
  readonly epochs: number;
  readonly optimiser: OptimiserSpec;
  readonly learningRate: number;
  readonly course: ScriptCourse;
  /** Over which the rate rises evenly, ahead of all else. */
  readonly warmupShare: number;
  readonly weightDecay: number;
  readonly labelSmoothing?: number;
  readonly clipNorm?: number;
  readonly seed: number;
}

export type ScriptCourse =
  | { readonly kind: "plateau"; readonly factor: number; readonly patience: number }
  | { readonly kind: "milestones"; readonly factor: number; readonly shares: readonly number[] }
  | { readonly kind: "exponential"; readonly factor: number; readonly epochs: number }
  | { readonly kind: "cosine" | "linear" };

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
export function rateLines({ course, warmupShare, epochs }: ScriptRecipe): readonly string[] {
  const rising = [
    `warmup = ${literal(warmupShare)} * total`,
    "if step < warmup:",
    "    return (step + 1) / (warmup + 1)",
  ];
  return [...(warmupShare > 0 ? rising : []), ...courseLines(course, epochs)];
}

function courseLines(course: ScriptCourse, epochs: number): readonly string[] {
  switch (course.kind) {
    case "plateau":
      return ["return 1.0"];
    case "milestones":
      return [
        `passed = sum(step >= share * total for share in ${literal(course.shares)})`,
        `return ${literal(course.factor)} ** passed`,
      ];
    case "exponential": {
      const drops = literal(epochs / course.epochs);
      return [`return ${literal(course.factor)} ** math.floor(${drops} * step / total)`];
    }
    case "cosine":
      return ["return 0.5 * (1 + math.cos(math.pi * step / total))"];
    case "linear":
      return ["return 1 - step / total"];
    default:
      return assertNever(course);
  }
}
