import { assertExists } from "../../base/assert";
import type { OpKit } from "../../layers/kit";
import type { Plan, ValueId } from "../plan";

/** A tensor to come. */
export class Value {}

/** A weight by its full name. */
export class WeightRef {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** One call of the kit, in the order of computing; tensors among the arguments stand as values and references. */
export interface Operation {
  readonly method: keyof OpKit<unknown>;
  readonly args: readonly unknown[];
  readonly output: Value;
}

export interface Trace {
  readonly operations: readonly Operation[];
  readonly input: Value;
  readonly output: Value;
}

/**
 * What the layers up to one value compute, read off the layers themselves: each computes once with a kit that only takes
 * notes. So what can be fused is known without asking what kind of layer asked for it.
 */
export function trace(plan: Plan, target: ValueId): Trace {
  const operations: Operation[] = [];
  const kit = notingKit(operations);
  const input = new Value();
  const values = new Map<ValueId, Value>();
  for (const step of plan.steps) {
    if (step.output > target) break;
    if (step.output === plan.input) {
      values.set(step.output, input);
      continue;
    }
    const weight = (name: string) => {
      const spec = step.weights.find((each) => each.name === name);
      return new WeightRef(assertExists(spec, `weight ${name} of ${step.path}`).fullName);
    };
    const inputs = step.inputs.map((id) => assertExists(values.get(id), `value ${id}`));
    const { params, inputShapes, outputShape } = step;
    const output = step.layer.compute(kit, { params, inputs, weight, inputShapes, outputShape });
    values.set(step.output, output as Value);
  }
  const output = assertExists(values.get(target), "the traced value");
  return { operations: reaching(operations, output), input, output };
}

function notingKit(operations: Operation[]): OpKit<Value | WeightRef> {
  const noting = (method: string | symbol) => {
    return (...args: readonly unknown[]): Value => {
      const output = new Value();
      operations.push({ method: method as Operation["method"], args, output });
      return output;
    };
  };
  return new Proxy({}, { get: (_, method) => noting(method) }) as OpKit<Value | WeightRef>;
}

/** The operations that a value depends on. */
export function reaching(operations: readonly Operation[], output: Value): readonly Operation[] {
  const needed = new Set([output]);
  const kept: Operation[] = [];
  for (const operation of operations.toReversed()) {
    if (!needed.has(operation.output)) continue;
    kept.push(operation);
    for (const value of valuesIn(operation.args)) needed.add(value);
  }
  return kept.reverse();
}

/** The values among arguments, however deep. */
export function valuesIn(argument: unknown): readonly Value[] {
  if (argument instanceof Value) return [argument];
  if (Array.isArray(argument)) return argument.flatMap(valuesIn);
  if (isRecord(argument)) return Object.values(argument).flatMap(valuesIn);
  return [];
}

/** Arguments with `replace` put in for values and weights. */
export function substitute<T>(argument: unknown, replace: (symbol: Value | WeightRef) => T): unknown {
  if (argument instanceof Value || argument instanceof WeightRef) return replace(argument);
  if (Array.isArray(argument)) return argument.map((each) => substitute(each, replace));
  if (!isRecord(argument)) return argument;
  return Object.fromEntries(Object.entries(argument).map(([key, each]) => [key, substitute(each, replace)]));
}

function isRecord(argument: unknown): argument is object {
  return typeof argument === "object" && argument !== null && !(argument instanceof WeightRef);
}
