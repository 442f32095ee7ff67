import { maxSize, minSize } from "../../../shared/data/define";
import { datasets } from "../../../shared/data/registry";
import type { TrainSetup } from "../../state/train-setup";
import { text } from "../../text/i18n";
import type { Picture } from "./decode-picture";

/** A test image of the dataset, drawn at the size nearest to what the network takes. */
export function takeSample(
  { data, seed }: Pick<TrainSetup, "data" | "seed">,
  index: number,
  wantedSize: number,
): Picture {
  const dataset = datasets.require(data.dataset);
  const size = Math.min(maxSize, Math.max(minSize, wantedSize));
  const { classes } = data;
  const { pixels, label } = dataset.sample(index, { seed, size, classes, split: "test" });
  return {
    name: text("run.picture.sampleName", { dataset: dataset.title, index }),
    width: size,
    height: size,
    original: [size, size],
    pixels,
    label: dataset.classNames(classes)[label] ?? null,
  };
}
