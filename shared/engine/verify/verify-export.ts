import * as tf from "@tensorflow/tfjs-core";
import { assertExists, UserError } from "../../base/assert";
import { channelsFirst } from "../../base/channels-first";
import { createRandom } from "../../base/random";
import type { Batch } from "../../contracts/engine";
import type { OutputDifference } from "../../contracts/export";
import { buildModel, type OnnxOptions } from "../../formats/onnx/build";
import type { OnnxGraph } from "../../formats/onnx/model";
import type { ReadNetwork } from "../../formats/onnx/read/read-onnx";
import { modelBytes } from "../../formats/onnx/write";
import type { Document } from "../../graph/document";
import { elementsOf, type Shape } from "../../layers/shape";
import { type Plan, sinksOf, type ValueId } from "../plan";
import type { Control } from "../train/control";
import { inferUnless } from "../train/infer";
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
  readonly control: Control;
}

export interface VerifyJob extends Verified {
  readonly document: Document;
  readonly options: OnnxOptions;
}

/** What our engine and ONNX Runtime make of a network that is written for it, at each of its outputs. */
export async function verifyExport(job: VerifyJob): Promise<readonly OutputDifference[]> {
  const { document, plan, values, options } = job;
  const weights = {
    read: ({ fullName }: { fullName: string }) => values.get(fullName)?.data ?? new Float32Array(),
  };
  const built = buildModel({ document, options, weights });
  const outputs = comparedOutputs(plan, built.graph);
  const names = new Set(outputs.map(({ name }) => name));
  const given = [...built.graph.outputs, ...built.graph.values].filter(({ name }) => names.has(name));
  const model = await modelBytes({ ...built, graph: { ...built.graph, outputs: given } });
  return compare(job, { model, input: plan.steps[plan.input]?.path ?? "", outputs });
}

/** The plan's outputs by the names that they have in the file, and the scores in front of closing softmaxes. */
function comparedOutputs(plan: Plan, { outputs, values }: OnnxGraph): Compared["outputs"] {
  const known = new Set(values.map(({ name }) => name));
  return sinksOf(plan).flatMap(({ output, logits }, index) => {
    // Both are written in one order; a block that is a function gives its output its own name.
    const name = assertExists(outputs[index], `an output for ${plan.steps[output]?.path}`).name;
    const scores = plan.steps[logits]?.path ?? "";
    // Scores that a function keeps to itself are out of reach.
    const hasScores = logits !== output && known.has(scores);
    return [{ id: output, name }, ...(hasScores ? [{ id: logits, name: scores }] : [])];
  });
}

/** What ONNX Runtime makes of a file, and our engine of what was read from it. */
export async function verifyFile(
  job: Verified & { readonly model: Uint8Array; readonly read: ReadNetwork; readonly files?: SideFiles },
): Promise<readonly OutputDifference[]> {
  const { plan, model, read, files = {} } = job;
  const outputs = read.outputs.map(({ name, path, axes }) => {
    const step = plan.steps.find((each) => each.path === path);
    return { name, id: assertExists(step, `the layer at ${path}`).output, axes };
  });
  const { axes, inputName } = read;
  return compare(job, { model, input: inputName, outputs, files, axes });
}

interface Compared {
  readonly model: Uint8Array;
  /** Of the model's input. */
  readonly input: string;
  /** Values of the plan, and what the model calls them. */
  readonly outputs: readonly {
    readonly id: ValueId;
    readonly name: string;
    readonly axes?: ReadNetwork["axes"];
  }[];
  readonly files?: SideFiles;
  /** Of the model's input. */
  readonly axes?: ReadNetwork["axes"];
}

async function compare(
  { plan, values, runtime, seed, control }: Verified,
  { model, input, outputs, files, axes }: Compared,
): Promise<readonly OutputDifference[]> {
  const image = randomImage(plan.inputShape, seed);
  const isStopped = () => control.checkpoint();
  if (await isStopped()) throw stopped();
  const expected = await runtime.run(model, { [input]: inFile(image, axes) }, files);
  const store = new WeightStore(plan, values);
  try {
    const differences: OutputDifference[] = [];
    for (const { id, name, axes: own } of outputs) {
      const theirs = expected[name];
      const data = await inferUnless(plan, store, tf.tensor(image.data, [...image.shape]), isStopped, id);
      if (!data) throw stopped();
      const shape = plan.steps[id]?.outputShape ?? plan.outputShape;
      const ours = inFile({ shape: [1, ...shape], data }, own);
      differences.push({ name, shape, difference: differenceOf(ours, theirs) });
    }
    return differences;
  } finally {
    store.dispose();
  }
}

function inFile(batch: Batch, axes: ReadNetwork["axes"] | undefined): Batch {
  return axes === "channels-last" ? batch : channelsFirst(batch);
}

function stopped(): UserError {
  return new UserError("The comparison was stopped before it had an answer.");
}

function randomImage(shape: Shape, seed: number): Batch {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: elementsOf(shape) }, () => random.normal());
  return { shape: [1, ...shape], data };
}

function differenceOf(ours: Batch, theirs: Batch | undefined): number {
  // Axes of size 1 may be left out or kept: the numbers are the same ones.
  const [own, other] = [ours, theirs].map((batch) => batch?.shape.filter((size) => size !== 1).join());
  if (!theirs || own !== other) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = Number.MIN_VALUE;
  for (const [index, value] of ours.data.entries()) {
    const expected = theirs.data[index] as number;
    const apart = Math.abs(value - expected);
    // Not a number is a difference too.
    if (!(apart <= difference)) difference = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
    largest = Math.max(largest, Math.abs(expected));
  }
  return difference / largest;
}
