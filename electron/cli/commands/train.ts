import { type Command, Option } from "commander";
import { createAnalyser } from "../../../shared/analysis/analyse";
import { fitToData } from "../../../shared/analysis/fit-to-data";
import { UserError } from "../../../shared/base/assert";
import { nodeAt } from "../../../shared/blocks/edit-inside";
import type { BackendId } from "../../../shared/contracts/engine";
import type { RunSpec } from "../../../shared/contracts/run";
import { DEFAULT_DATA, RUN_DEFAULTS } from "../../../shared/contracts/run-defaults";
import { datasets } from "../../../shared/data/registry";
import type { Document } from "../../../shared/graph/document";
import { addCheckpointOptions, readInterrupted } from "../checkpoint-options";
import { addDataOptions, type ChosenData, type DataOptions, looksOf, readData } from "../data-options";
import { backendOption, countingNumber, seedOption, startEngine } from "../engine-options";
import { loadDocument } from "../load-document";
import { jsonOption, TARGET, TARGET_HELP } from "../options";
import { describeOwnData } from "../own-data";
import { addPublishedOption, type PublishedOptions, withPublishedRecipe } from "../published-recipe";
import { addRecipeOptions, recipeOf } from "../recipe-options";
import { addLogOption } from "../run-log";
import type { CommandModule, Session } from "../session";
import { type RunFiles, trainModel } from "../train-model";
import { seedsOption, trainSeveral } from "../train-several";
import { matchOption, type WeightOptions, weightsFor } from "../weight-source";

interface TrainOptions extends DataOptions, PublishedOptions, RunFiles, WeightOptions {
  readonly epochs: number;
  readonly steps?: number;
  readonly batch: number;
  readonly seed: number;
  readonly seeds?: number;
  readonly backend?: BackendId;
  readonly json?: boolean;
}

/** `train`: fits the network to the data, trains it, and tests it. */
const register: CommandModule = (program, session) => {
  const counted = (flags: string, help: string, value?: number): Option => {
    const option = new Option(flags, help).argParser(countingNumber);
    return value === undefined ? option : option.default(value);
  };
  const command = program
    .command("train")
    .description(
      "train a network on a built-in dataset or your own; the same seed on the same backend gives the same losses",
    )
    .argument(`[${TARGET}]`, `${TARGET_HELP}; none with --resume`)
    .addOption(counted("--epochs <N>", "passes over the data", RUN_DEFAULTS.epochs))
    .addOption(counted("--steps <N>", "end after so many steps"))
    .addOption(counted("--batch <N>", "images per step", RUN_DEFAULTS.batch))
    .option(
      "--weights <file>",
      "safetensors or a model of another program to start from, such as one of another data set; drawn if not given",
    )
    .addOption(matchOption())
    .addOption(seedOption())
    .addOption(seedsOption())
    .addOption(backendOption())
    .addOption(jsonOption())
    .option("-o, --output <file>", "save the weights here, as safetensors")
    .action((target: string | undefined, options: TrainOptions) => run(target, options, command, session));
  addDataOptions(command);
  addRecipeOptions(command);
  addPublishedOption(command);
  addCheckpointOptions(command);
  addLogOption(command);
};

export default register;

async function run(
  target: string | undefined,
  options: TrainOptions,
  command: Command,
  session: Session,
): Promise<void> {
  if (options.resume && options.seeds !== undefined) {
    throw new UserError(
      "A checkpoint is of one model. Take it up without --seeds, then average by `run --weights`.",
    );
  }
  const interrupted = options.resume ? await readInterrupted(options.resume, options.data) : null;
  const { spec, own } = interrupted
    ? { spec: interrupted.spec, own: interrupted.chosen.own }
    : await newRun(target, options, command, session);
  if (own && !options.json) session.err(describeOwnData(own));
  const engine = await startEngine(options.backend);
  try {
    const told = { engine, session, json: options.json === true, own };
    if (options.seeds === undefined) await trainModel({ ...told, spec, files: options, interrupted });
    else await trainSeveral({ ...told, spec, files: options }, options.seeds);
  } finally {
    await engine.dispose();
  }
}

async function newRun(target: string | undefined, given: TrainOptions, command: Command, session: Session) {
  if (target === undefined) {
    throw new UserError(
      "Expected a network of the catalogue, a project, a model of another program, or --resume with a checkpoint.",
    );
  }
  const { document, weights } = await loadDocument(target);
  if (weights && given.weights === undefined && !given.json) session.err(drawnNote(target));
  const recipeFor = (trainCount: number) => withPublishedRecipe(given, command, document, trainCount);
  // How many images there are decides on the batch; how they are changed decides how large they are kept.
  const chosen = await readData(recipeFor(DEFAULT_DATA.trainCount).options, given.seed);
  const { options, told } = recipeFor(chosen.data.trainCount);
  if (!options.json) for (const line of told) session.err(`${line}\n`);
  const spec = specOf(target, document, options, chosen);
  return {
    spec: { ...spec, ...(await weightsFor({ document: spec.document, weights: null }, given, session)) },
    own: chosen.own,
  };
}

/** A head for other classes does not fit, so a file's own weights are taken only where they are asked for. */
function drawnNote(file: string): string {
  return `The weights in ${file} are not used; to start from them: --weights ${file} --match name.\n`;
}

function specOf(
  target: string,
  document: Document,
  options: TrainOptions,
  { data, own }: ChosenData,
): RunSpec {
  const { size, classes } = data;
  const fitted = fitToData(document, createAnalyser().analyse(document), {
    size,
    classes,
    perPixel: datasets.get(data.dataset)?.task === "segmentation",
  });
  if (!fitted.ok) {
    throw new UserError(`${target}: ${fitted.error.message} Expected ${fitted.error.expected}.`);
  }
  const perEpoch = Math.max(1, Math.floor(data.trainCount / options.batch));
  const steps = Math.min(options.steps ?? Number.POSITIVE_INFINITY, perEpoch * options.epochs);
  return {
    document: fitted.value,
    seed: options.seed,
    data,
    ...(own ? { images: own.images } : {}),
    ...looksOf(options),
    batch: options.batch,
    epochs: options.epochs,
    ...(options.steps === undefined ? {} : { steps: options.steps }),
    ...frozenIn(fitted.value),
    ...recipeOf(options, steps, perEpoch),
    reportEvery: RUN_DEFAULTS.reportEvery,
  };
}

/** What a project file says is frozen; `--freeze` says otherwise. */
function frozenIn(document: Document): Pick<RunSpec, "frozen"> {
  const frozen = Object.keys(document.frozen).filter((path) => nodeAt(document, path));
  return frozen.length > 0 ? { frozen } : {};
}
