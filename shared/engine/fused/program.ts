import * as tf from "@tensorflow/tfjs-core";
import { assertExists } from "../../base/assert";
import type { OpKit } from "../../layers/kit";
import { inferenceContext } from "../kit/context";
import type { Plan, ValueId } from "../plan";
import { createTfjsKit } from "../tfjs-kit";
import type { WeightStore } from "../weights/weight-store";
import { type Fused, fuse } from "./fuse";
import { affine, convolution, sum } from "./operations";
import { substitute, trace, Value, valuesIn } from "./trace";

interface Program {
  readonly parts: readonly { readonly fused: Fused; readonly inputs: readonly Value[] }[];
  readonly input: Value;
  readonly output: Value;
  readonly readers: ReadonlyMap<Value, number>;
}

const programs = new WeakMap<Plan, Map<ValueId, Program>>();

/**
 * The plan's value for a batch, for inference: batch norm folded, rectifiers and biases fused. The batch stays the
 * caller's; every other tensor is freed as soon as its last reader ran.
 */
export function runFused(plan: Plan, weights: WeightStore, batch: tf.Tensor, target: ValueId): tf.Tensor {
  const parts = walkFused(plan, weights, batch, target);
  for (;;) {
    const next = parts.next();
    if (next.done) return next.value;
  }
}

/** As `runFused`, halting after each part. Whoever leaves early ends it with `return`, which frees what it made. */
export function* walkFused(
  plan: Plan,
  weights: WeightStore,
  batch: tf.Tensor,
  target: ValueId,
): Generator<void, tf.Tensor, void> {
  const { parts, input, output, readers } = programOf(plan, target);
  const kit = createTfjsKit(inferenceContext());
  const values = new Map<Value, tf.Tensor>([[input, batch]]);
  const left = new Map(readers);
  let isComplete = false;
  try {
    for (const { fused, inputs } of parts) {
      const get = (value: Value): tf.Tensor => assertExists(values.get(value), "a value of the program");
      values.set(
        fused.output,
        tf.tidy(() => compute(fused, kit, weights, get)),
      );
      for (const value of inputs) release(value, left, values, input);
      yield;
    }
    isComplete = true;
  } finally {
    if (!isComplete) {
      values.delete(input);
      tf.dispose([...values.values()]);
    }
  }
  return assertExists(values.get(output), "the result");
}

function release(value: Value, left: Map<Value, number>, values: Map<Value, tf.Tensor>, input: Value): void {
  const count = (left.get(value) ?? 0) - 1;
  left.set(value, count);
  if (count > 0 || value === input) return;
  values.get(value)?.dispose();
  values.delete(value);
}

function programOf(plan: Plan, target: ValueId): Program {
  const known = programs.get(plan) ?? new Map<ValueId, Program>();
  programs.set(plan, known);
  let program = known.get(target);
  if (!program) {
    program = compose(plan, target);
    known.set(target, program);
  }
  return program;
}

function compose(plan: Plan, target: ValueId): Program {
  const traced = trace(plan, target);
  const parts = fuse(traced).map((fused) => ({ fused, inputs: [...new Set(inputsOf(fused))] }));
  // The result is read once more, by the caller.
  const readers = new Map<Value, number>([[traced.output, 1]]);
  for (const { inputs } of parts) {
    for (const value of inputs) readers.set(value, (readers.get(value) ?? 0) + 1);
  }
  return { parts, input: traced.input, output: traced.output, readers };
}

function inputsOf(fused: Fused): readonly Value[] {
  return fused.kind === "plain" ? valuesIn(fused.operation.args) : valuesIn({ ...fused, output: null });
}

function compute(
  fused: Fused,
  kit: OpKit<tf.Tensor>,
  weights: WeightStore,
  get: (value: Value) => tf.Tensor,
): tf.Tensor {
  switch (fused.kind) {
    case "convolution":
      return convolution(kit, weights, get(fused.x), fused);
    case "affine":
      return affine(weights, get(fused.x), fused);
    case "sum":
      return sum(kit, get(fused.a), get(fused.b), fused.range);
    case "plain": {
      const { method, args } = fused.operation;
      const call = kit[method] as (...operands: readonly unknown[]) => tf.Tensor;
      const operands = args.map((argument) =>
        substitute(argument, (symbol) => (symbol instanceof Value ? get(symbol) : weights.get(symbol.name))),
      );
      return call(...operands);
    }
  }
}
