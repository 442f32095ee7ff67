import { type Command, InvalidArgumentError, Option } from "commander";
import type { InitialiserKind, RunSpec } from "../../shared/contracts/run";
import {
  beginningOf,
  DEFAULT_LEARNING_RATES,
  DEFAULT_OPTIMISERS,
  DEFAULT_SCHEDULES,
  IMAGE_LOSSES,
  type ImageLoss,
  INITIALISER_KINDS,
  type OptimiserKind,
  optimiserOf,
  RUN_DEFAULTS,
  type ScheduleKind,
  scheduleOf,
} from "../../shared/contracts/run-defaults";
import { countingNumber, positiveNumber } from "./engine-options";
import { wholeNumber } from "./options";

export interface RecipeOptions {
  readonly loss: ImageLoss;
  readonly initialiser: InitialiserKind;
  readonly freeze?: readonly string[];
  readonly lr?: number;
  readonly optimiser: OptimiserKind;
  readonly momentum?: number;
  readonly weightDecay: number;
  readonly patience?: number;
  readonly keepBest?: boolean;
  readonly labelSmoothing?: number;
  readonly clipNorm?: number;
  readonly schedule: ScheduleKind;
  readonly warmup?: number;
  readonly dropFactor?: number;
  readonly dropEpochs?: number;
  readonly dropAt?: readonly number[];
}

/** How weights move: what `train` and its kin have in common. */
export function addRecipeOptions(command: Command): Command {
  return addScheduleOptions(addBeginningOptions(command))
    .addOption(
      new Option("--lr <X>", "peak learning rate; by the optimiser if not given").argParser(positiveNumber),
    )
    .addOption(
      new Option("--optimiser <name>", "how weights move")
        .choices(Object.keys(DEFAULT_OPTIMISERS))
        .default(RUN_DEFAULTS.optimiser),
    )
    .addOption(
      new Option("--momentum <X>", "of the optimisers that have it; by the optimiser if not given").argParser(
        shareOfOne,
      ),
    )
    .addOption(
      new Option("--weight-decay <X>", "pull of kernels towards zero")
        .argParser(notNegative)
        .default(RUN_DEFAULTS.weightDecay),
    )
    .addOption(
      new Option("--label-smoothing <X>", "share of each target that is spread over all classes").argParser(
        shareOfOne,
      ),
    )
    .addOption(
      new Option("--clip-norm <X>", "shorten the gradients to this length together").argParser(
        positiveNumber,
      ),
    )
    .addOption(
      new Option("--patience <N>", "end after so many epochs without a lower test loss").argParser(
        countingNumber,
      ),
    )
    .option("--keep-best", "end with the weights of the epoch whose test loss was the lowest");
}

/** How the learning rate moves. */
function addScheduleOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--schedule <name>", "how the learning rate moves")
        .choices(Object.keys(DEFAULT_SCHEDULES))
        .default(RUN_DEFAULTS.schedule),
    )
    .addOption(
      new Option("--warmup <N>", "steps to the peak rate; by the schedule if not given").argParser(
        wholeNumber,
      ),
    )
    .addOption(
      new Option("--drop-factor <X>", "what step, exponential and plateau multiply the rate by").argParser(
        positiveNumber,
      ),
    )
    .addOption(
      new Option(
        "--drop-epochs <N>",
        "from drop to drop; for plateau, how long the test loss may stall",
      ).argParser(countingNumber),
    )
    .addOption(
      new Option("--drop-at <shares>", "where milestones lie, in percent of the run: 50,75").argParser(
        risingShares,
      ),
    );
}

/** What weights begin with, which of them move, and by what they are judged. */
function addBeginningOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--loss <name>", "what is learned by; data with masks has a loss of its own")
        .choices(IMAGE_LOSSES)
        .default("cross-entropy"),
    )
    .addOption(
      new Option("--initialiser <name>", "how fresh kernels are drawn")
        .choices(INITIALISER_KINDS)
        .default("he-normal"),
    )
    .addOption(
      new Option(
        "--freeze <paths>",
        "layers and blocks that stay as they are, with commas between",
      ).argParser(namedPaths),
    );
}

export function recipeOf(
  options: RecipeOptions,
  totalSteps: number,
  stepsPerEpoch: number,
): Pick<
  RunSpec,
  | "loss"
  | "initialiser"
  | "frozen"
  | "optimiser"
  | "learningRate"
  | "schedule"
  | "weightDecay"
  | "labelSmoothing"
  | "clipNorm"
  | "patience"
  | "keepBest"
> {
  const { optimiser, momentum, lr, schedule: kind, warmup, dropFactor, dropEpochs } = options;
  const schedule = {
    kind,
    warmup: warmup ?? null,
    factor: dropFactor ?? null,
    epochs: dropEpochs ?? null,
    shares: options.dropAt ?? null,
  };
  return {
    ...beginningOf(options.loss, options.initialiser),
    ...(options.freeze ? { frozen: options.freeze } : {}),
    optimiser: optimiserOf(optimiser, momentum ?? null),
    learningRate: lr ?? DEFAULT_LEARNING_RATES[optimiser],
    schedule: scheduleOf(schedule, totalSteps, stepsPerEpoch),
    weightDecay: options.weightDecay,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
    ...(options.keepBest ? { keepBest: true } : {}),
    ...(options.labelSmoothing === undefined ? {} : { labelSmoothing: options.labelSmoothing }),
    ...(options.clipNorm === undefined ? {} : { clipNorm: options.clipNorm }),
  };
}

function shareOfOne(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError("Expected a number from 0 to below 1.");
}

function risingShares(text: string): readonly number[] {
  const shares = text.split(",").map((percent) => Number(percent) / 100);
  const rise = shares.every((share, index) => share > (shares[index - 1] ?? 0) && share < 1);
  if (rise) return shares;
  throw new InvalidArgumentError("Expected rising percentages between 0 and 100 such as 50,75.");
}

function notNegative(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError("Expected a number from 0.");
}

function namedPaths(text: string): readonly string[] {
  const paths = text.split(",").map((path) => path.trim());
  if (paths.every((path) => path !== "")) return paths;
  throw new InvalidArgumentError("Expected places in the network such as conv1,conv2_x/unit.");
}
