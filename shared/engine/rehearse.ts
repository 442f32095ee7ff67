import * as tf from "@tensorflow/tfjs-core";
import { errorMessage, UserError } from "../base/assert";
import { createRandom } from "../base/random";
import type { BackendId } from "../contracts/engine";
import type { RunSpec } from "../contracts/run";
import { isMap, type Shape } from "../layers/shape";
import { Tape } from "./autodiff/tape";
import { backendName } from "./backends";
import type { Plan, PlanStep } from "./plan";
import { createTfjsKit } from "./tfjs-kit";
import { createLoss, lossSpecOf, score } from "./train/loss";
import { createOptimiser } from "./train/optimiser";
import { engineLayout } from "./weights/layout";

/** What was found to work: by backend, layer, parameters and small shapes. */
const rehearsed = new Set<string>();

/**
 * Runs each layer once on the current backend, forward and for training also backward, on the smallest input that takes
 * the same ways: a kernel that the backend lacks is found now and not in the middle of a run. Throws a readable error
 * that names the layer.
 */
export function rehearse(plan: Plan, training: Pick<RunSpec, "optimiser" | "loss"> | null): void {
  for (const step of plan.steps) {
    if (step.inputShapes.length === 0) continue;
    const inputs = smallest(step);
    const mode = training ? "train" : "run";
    const key = `${tf.getBackend()} ${mode} ${kindOf(step, inputs)}`;
    attempt(`"${step.path}" (${step.layer.title})`, mode, key, () =>
      runOnce(step, inputs, training !== null),
    );
  }
  if (!training) return;
  const { optimiser, loss } = training;
  attempt("the optimiser", "train", `${tf.getBackend()} ${JSON.stringify(optimiser)}`, () => {
    const made = createOptimiser(optimiser);
    made.begin?.();
    tf.tidy(() => void made.step("w", tf.ones([4]), tf.ones([4]), 0.1, 0.1, tf.scalar(1)));
    made.dispose();
  });
  const spec = lossSpecOf(loss, false);
  attempt("the loss", "train", `${tf.getBackend()} ${JSON.stringify(spec)}`, () => {
    const truth = { labels: Int32Array.of(1), masks: Uint8Array.of(1) };
    const scores = tf.zeros([1, 1, 1, 3]);
    const tape = new Tape([scores]);
    const found = score(tape, createLoss(spec, 0.1), scores, truth);
    tf.dispose([...tape.gradients(found.loss, [scores]), scores, found.loss, found.correct]);
  });
}

/** Layers of one kind call for the same kernels; how wide they are makes no difference. */
function kindOf({ layer, params, weights }: PlanStep, inputs: readonly Shape[]): string {
  const { widthParam = "" } = layer;
  return JSON.stringify([layer.type, { ...params, [widthParam]: null }, inputs, onesOf(weights)]);
}

/** What tfjs says where a backend lacks a kernel. */
const MISSING = /^Kernel '(.+)' not registered for backend/;

function attempt(who: string, mode: "train" | "run", key: string, run: () => void): void {
  if (rehearsed.has(key)) return;
  const tensors = tf.memory().numTensors;
  try {
    run();
  } catch (thrown) {
    const missing = MISSING.exec(errorMessage(thrown))?.[1];
    // Whatever else goes wrong on so small an input need not go wrong on the real one.
    if (missing === undefined) return;
    const backend = backendName(tf.getBackend() as BackendId);
    throw new UserError(
      `${who} cannot ${mode === "train" ? "be trained" : "run"} on ${backend}: the kernel ${missing} is missing there. ` +
        "Choose another backend; plain JavaScript has them all.",
    );
  }
  if (tf.memory().numTensors === tensors) rehearsed.add(key);
}

function runOnce({ layer, params }: PlanStep, inputShapes: readonly Shape[], training: boolean): void {
  const inferred = layer.infer(params, inputShapes);
  if (!inferred.ok) return;
  const specs = layer.weights?.(params, inputShapes) ?? [];
  tf.engine().startScope();
  const inputs = inputShapes.map((shape) => tf.zeros([2, ...shape]));
  const weights = new Map(specs.map(({ name, shape }) => [name, tf.ones(laidOut(shape))]));
  const trained = specs.filter((spec) => spec.trainable).map(({ name }) => weights.get(name) as tf.Tensor);
  const targets = [...inputs, ...trained];
  const tape = training ? new Tape(targets, [...weights.values()]) : null;
  try {
    const kit = createTfjsKit({
      ...{ tape, training, random: createRandom(1) },
      onStatistics: ({ mean, variance }) => tf.dispose([mean, variance]),
    });
    const weight = (name: string): tf.Tensor => weights.get(name) as tf.Tensor;
    const output = layer.compute(kit, { params, inputs, weight, inputShapes, outputShape: inferred.value });
    if (!tape) return;
    const total = tape.record({
      inputs: [output],
      output: tf.sum(output),
      saved: [],
      backward: () => [tf.onesLike(output)],
    });
    tape.gradients(total, targets);
  } finally {
    tape?.dispose();
    tf.engine().endScope();
  }
}

/** The engine's order of a weight's axes. */
function laidOut(shape: readonly number[]): number[] {
  const size = shape.reduce((product, each) => product * each, 1);
  return [...engineLayout({ shape, data: new Float32Array(size) }).shape];
}

const SIDES = [2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 64, Number.POSITIVE_INFINITY];
const CHANNELS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, Number.POSITIVE_INFINITY];

/**
 * The smallest inputs that the layer takes and on which it is still the same layer: what is one channel wide decides
 * which kernels run (depthwise or grouped), so weights have their ones where they had them.
 */
function smallest({ layer, params, inputShapes, weights }: PlanStep): readonly Shape[] {
  const pattern = onesOf(weights);
  for (const channels of CHANNELS) {
    for (const side of SIDES) {
      const inputs = inputShapes.map((shape) => reduced(shape, side, channels));
      if (!layer.infer(params, inputs).ok) continue;
      if (onesOf(layer.weights?.(params, inputs) ?? []) === pattern) return inputs;
    }
  }
  return inputShapes;
}

function reduced(shape: Shape, side: number, channels: number): Shape {
  if (!isMap(shape)) return [Math.min(shape[0], channels)];
  return [Math.min(shape[0], side), Math.min(shape[1], side), Math.min(shape[2], channels)];
}

function onesOf(weights: readonly { readonly shape: readonly number[] }[]): string {
  return JSON.stringify(weights.map(({ shape }) => shape.map((size) => size === 1)));
}
