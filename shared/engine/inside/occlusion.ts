import { UserError } from "../../base/assert";
import type { Batch } from "../../contracts/engine";
import type { Occlusion, OcclusionSpec, Proceed } from "../../contracts/inside";
import { isMap, type MapShape, shapeText } from "../../layers/shape";
import { infer } from "../train/infer";
import { checkClass, checkInput, classCount, type LoadedModel, uploadBatch } from "./model";
import { paced } from "./pace";
import { classProbabilities } from "./score";

/** Covered pictures that are run at once. */
const BATCH = 16;

/** Null if it was cancelled. */
export async function occlusion(
  model: LoadedModel,
  input: Batch,
  spec: OcclusionSpec,
  proceed: Proceed,
): Promise<Occlusion | null> {
  const { plan } = model;
  checkInput(plan, input);
  checkClass(model, spec.classIndex);
  const { inputShape } = plan;
  if (!isMap(inputShape) || input.shape[0] !== 1) {
    throw new UserError(`Expected one picture, received a batch of shape [${input.shape.join(", ")}].`);
  }
  checkPatch(spec, inputShape);
  const [height, width] = inputShape;
  const tops = offsets(height, spec);
  const lefts = offsets(width, spec);
  const places = tops.flatMap((top) => lefts.map((left) => [top, left] as const));
  const [whole = 0] = await probabilities(model, input.data, 1, spec.classIndex);
  const data = new Float32Array(places.length);
  const ask = paced(proceed);
  for (let start = 0; start < places.length; start += BATCH) {
    if (!(await ask(start, places.length))) return null;
    const covered = places.slice(start, start + BATCH);
    const pictures = new Float32Array(covered.length * input.data.length);
    for (const [index, [top, left]] of covered.entries()) {
      const own = pictures.subarray(index * input.data.length, (index + 1) * input.data.length);
      own.set(input.data);
      cover(own, inputShape, top, left, spec);
    }
    data.set(await probabilities(model, pictures, covered.length, spec.classIndex), start);
  }
  await ask(places.length, places.length);
  return { rows: tops.length, columns: lefts.length, data, whole };
}

function checkPatch({ size, stride, fill }: OcclusionSpec, [height, width, channels]: MapShape): void {
  const fits = Number.isInteger(size) && size >= 1 && size <= Math.min(height, width);
  if (fits && Number.isInteger(stride) && stride >= 1 && fill.length === channels) return;
  throw new UserError(
    `A patch of ${size} pixels moved by ${stride}, filled with ${fill.length} numbers, does not go over a picture of ` +
      `${shapeText([height, width, channels])}. Expected whole numbers from 1, a patch that fits and ${channels} numbers.`,
  );
}

/** Where the patch starts along one side; the last place ends at the border, so that all is covered once. */
export function offsets(
  side: number,
  { size, stride }: Pick<OcclusionSpec, "size" | "stride">,
): readonly number[] {
  const last = side - size;
  const found: number[] = [];
  for (let at = 0; at < last; at += stride) found.push(at);
  return [...found, last];
}

function cover(
  picture: Float32Array,
  [, width, channels]: MapShape,
  top: number,
  left: number,
  { size, fill }: OcclusionSpec,
): void {
  for (let y = top; y < top + size; y++) {
    for (let x = left; x < left + size; x++) picture.set(fill, (y * width + x) * channels);
  }
}

async function probabilities(
  model: LoadedModel,
  pictures: Float32Array,
  count: number,
  classIndex: number,
): Promise<Float32Array> {
  const { plan, weights } = model;
  const batch = uploadBatch({ shape: [count, ...plan.inputShape], data: pictures });
  const scores = await infer(plan, weights, batch, plan.logits);
  return classProbabilities(scores, count, classCount(model), classIndex);
}
