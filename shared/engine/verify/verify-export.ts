import * as tf from "@tensorflow/tfjs-core";
import { channelsFirst } from "../../base/channels-first";
import { createRandom } from "../../base/random";
import type { Batch } from "../../contracts/engine";
import type { OutputDifference } from "../../contracts/export";
import type { OnnxOptions } from "../../formats/onnx/build";
import type { ReadNetwork } from "../../formats/onnx/read/read-onnx";
import { onnxBytes } from "../../formats/onnx/write";
import type { Document } from "../../graph/document";
import { elementsOf, type Shape } from "../../layers/shape";
import type { Plan, ValueId } from "../plan";
import { infer } from "../train/infer";
import type { Plain } from "../weights/layout";
import { WeightStore } from "../weights/weight-store";
import type { ReferenceRuntime, SideFiles } from "./reference-runtime";

interface Verified {
  readonly plan: Plan;
  /** In the axis order of files. */
  readonly values: ReadonlyMap<string, Plain>;
  readonly runtime: ReferenceRuntime;
  /** Of the random image. */
  readonly seed: number;
}

export interface VerifyJob extends Verified {
  readonly document: Document;
  readonly options: OnnxOptions;
}

/** What our engine and ONNX Runtime make of a network that is written for it. */
export async function verifyExport(job: VerifyJob): Promise<readonly OutputDifference[]> {
  const { document, plan, values, options } = job;
  const ends = [...new Set([plan.output, plan.logits])];
  const paths = ends.map((id) => plan.steps[id]?.path ?? "");
  const weights = {
    read: ({ fullName }: { fullName: string }) => values.get(fullName)?.data ?? new Float32Array(),
  };
  const model = await onnxBytes({ document, options, weights }, paths);
  const input = plan.steps[plan.input]?.path ?? "";
  return compare(job, {
    model,
    input,
    outputs: ends.map((id, index) => ({ id, name: paths[index] as string })),
  });
}

/** What ONNX Runtime makes of a file, and our engine of what was read from it. */
export async function verifyFile(
  job: Verified & { readonly model: Uint8Array; readonly read: ReadNetwork; readonly files?: SideFiles },
): Promise<readonly OutputDifference[]> {
  const { plan, model, read, files = {} } = job;
  const [name = ""] = read.outputNames;
  return compare(job, { model, input: read.inputName, outputs: [{ id: plan.output, name }], files });
}

interface Compared {
  readonly model: Uint8Array;
  /** Of the model's input. */
  readonly input: string;
  /** Values of the plan, and what the model calls them. */
  readonly outputs: readonly { readonly id: ValueId; readonly name: string }[];
  readonly files?: SideFiles;
}

async function compare(
  { plan, values, runtime, seed }: Verified,
  { model, input, outputs, files }: Compared,
): Promise<readonly OutputDifference[]> {
  const image = randomImage(plan.inputShape, seed);
  const expected = await runtime.run(model, { [input]: channelsFirst(image) }, files);
  const store = new WeightStore(plan, values);
  try {
    const differences: OutputDifference[] = [];
    for (const { id, name } of outputs) {
      const theirs = expected[name];
      // Scores that a block keeps to itself, written as a function, are out of reach.
      if (!theirs && id !== plan.output) continue;
      const data = await infer(plan, store, tf.tensor(image.data, [...image.shape]), id);
      const shape = plan.steps[id]?.outputShape ?? plan.outputShape;
      const ours = channelsFirst({ shape: [1, ...shape], data });
      differences.push({ name, shape, difference: differenceOf(ours, theirs) });
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
  // Pixels of size 1 may be left out or kept: the numbers are the same ones.
  if (ours.data.length !== theirs?.data.length) return Number.POSITIVE_INFINITY;
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
