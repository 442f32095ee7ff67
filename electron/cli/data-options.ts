import { existsSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AugmentationSpec, DataSpec, TestingSpec } from "../../shared/contracts/run";
import { DEFAULT_DATA, VALIDATION_SHARE } from "../../shared/contracts/run-defaults";
import { augmentations } from "../../shared/data/augmentations";
import { type LoadedImages, loadImages } from "../../shared/data/load-images";
import { datasets } from "../../shared/data/registry";
import { type Looks, storedSize } from "../../shared/data/stored-size";
import { testings, testingsByCost } from "../../shared/data/testings";
import { countingNumber } from "./engine-options";
import { wholeNumber } from "./options";
import { openOwnData } from "./own-data";

/** What `train` is asked of its data, as commander hands it over. */
export interface DataOptions {
  readonly data: string;
  readonly size: number;
  readonly classes?: number;
  readonly trainCount?: number;
  readonly validationCount?: number;
  readonly testCount?: number;
  readonly testing?: TestingSpec;
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
    .addOption(
      new Option(
        "--validation-count <N>",
        "images that say after each epoch how it goes; 0 leaves that to the test images (a tenth as many as train)",
      ).argParser(wholeNumber),
    )
    .addOption(counted("--test-count <N>", `images to test on (${testCount}; of your own data, all)`))
    .addOption(
      new Option(
        "--augment <kinds>",
        `how training images are changed, with commas between: ${knownAugmentations()}`,
      ).argParser(knownKinds),
    )
    .addOption(
      new Option(
        "--testing <kind>",
        `how test images are looked at in the end, averaged where there are several views: ${knownTestings()}`,
      ).argParser(knownTesting),
    )
    .addHelpText(
      "after",
      `
Your own data is a folder with a folder of pictures (PNG, JPEG) for each class, perhaps inside folders
called train, val and test; CIFAR-10 or CIFAR-100 in the binary version (.bin); MNIST's idx files; or an
archive (.tar, .tar.gz) of any of them. What does not come split is split by the seed: a fifth tests,
and a tenth of the rest validates.`,
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
    const { validationCount = Math.round(VALIDATION_SHARE * trainCount) } = options;
    return { data: { dataset, size, classes, trainCount, validationCount, testCount }, own: null };
  }
  const source = await openOwnData(dataset);
  const everything = Number.POSITIVE_INFINITY;
  const { trainCount = everything, validationCount = everything, testCount = everything } = options;
  const most = Math.min(source.images.length, trainCount + validationCount + testCount);
  const own = await loadImages(source, {
    size: storedSize(size, most, looksOf(options)),
    seed,
    classes: Math.min(options.classes ?? everything, source.classNames.length),
    trainCount,
    validationCount,
    testCount,
  });
  const { train, test, classNames } = own.images;
  const { validationCount: held } = own;
  const counts = { trainCount: train.count, validationCount: held, testCount: test.count };
  return { data: { dataset: source.title, size, classes: classNames.length, ...counts }, own };
}

/** What is done to training images, and how test images are looked at. */
export function looksOf({ augment, testing }: DataOptions): Looks {
  return { ...(augment ? { augmentation: augment } : {}), ...(testing ? { testing } : {}) };
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

function knownTesting(text: string): TestingSpec {
  const row = testings.get(text);
  if (!row) throw new InvalidArgumentError(`Known: ${knownTestings()}.`);
  return row.defaults;
}

function knownTestings(): string {
  return testingsByCost.map((row) => row.defaults.kind).join(", ");
}
