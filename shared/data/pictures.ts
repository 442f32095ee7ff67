import { createRandom } from "../base/random";
import type { PictureClass } from "./class-define";
import { checkClasses, checkPosition, checkSize, type DatasetDefinition, type Rgb } from "./define";
import { createMarks, toMask } from "./draw/marks";
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
    task: "classification",
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

const BACKGROUND = "Background";

/**
 * The same pictures with the class of each pixel: 0 is the background and all that lies about or in front, the things
 * follow it. A picture's own label is that of its thing.
 */
export function defineMaskedPictures({ classes, ...facts }: PictureSet): DatasetDefinition {
  const things = definePictures({ ...facts, classes });
  const maxClasses = classes.length + 1;
  const label: DatasetDefinition["label"] = (index, options) => {
    checkClasses(facts.title, options.classes, maxClasses, 2);
    return 1 + things.label(index, { ...options, classes: options.classes - 1 });
  };
  return {
    ...facts,
    task: "segmentation",
    maxClasses,
    classNames(count) {
      checkClasses(facts.title, count, maxClasses);
      return [BACKGROUND, ...classes.map((row) => row.name)].slice(0, count);
    },
    label,
    sample(index, options) {
      checkSize(options.size);
      const drawn = label(index, options);
      const { create } = classes[drawn - 1] as PictureClass;
      const random = createRandom(sampleSeed(index, options.seed, options.split));
      const marks = createMarks(options.size);
      const pixels = drawScene(create, options.size, random, marks);
      return { pixels, label: drawn, mask: toMask(marks, drawn) };
    },
  };
}
