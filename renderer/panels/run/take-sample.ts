import { UserError } from "../../../shared/base/assert";
import { maxSize, minSize } from "../../../shared/data/define";
import { readImages } from "../../../shared/data/image-bytes";
import { datasets } from "../../../shared/data/registry";
import { ownDataStore } from "../../state/own-data";
import { OWN_DATA, type TrainSetup } from "../../state/train-setup";
import { text } from "../../text/i18n";
import type { Picture } from "./decode-picture";

/** A test image of the dataset, drawn at the size nearest to what the network takes. */
export async function takeSample(
  { data, seed }: Pick<TrainSetup, "data" | "seed">,
  index: number,
  wantedSize: number,
): Promise<Picture> {
  if (data.dataset === OWN_DATA) return takeOwn(index);
  const dataset = datasets.require(data.dataset);
  const size = Math.min(maxSize, Math.max(minSize, wantedSize));
  const { classes } = data;
  const { pixels, label, mask } = dataset.sample(index, { seed, size, classes, split: "test" });
  return {
    name: text("run.picture.sampleName", { dataset: dataset.title, index }),
    width: size,
    height: size,
    original: [size, size],
    pixels,
    label: dataset.classNames(classes)[label] ?? null,
    ...(mask ? { mask } : {}),
  };
}

/** Of those that are tested on, at the size that the train panel decodes them at. */
async function takeOwn(index: number): Promise<Picture> {
  const { loaded, source } = ownDataStore.getState();
  if (!loaded || !source) throw new UserError("Your pictures are still being read. Try again in a moment.");
  const { test, classNames } = loaded.images;
  const { size, count, labels } = test;
  const at = index % count;
  const [pixels = new Uint8Array()] = await readImages(test, [at]);
  return {
    name: text("run.picture.sampleName", { dataset: source.title, index: at }),
    width: size,
    height: size,
    original: [size, size],
    pixels: pixels.slice(),
    label: classNames[labels[at] as number] ?? null,
  };
}
