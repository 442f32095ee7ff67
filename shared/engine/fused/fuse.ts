import type { ActivationKind, BatchNormOptions, BatchNormWeights, ConvOptions } from "../../layers/kit";
import type { Pads } from "../../layers/window";
import { type Operation, type Trace, type Value, valuesIn, WeightRef } from "./trace";

export interface Norm {
  readonly weights: BatchNormWeights<WeightRef>;
  readonly epsilon: number;
}

/** Where a result is cut off, as rectifiers do. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const UNBOUNDED: Range = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** What is computed in one go. */
export type Fused =
  | {
      readonly kind: "convolution";
      readonly x: Value;
      readonly filter: WeightRef;
      readonly bias: WeightRef | null;
      readonly norm: Norm | null;
      readonly conv: ConvOptions;
      readonly range: Range;
      readonly output: Value;
    }
  | {
      readonly kind: "affine";
      readonly x: Value;
      readonly norm: Norm;
      readonly range: Range;
      readonly output: Value;
    }
  | {
      readonly kind: "sum";
      readonly a: Value;
      readonly b: Value;
      readonly range: Range;
      readonly output: Value;
    }
  | { readonly kind: "plain"; readonly operation: Operation; readonly output: Value };

const RANGES: Partial<Readonly<Record<ActivationKind, Range>>> = {
  relu: { low: 0, high: Number.POSITIVE_INFINITY },
  relu6: { low: 0, high: 6 },
};

/**
 * Batch norm, bias and rectifier drawn into what they alone read, zero padding into the convolution after it, and
 * nothing left of what inference passes through.
 */
export function fuse({ operations, output }: Trace): readonly Fused[] {
  const chains = new Chains(operations, output);
  return operations.flatMap((operation) => chains.take(operation) ?? []);
}

class Chains {
  readonly #readers = new Map<Value, Operation[]>();
  readonly #makers = new Map<Value, Operation>();
  readonly #taken = new Set<Operation>();
  readonly #result: Value;

  constructor(operations: readonly Operation[], result: Value) {
    this.#result = result;
    for (const operation of operations) {
      this.#makers.set(operation.output, operation);
      for (const value of valuesIn(operation.args)) {
        this.#readers.set(value, [...(this.#readers.get(value) ?? []), operation]);
      }
    }
  }

  /** The operation with all that follows it in one go; null if it has gone into another. */
  take(operation: Operation): Fused | null {
    if (this.#taken.has(operation)) return null;
    const { method, args } = operation;
    if (method === "conv2d" && args[1] instanceof WeightRef) return this.#convolution(operation);
    if (method === "zeroPad" && this.#next(operation, "conv2d")) return null;
    if (method === "batchNorm") {
      const [x] = args as [Value];
      return { kind: "affine", x, norm: normOf(operation), ...this.#rectified(operation) };
    }
    if (method === "add") {
      const [addends] = args as [readonly Value[]];
      const [a, b] = addends;
      if (a && b && addends.length === 2) return { kind: "sum", a, b, ...this.#rectified(operation) };
    }
    return { kind: "plain", operation, output: operation.output };
  }

  #convolution(operation: Operation): Fused {
    const [x, filter, options] = operation.args as [Value, WeightRef, ConvOptions];
    const padded = this.#padding(x);
    const conv = padded ? { ...options, pads: addPads(options.pads, padded.pads) } : options;
    let last = operation;
    let bias: WeightRef | null = null;
    let norm: Norm | null = null;
    const biased = this.#follow(last, "addBias");
    if (biased) {
      bias = biased.args[1] as WeightRef;
      last = biased;
    }
    const normalised = this.#follow(last, "batchNorm");
    if (normalised) {
      norm = normOf(normalised);
      last = normalised;
    }
    return { kind: "convolution", x: padded?.x ?? x, filter, bias, norm, conv, ...this.#rectified(last) };
  }

  /** The zero padding before a convolution that alone reads it. */
  #padding(x: Value): { readonly x: Value; readonly pads: Pads } | null {
    const maker = this.#makers.get(x);
    if (maker?.method !== "zeroPad" || !this.#next(maker, "conv2d")) return null;
    const [inner, pads] = maker.args as [Value, Pads];
    return { x: inner, pads };
  }

  #rectified(last: Operation): { readonly range: Range; readonly output: Value } {
    const next = this.#next(last, "activation");
    const range = next && RANGES[next.args[1] as ActivationKind];
    if (!next || !range) return { range: UNBOUNDED, output: last.output };
    this.#taken.add(next);
    return { range, output: next.output };
  }

  #follow(last: Operation, method: Operation["method"]): Operation | null {
    const next = this.#next(last, method);
    if (next) this.#taken.add(next);
    return next;
  }

  /** The only reader, if it is of that kind. */
  #next({ output }: Operation, method: Operation["method"]): Operation | null {
    const [only, ...others] = this.#readers.get(output) ?? [];
    const isAlone = only && others.length === 0 && output !== this.#result;
    return isAlone && only.method === method && only.args[0] === output ? only : null;
  }
}

function normOf({ args }: Operation): Norm {
  const [, weights, { epsilon }] = args as [Value, BatchNormWeights<WeightRef>, BatchNormOptions];
  return { weights, epsilon };
}

function addPads(a: Pads, b: Pads): Pads {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]];
}
