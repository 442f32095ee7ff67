import * as tf from "@tensorflow/tfjs-core";
import { assertExists, UserError } from "../../base/assert";
import type { Batch } from "../../contracts/engine";
import type { GradCam, GradCamSpec, HeatMap } from "../../contracts/inside";
import { isMap, shapeText } from "../../layers/shape";
import { Tape } from "../autodiff/tape";
import { inferenceContext } from "../kit/context";
import type { Plan, PlanStep } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import { checkClass, checkInput, type LoadedModel, stepAt, uploadBatch, visitSteps } from "./model";
import { classScore } from "./score";

/**
 * Selvaraju et al. 2017, equations 1 and 2: each map weighted by the mean gradient of the class's score, summed, and
 * what speaks against the class left out.
 */
export async function gradCam(model: LoadedModel, input: Batch, spec: GradCamSpec): Promise<GradCam> {
  const { plan } = model;
  const step = spec.path === undefined ? lastMaps(plan) : stepAt(plan, spec.path);
  const { path, outputShape } = step;
  if (!isMap(outputShape)) {
    throw new UserError(
      `"${path}" gives ${shapeText(outputShape)}, which is no map. Choose a layer of maps.`,
    );
  }
  const { map, score } = await behind(model, input, step, spec.classIndex, (maps, gradient) => {
    const weights = tf.mean(gradient, [1, 2], true);
    return tf.relu(tf.sum(tf.mul(maps, weights), -1));
  });
  return { path, score, rows: outputShape[0], columns: outputShape[1], data: map };
}

/** Simonyan et al. 2013, section 3.1. */
export async function saliency(model: LoadedModel, input: Batch, classIndex: number): Promise<HeatMap> {
  const { plan } = model;
  if (!isMap(plan.inputShape)) throw new UserError("Only a network that takes pictures can be shown on one.");
  const source = plan.steps[plan.input] as PlanStep;
  const { map } = await behind(model, input, source, classIndex, (_, gradient) =>
    tf.max(tf.abs(gradient), -1),
  );
  return { rows: plan.inputShape[0], columns: plan.inputShape[1], data: map };
}

/** The maps that Grad-CAM is usually read off: the last ones that are neither pooled nor rearranged yet. */
export function lastMaps(plan: Plan): PlanStep {
  const candidates = plan.steps.filter(({ output, outputShape, layer }) => {
    const isSpread = isMap(outputShape) && outputShape[0] * outputShape[1] > 1;
    const isMade = !["pooling", "reshape", "input"].includes(layer.category);
    return isSpread && isMade && output < plan.logits && reaches(plan, output);
  });
  const last = candidates.at(-1);
  if (last) return last;
  throw new UserError("The network makes no maps on the way to its scores, so there is nothing to look at.");
}

/** Whether the scores depend on a value. */
function reaches(plan: Plan, value: number): boolean {
  const needed = new Set([plan.logits]);
  for (let at = plan.logits; at > value; at--) {
    if (needed.has(at)) for (const input of plan.steps[at]?.inputs ?? []) needed.add(input);
  }
  return needed.has(value);
}

type Combine = (maps: tf.Tensor, gradient: tf.Tensor) => tf.Tensor;

/** What `combine` makes of one layer's output and of the gradient of the class's score by it. */
async function behind(
  model: LoadedModel,
  input: Batch,
  step: PlanStep,
  classIndex: number,
  combine: Combine,
): Promise<{ readonly map: Float32Array; readonly score: number }> {
  const { plan, weights } = model;
  checkInput(plan, input);
  checkClass(model, classIndex);
  if (input.shape[0] !== 1) throw new UserError(`Expected one picture, received ${input.shape[0]}.`);
  if (step.output >= plan.logits) {
    throw new UserError(`"${step.path}" comes after the scores. Choose a layer in front of them.`);
  }
  const batch = uploadBatch(input);
  // No gradient reaches the weights, and the tape must not free them.
  const tape = new Tape([], [batch, ...weights.tensors.values()]);
  const held: tf.Tensor[] = [batch];
  try {
    const kit = createTfjsKit({ ...inferenceContext(), tape });
    const execution = { plan, kit, weights: weights.tensors, tape };
    let maps: tf.Tensor | null = null;
    const found = await visitSteps(execution, batch, plan.logits, ({ step: { output }, output: tensor }) => {
      if (output === step.output) {
        maps = tensor;
        tape.watch(tensor);
        held.push(tensor);
      }
      return true;
    });
    const logits = assertExists(found, "the scores");
    const watched = assertExists<tf.Tensor>(maps, step.path);
    const score = classScore(tape, logits, classIndex);
    const [gradient] = tape.gradients(score, [watched]);
    held.push(logits, score, assertExists(gradient, "a gradient"));
    const map = tf.tidy(() => combine(watched, gradient as tf.Tensor));
    held.push(map);
    const [value] = await score.data();
    return { map: (await map.data()) as Float32Array, score: value as number };
  } finally {
    tape.dispose();
    for (const tensor of held) if (!tensor.isDisposed) tensor.dispose();
  }
}
