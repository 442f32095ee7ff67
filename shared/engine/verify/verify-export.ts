import * as tf from "@tensorflow/tfjs-core";
import { channelsFirst } from "../../base/channels-first";
import { createRandom } from "../../base/random";
import type { Batch } from "../../contracts/engine";
import type { OutputDifference } from "../../contracts/export";
import type { OnnxOptions } from "../../formats/onnx/build";
import { onnxBytes } from "../../formats/onnx/write";
import type { Document } from "../../graph/document";
import { elementsOf, type Shape } from "../../layers/shape";
import type { Plan } from "../plan";
import { infer } from "../train/infer";
import type { Plain } from "../weights/layout";
import { WeightStore } from "../weights/weight-store";
import type { ReferenceRuntime } from "./reference-runtime";

export interface VerifyJob {
  readonly document: Document;
  readonly plan: Plan;
  /** In the axis order of files. */
  readonly values: ReadonlyMap<string, Plain>;
  readonly options: OnnxOptions;
  readonly runtime: ReferenceRuntime;
  /** Of the random image. */
  readonly seed: number;
}

export async function verifyExport(job: VerifyJob): Promise<readonly OutputDifference[]> {
  const { document, plan, values, options, runtime, seed } = job;
  const source = plan.steps[plan.input]?.path ?? "";
  const ends = [...new Set([plan.output, plan.logits])].flatMap((id) => plan.steps[id] ?? []);
  const weights = {
    read: ({ fullName }: { fullName: string }) => values.get(fullName)?.data ?? new Float32Array(),
  };
  const model = await onnxBytes(
    { document, options, weights },
    ends.map(({ path }) => path),
  );
  const image = randomImage(plan.inputShape, seed);
  const expected = await runtime.run(model, { [source]: channelsFirst(image) });
  const store = new WeightStore(plan, values);
  try {
    const differences: OutputDifference[] = [];
    for (const { path, output, outputShape } of ends) {
      const theirs = expected[path];
      // Scores that a block keeps to itself, written as a function, are out of reach.
      if (!theirs && output !== plan.output) continue;
      const data = await infer(plan, store, tf.tensor(image.data, [...image.shape]), output);
      const ours = channelsFirst({ shape: [1, ...outputShape], data });
      differences.push({ name: path, shape: outputShape, difference: differenceOf(ours, theirs) });
    }
    return differences;
  } finally {
    store.dispose();
  }
}

function randomImage(shape: Shape, seed: number): Batch {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: elementsOf(shape) }, () => random.normal());
  return { shape: [1, ...shape], data };
}

function differenceOf(ours: Batch, theirs: Batch | undefined): number {
  if (ours.shape.join() !== theirs?.shape.join()) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = Number.MIN_VALUE;
  for (const [index, value] of ours.data.entries()) {
    const other = theirs.data[index] as number;
    const apart = Math.abs(value - other);
    // Not a number is a difference too.
    if (!(apart <= difference)) difference = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
    largest = Math.max(largest, Math.abs(other));
  }
  return difference / largest;
}
