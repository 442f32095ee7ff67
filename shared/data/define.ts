import { UserError } from "../base/assert";

/** Red, green and blue; for normalisation in 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

export type Split = "train" | "test";

export interface SampleOptions {
  /** Whole number from 0 to 2³² − 1. */
  readonly seed: number;
  /** Height and width, 16 to 224. One sample is the same scene at every size. */
  readonly size: number;
  /** The first so many classes of the dataset. */
  readonly classes: number;
  /** The two splits never share a sample. */
  readonly split: Split;
}

export interface Sample {
  /** size·size·3 bytes, rows from the top, red, green, blue. */
  readonly pixels: Uint8Array;
  /** 0 to classes − 1. */
  readonly label: number;
  /** Of datasets for segmentation: the class of each pixel, size·size; 255 on edges, which are not scored. */
  readonly mask?: Uint8Array;
}

export interface DatasetDefinition {
  readonly id: string;
  readonly title: string;
  /** One sentence for the train panel. */
  readonly summary: string;
  /** Whether a network tells the class of each pixel, of which the first is the background. */
  readonly task: "classification" | "segmentation";
  readonly maxClasses: number;
  /** Names of the first `count` classes, in order of their labels. */
  classNames(count: number): readonly string[];
  /** Decided by its arguments alone, to the byte, in Node and in every browser. Throws a readable error on bad options. */
  sample(index: number, options: SampleOptions): Sample;
  /** The label of that sample, without drawing it. Any prefix of indices is balanced to within one. */
  label(index: number, options: Omit<SampleOptions, "size">): number;
  /** Per channel, of pixels in 0 to 1. */
  readonly mean: Rgb;
  readonly std: Rgb;
}

export const minSize = 16;
export const maxSize = 224;
/** Twice an index and the split's bit must fit 32 bits. */
const maxIndex = 2 ** 31 - 1;
const maxSeed = 2 ** 32 - 1;

export function checkSize(size: number): void {
  checkInteger("image size", size, minSize, maxSize);
}

export function checkClasses(title: string, classes: number, maxClasses: number, minClasses = 1): void {
  checkInteger(`number of classes of "${title}"`, classes, minClasses, maxClasses);
}

export function checkPosition(index: number, seed: number, split: string): void {
  checkInteger("sample index", index, 0, maxIndex);
  checkInteger("seed", seed, 0, maxSeed);
  if (split !== "train" && split !== "test")
    throw new UserError(`There is no split "${split}". Expected "train" or "test".`);
}

function checkInteger(what: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new UserError(`The ${what} is ${value}. Expected a whole number from ${min} to ${max}.`);
}
