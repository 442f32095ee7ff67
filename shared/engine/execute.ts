import * as tf from "@tensorflow/tfjs-core";
import { assertExists } from "../base/assert";
import type { OpKit } from "../layers/kit";
import type { Tape } from "./autodiff/tape";
import type { Plan, PlanStep, ValueId } from "./plan";

export interface Execution {
  readonly plan: Plan;
  readonly kit: OpKit<tf.Tensor>;
  /** Computes the frozen steps; absent means as all others. */
  readonly frozenKit?: OpKit<tf.Tensor>;
  /** By full name. */
  readonly weights: ReadonlyMap<string, tf.Tensor>;
  /** What a gradient still reads is left to it. */
  readonly tape: Tape | null;
  /** Sees each output as it comes; it is gone soon after. */
  onOutput?(step: PlanStep, output: tf.Tensor): void;
}

/** A layer that has just run. Its output is gone once the walk goes on, unless a later layer reads it. */
export interface Visit {
  readonly step: PlanStep;
  readonly output: tf.Tensor;
  /** From 1. */
  readonly done: number;
  readonly total: number;
}

/** Runs the plan up to one value and returns its tensor; see `executeAll`. */
export function execute(execution: Execution, batch: tf.Tensor, target: ValueId): tf.Tensor {
  return executeAll(execution, batch, [target])[0] as tf.Tensor;
}

/**
 * Runs what the targets depend on and returns their tensors in that order. The batch stays the caller's; every other
 * tensor is freed as soon as its last reader ran.
 */
export function executeAll(
  execution: Execution,
  batch: tf.Tensor,
  targets: readonly ValueId[],
): readonly tf.Tensor[] {
  const steps = walkAll(execution, batch, targets);
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

/** As `executeAll`, halting after each layer. Whoever leaves early ends it with `return`, which frees what it made. */
export function* walkAll(
  execution: Execution,
  batch: tf.Tensor,
  targets: readonly ValueId[],
): Generator<Visit, readonly tf.Tensor[], void> {
  const { plan, tape } = execution;
  const wanted = targets.map((target) => needed(plan, target));
  const steps = plan.steps.filter((step) => wanted.some((values) => values.has(step.output)));
  const readers = countReaders(steps, targets);
  const values = new Map<ValueId, tf.Tensor>();
  const owned = new References(batch, tape);
  let isComplete = false;
  try {
    for (const [index, step] of steps.entries()) {
      const inputs = step.inputs.map((id) => assertExists(values.get(id), `value ${id}`));
      const output = step.output === plan.input ? batch : runStep(execution, step, inputs);
      values.set(step.output, output);
      owned.add(output, readers.get(step.output) ?? 0);
      execution.onOutput?.(step, output);
      yield { step, output, done: index + 1, total: steps.length };
      for (const input of inputs) owned.release(input);
    }
    isComplete = true;
  } finally {
    if (!isComplete) owned.freeAll();
  }
  return targets.map((target) => assertExists(values.get(target), "the result"));
}

function runStep(execution: Execution, step: PlanStep, inputs: readonly tf.Tensor[]): tf.Tensor {
  const weight = (name: string): tf.Tensor => {
    const spec = step.weights.find((each) => each.name === name);
    return assertExists(spec && execution.weights.get(spec.fullName), `weight ${name} of ${step.path}`);
  };
  const { params, inputShapes, outputShape } = step;
  return tf.tidy(() =>
    step.layer.compute((step.isFrozen && execution.frozenKit) || execution.kit, {
      params,
      inputs,
      weight,
      inputShapes,
      outputShape,
    }),
  );
}

const closures = new WeakMap<Plan, Map<ValueId, ReadonlySet<ValueId>>>();

/** Values that `target` depends on, itself included. */
function needed(plan: Plan, target: ValueId): ReadonlySet<ValueId> {
  const byTarget = closures.get(plan) ?? new Map<ValueId, ReadonlySet<ValueId>>();
  closures.set(plan, byTarget);
  const known = byTarget.get(target);
  if (known) return known;
  const reached = new Set<ValueId>([target]);
  for (let at = target; at >= 0; at--) {
    if (reached.has(at)) for (const input of plan.steps[at]?.inputs ?? []) reached.add(input);
  }
  byTarget.set(target, reached);
  return reached;
}

function countReaders(steps: readonly PlanStep[], targets: readonly ValueId[]): ReadonlyMap<ValueId, number> {
  // A result is read once more, by the caller.
  const readers = new Map<ValueId, number>(targets.map((target) => [target, 1]));
  for (const { inputs } of steps) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1);
  return readers;
}

/** Who still reads which tensor. By tensor, not by value: a layer may pass its input through. */
class References {
  readonly #counts = new Map<tf.Tensor, number>();
  readonly #batch: tf.Tensor;
  readonly #tape: Tape | null;

  constructor(batch: tf.Tensor, tape: Tape | null) {
    this.#batch = batch;
    this.#tape = tape;
  }

  add(tensor: tf.Tensor, readers: number): void {
    this.#counts.set(tensor, (this.#counts.get(tensor) ?? 0) + readers);
  }

  release(tensor: tf.Tensor): void {
    const left = (this.#counts.get(tensor) ?? 0) - 1;
    this.#counts.set(tensor, left);
    if (left > 0) return;
    this.#counts.delete(tensor);
    this.#free(tensor);
  }

  freeAll(): void {
    for (const tensor of this.#counts.keys()) this.#free(tensor);
    this.#counts.clear();
  }

  #free(tensor: tf.Tensor): void {
    if (tensor !== this.#batch && !this.#tape?.holds(tensor)) tensor.dispose();
  }
}
