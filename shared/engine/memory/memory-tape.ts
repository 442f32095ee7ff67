import type { Ledger, Value } from "./ledger";

interface Operation {
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly saved: readonly Value[];
  /** Gradients by input, made in the ledger; null where `wanted` is false. */
  backward(dy: Value, wanted: readonly boolean[]): readonly (Value | null)[];
}

/** As the engine's tape, of memory alone: holds what a gradient reads until it has run. */
export class MemoryTape {
  readonly #ledger: Ledger;
  readonly #operations: Operation[] = [];
  readonly #wanted: Set<Value>;
  readonly #foreign: ReadonlySet<Value>;
  readonly #needs = new Map<Value, number>();

  constructor(ledger: Ledger, targets: readonly Value[], others: readonly Value[]) {
    this.#ledger = ledger;
    this.#wanted = new Set(targets);
    this.#foreign = new Set([...targets, ...others]);
  }

  record(operation: Operation): Value {
    const { inputs, output, saved } = operation;
    if (!inputs.some((input) => this.#wanted.has(input))) return output;
    this.#operations.push(operation);
    this.#wanted.add(output);
    for (const value of new Set(saved)) {
      if (!this.#foreign.has(value)) this.#needs.set(value, (this.#needs.get(value) ?? 0) + 1);
    }
    return output;
  }

  holds(value: Value): boolean {
    return this.#needs.has(value) || this.#foreign.has(value);
  }

  /** Runs backwards; `seeds` are the gradients of the outputs that a loss reads. */
  gradients(seeds: ReadonlyMap<Value, Value>): ReadonlyMap<Value, Value> {
    const gradients = new Map(seeds);
    for (let operation = this.#operations.pop(); operation; operation = this.#operations.pop()) {
      const dy = gradients.get(operation.output);
      if (dy) {
        gradients.delete(operation.output);
        this.#propagate(operation, dy, gradients);
        this.#ledger.free(dy);
      }
      for (const value of new Set(operation.saved)) this.#release(value);
    }
    return gradients;
  }

  #propagate(operation: Operation, dy: Value, gradients: Map<Value, Value>): void {
    const wanted = operation.inputs.map((input) => this.#wanted.has(input));
    const parts = operation.backward(dy, wanted);
    for (const [index, input] of operation.inputs.entries()) {
      const part = parts[index];
      if (!part) continue;
      const sum = gradients.get(input);
      gradients.set(input, sum ? this.#ledger.make(input.shape) : part);
      if (sum) for (const each of [sum, part]) this.#ledger.free(each);
    }
  }

  #release(value: Value): void {
    const need = this.#needs.get(value);
    if (need === undefined) return;
    if (need > 1) this.#needs.set(value, need - 1);
    else {
      this.#needs.delete(value);
      this.#ledger.free(value);
    }
  }
}
