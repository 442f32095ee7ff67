import { createRandom } from "../base/random";
import type { PictureClass } from "./class-define";
import { checkClasses, checkPosition, checkSize, type DatasetDefinition, type Rgb } from "./define";
import { labelAt, sampleSeed } from "./labels";
import { drawScene } from "./scene";

export interface PictureSet {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly classes: readonly PictureClass[];
  readonly mean: Rgb;
  readonly std: Rgb;
}

/** A dataset of drawn pictures, made sample by sample from its classes. */
export function definePictures({ classes, ...facts }: PictureSet): DatasetDefinition {
  const label: DatasetDefinition["label"] = (index, options) => {
    checkPosition(index, options.seed, options.split);
    checkClasses(facts.title, options.classes, classes.length);
    return labelAt(index, options.seed, options.classes, options.split);
  };
  return {
    ...facts,
    maxClasses: classes.length,
    classNames(count) {
      checkClasses(facts.title, count, classes.length);
      return classes.slice(0, count).map((row) => row.name);
    },
    label,
    sample(index, options) {
      checkSize(options.size);
      const drawn = label(index, options);
      const { create } = classes[drawn] as PictureClass;
      const random = createRandom(sampleSeed(index, options.seed, options.split));
      return { pixels: drawScene(create, options.size, random), label: drawn };
    },
  };
}
