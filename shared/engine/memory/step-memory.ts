import type { RunSpec } from "../../contracts/run";
import type { Plan, PlanStep, ValueId } from "../plan";
import { Ledger, type Value } from "./ledger";
import { createMemoryKit } from "./memory-kit";
import { MemoryTape } from "./memory-tape";

/** Bytes of a training step by what holds them at the moment when it holds the most. */
export interface StepMemory {
  readonly parameters: number;
  readonly gradients: number;
  readonly optimiser: number;
  /** The batch and what comes of it: outputs kept for the gradient, their gradients, what kernels need for a moment. */
  readonly activations: number;
  /** The most that is held at once. */
  readonly peak: number;
}

/** How many numbers an optimiser remembers for each parameter. */
const SLOTS: Readonly<Record<RunSpec["optimiser"]["kind"], number>> = {
  sgd: 1,
  nesterov: 1,
  rmsprop: 2,
  "rmsprop-tf": 2,
  adam: 2,
  adamw: 2,
};

/**
 * Goes through a step of the plan as the engine does, in sizes alone: each layer's operations forward, then backward, and
 * what is kept between. Takes milliseconds and no memory.
 */
export function stepMemory(plan: Plan, batch: number, optimiser: RunSpec["optimiser"]["kind"]): StepMemory {
  const ledger = new Ledger();
  const weights = new Map<string, Value>();
  for (const { fullName, shape } of plan.weights) weights.set(fullName, ledger.make(shape));
  const parameters = ledger.held;
  const trainable = plan.weights.filter((weight) => weight.trainable);
  const targets = trainable.map(({ fullName }) => weights.get(fullName) as Value);
  for (const { shape } of targets) for (let slot = 0; slot < SLOTS[optimiser]; slot++) ledger.make(shape);
  const kept = ledger.held;
  const images = ledger.make([batch, ...plan.inputShape]);
  const tape = new MemoryTape(ledger, targets, [images, ...weights.values()]);
  const exits = forward(plan, ledger, tape, weights, images);
  const seeds = new Map(exits.map((exit) => [exit, ledger.make(exit.shape)]));
  const gradients = tape.gradients(seeds);
  for (const target of targets) if (!gradients.has(target)) ledger.make(target.shape);
  // Each weight is replaced before the next is, its gradient freed after.
  for (const { shape } of targets) ledger.strain(4 * shape.reduce((product, size) => product * size, 1));
  const ofGradients = targets.reduce((sum, { store }) => sum + store.bytes, 0);
  return {
    parameters,
    gradients: ofGradients,
    optimiser: kept - parameters,
    activations: Math.max(0, ledger.peak - kept - ofGradients),
    peak: ledger.peak,
  };
}

/** Returns what the losses read. */
function forward(
  plan: Plan,
  ledger: Ledger,
  tape: MemoryTape,
  weights: ReadonlyMap<string, Value>,
  images: Value,
): readonly Value[] {
  const targets = [plan.logits, ...plan.auxiliary.map(({ logits }) => logits)];
  const steps = neededSteps(plan, targets);
  const readers = new Map<ValueId, number>(targets.map((id) => [id, 1]));
  for (const { inputs } of steps) for (const id of inputs) readers.set(id, (readers.get(id) ?? 0) + 1);
  const values = new Map<ValueId, Value>();
  const counts = new Map<Value, number>();
  const release = (value: Value, by = 1): void => {
    const left = (counts.get(value) ?? 0) - by;
    counts.set(value, left);
    if (left <= 0 && !tape.holds(value)) ledger.free(value);
  };
  for (const step of steps) {
    const inputs = step.inputs.map((id) => values.get(id) as Value);
    const output = step.output === plan.input ? images : compute(step, inputs, ledger, tape, weights);
    values.set(step.output, output);
    counts.set(output, (counts.get(output) ?? 0) + (readers.get(step.output) ?? 0));
    for (const input of inputs) release(input);
  }
  return targets.map((id) => values.get(id) as Value);
}

function compute(
  { layer, params, inputShapes, outputShape, weights: specs }: PlanStep,
  inputs: readonly Value[],
  ledger: Ledger,
  tape: MemoryTape,
  weights: ReadonlyMap<string, Value>,
): Value {
  const made: Value[] = [];
  const kit = createMemoryKit(ledger, tape, made);
  const weight = (name: string): Value =>
    weights.get(specs.find((spec) => spec.name === name)?.fullName ?? "") as Value;
  const output = layer.compute(kit, { params, inputs, weight, inputShapes, outputShape });
  // As a tidy frees what is neither returned nor kept.
  for (const value of made) if (value !== output && !tape.holds(value)) ledger.free(value);
  return output;
}

function neededSteps(plan: Plan, targets: readonly ValueId[]): readonly PlanStep[] {
  const needed = new Set<ValueId>(targets);
  for (let at = plan.steps.length - 1; at >= 0; at--) {
    const step = plan.steps[at];
    if (step && needed.has(step.output)) for (const id of step.inputs) needed.add(id);
  }
  return plan.steps.filter((step) => needed.has(step.output));
}
