import type { Batch } from "../../../shared/contracts/engine";
import { IGNORED, type TestingSpec } from "../../../shared/contracts/run";
import type { RgbImage } from "../../../shared/data/resize";
import { viewsOf } from "../../../shared/data/testings";
import { viewImage } from "../../../shared/data/view";
import { isMap, type MapShape, type Shape } from "../../../shared/layers/shape";
import { type Model, runModel } from "../../state/model";
import { type PreparedInput, prepareInput } from "./prepare-input";
import { type RankedClass, softmax } from "./top-classes";

/** The class of each pixel, as a network that ends in a map sees it. */
export interface ClassMap {
  readonly width: number;
  readonly height: number;
  readonly classes: Uint8Array;
}

export interface Look extends PreparedInput {
  /** Of one image: the mean of the probabilities of all views, or what the network gave for the one. */
  readonly output: Float32Array;
  readonly areProbabilities: boolean;
  /** Of the inference alone, loading apart. */
  readonly ms: number;
}

interface LookOptions {
  readonly input: MapShape;
  /** Whether the network ends in probabilities. */
  readonly sure: boolean;
  readonly testing: TestingSpec;
}

/** Shows a picture to a network, in one view or in many at once. */
export async function look(picture: RgbImage, model: Model, options: LookOptions): Promise<Look> {
  const { input, sure, testing } = options;
  const whole = prepareInput(picture, input, model.normalisation);
  const views = viewsOf(picture, testing);
  const [height, width] = input;
  const prepared =
    views.length === 1 && testing.kind === "whole"
      ? [whole]
      : views.map((view) =>
          prepareInput(viewImage(picture, view, Math.max(height, width)), input, model.normalisation),
        );
  let started = performance.now();
  const batch = joined(prepared.map((each) => each.batch));
  const { data } = await runModel(model, batch, () => {
    started = performance.now();
  });
  const ms = performance.now() - started;
  const [first = whole] = prepared;
  if (prepared.length === 1) return { ...first, output: data, areProbabilities: sure, ms };
  return { ...whole, output: meanProbabilities(data, prepared.length, sure), areProbabilities: true, ms };
}

/** The class with the highest score at each pixel, where the output is a map of more than one pixel. */
export function classMapOf(output: Float32Array, shape: Shape | null): ClassMap | null {
  if (!shape || !isMap(shape) || shape[0] * shape[1] === 1) return null;
  const [height, width, count] = shape;
  const classes = Uint8Array.from({ length: height * width }, (_, pixel) => {
    let best = pixel * count;
    for (let at = best + 1; at < (pixel + 1) * count; at++) {
      if ((output[at] as number) > (output[best] as number)) best = at;
    }
    return best - pixel * count;
  });
  return { width, height, classes };
}

/** The classes found, those of most pixels first; their shares of the pixels stand for probabilities. */
export function classShares({ classes }: ClassMap): readonly RankedClass[] {
  const counts = new Map<number, number>();
  for (const label of classes) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([index, count]) => ({ index, probability: count / classes.length }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index);
}

/** Share of the pixels that a mask knows and that are of its class. Null where the two are not of one size. */
export function agreement({ classes }: ClassMap, mask: Uint8Array): number | null {
  if (mask.length !== classes.length) return null;
  let known = 0;
  let right = 0;
  for (const [pixel, label] of mask.entries()) {
    if (label === IGNORED) continue;
    known++;
    if (classes[pixel] === label) right++;
  }
  return known === 0 ? null : right / known;
}

function joined(batches: readonly Batch[]): Batch {
  const [first] = batches;
  if (!first || batches.length === 1) return first ?? { shape: [0], data: new Float32Array() };
  const data = new Float32Array(first.data.length * batches.length);
  for (const [index, batch] of batches.entries()) data.set(batch.data, index * first.data.length);
  return { shape: [batches.length, ...first.shape.slice(1)], data };
}

function meanProbabilities(values: Float32Array, count: number, areProbabilities: boolean): Float32Array {
  const classes = values.length / count;
  const mean = new Float32Array(classes);
  for (let view = 0; view < count; view++) {
    const own = Array.from(values.subarray(view * classes, (view + 1) * classes));
    for (const [index, probability] of (areProbabilities ? own : softmax(own)).entries())
      mean[index] = (mean[index] as number) + probability / count;
  }
  return mean;
}
