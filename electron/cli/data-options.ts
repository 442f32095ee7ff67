import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AugmentationSpec, DataSpec } from "../../shared/contracts/run";
import { DEFAULT_DATA } from "../../shared/contracts/run-defaults";
import { augmentations } from "../../shared/data/augmentations";
import { type LoadedImages, loadImages } from "../../shared/data/load-images";
import { datasets } from "../../shared/data/registry";
import { countingNumber } from "./engine-options";
import { openOwnData } from "./own-data";

/** What `train` is asked of its data, as commander hands it over. */
export interface DataOptions {
  readonly data: string;
  readonly size: number;
  readonly classes?: number;
  readonly trainCount?: number;
  readonly testCount?: number;
  readonly augment?: readonly AugmentationSpec[];
}

export function addDataOptions(command: Command): void {
  const counted = (flags: string, help: string): Option => new Option(flags, help).argParser(countingNumber);
  const { dataset, size, classes, trainCount, testCount } = DEFAULT_DATA;
  command
    .addOption(
      new Option("--data <name or path>", "a built-in dataset, or your own: see below")
        .default(dataset)
        .argParser(knownData),
    )
    .addOption(counted("--size <N>", "height and width of the images").default(size))
    .addOption(counted("--classes <N>", `the first so many classes (${classes}; of your own data, all)`))
    .addOption(counted("--train-count <N>", `images to train on (${trainCount}; of your own data, all)`))
    .addOption(counted("--test-count <N>", `images to test on (${testCount}; of your own data, all)`))
    .addOption(
      new Option(
        "--augment <kinds>",
        `how training images are changed, with commas between: ${knownAugmentations()}`,
      ).argParser(knownKinds),
    )
    .addHelpText(
      "after",
      `
Your own data is a folder with a folder of pictures (PNG, JPEG) for each class, perhaps inside folders
called train and test; CIFAR-10 or CIFAR-100 in the binary version (.bin); MNIST's idx files; or an
archive (.tar, .tar.gz) of any of them. What does not come split is split by the seed: a fifth tests.`,
    );
}

/** The data of a run, and the images themselves where they are people's own. */
export interface ChosenData {
  readonly data: DataSpec;
  readonly own: LoadedImages | null;
}

export async function readData(options: DataOptions, seed: number): Promise<ChosenData> {
  const { data: dataset, size } = options;
  if (datasets.get(dataset)) {
    const { classes, trainCount, testCount } = { ...DEFAULT_DATA, ...options };
    return { data: { dataset, size, classes, trainCount, testCount }, own: null };
  }
  const source = await openOwnData(dataset);
  const everything = Number.POSITIVE_INFINITY;
  const own = await loadImages(source, {
    size,
    seed,
    classes: Math.min(options.classes ?? everything, source.classNames.length),
    trainCount: options.trainCount ?? everything,
    testCount: options.testCount ?? everything,
  });
  const { train, test, classNames } = own.images;
  const counts = { trainCount: train.count, testCount: test.count };
  return { data: { dataset: source.title, size, classes: classNames.length, ...counts }, own };
}

function knownData(text: string): string {
  if (datasets.get(text) || existsSync(text)) return text;
  throw new InvalidArgumentError(
    `Known: ${datasets.all.map((dataset) => dataset.id).join(", ")}. There is no file or folder of that name either.`,
  );
}

function knownKinds(text: string): readonly AugmentationSpec[] {
  return text.split(",").map((part) => {
    const row = augmentations.get(part.trim());
    if (!row) throw new InvalidArgumentError(`Known, with commas between: ${knownAugmentations()}.`);
    return row.defaults;
  });
}

function knownAugmentations(): string {
  return augmentations.all.map((row) => row.defaults.kind).join(", ");
}
