import * as tf from "@tensorflow/tfjs-core";
import { noteHeld } from "../memory/meter";

/** An operation as it happened, and how a gradient goes back through it. */
export interface Operation {
  readonly inputs: readonly tf.Tensor[];
  readonly output: tf.Tensor;
  /** What `backward` reads; kept until it ran. Inputs and the output may be among them. */
  readonly saved: readonly tf.Tensor[];
  /**
   * Gradients by input, each a tensor of its own; null where `wanted` is false.
   * Runs in a tidy: what it does not return is freed.
   */
  backward(dy: tf.Tensor, wanted: readonly boolean[]): readonly (tf.Tensor | null)[];
}

/**
 * What one training step did, in order. tfjs's own tape keeps every tensor to the end of the step and differentiates
 * stock kernels only; this one knows what each operation needs, so the rest is freed as soon as its last reader ran.
 */
export class Tape {
  readonly #operations: Operation[] = [];
  /** Tensors that a gradient has to reach. */
  readonly #wanted = new Set<number>();
  /** How many operations still need a saved tensor. */
  readonly #needs = new Map<number, { readonly tensor: tf.Tensor; count: number }>();
  readonly #foreign = new Set<number>();

  /** `targets` are what gradients are asked for; neither they nor `inputs` are ever freed here. */
  constructor(targets: readonly tf.Tensor[], inputs: readonly tf.Tensor[] = []) {
    for (const { id } of targets) this.#wanted.add(id);
    for (const { id } of [...targets, ...inputs]) this.#foreign.add(id);
  }

  /** Makes gradients reach a tensor that nothing has read yet. It is the caller's to free from now on. */
  watch({ id }: tf.Tensor): void {
    this.#wanted.add(id);
    this.#foreign.add(id);
  }

  record(operation: Operation): tf.Tensor {
    const { inputs, output } = operation;
    noteHeld();
    if (!inputs.some((input) => this.#wanted.has(input.id))) return output;
    this.#operations.push(operation);
    this.#wanted.add(output.id);
    for (const tensor of new Set(operation.saved)) {
      if (this.#foreign.has(tensor.id)) continue;
      const need = this.#needs.get(tensor.id);
      if (need) need.count++;
      // Layers compute in tidies, which free whatever is neither kept nor returned.
      else this.#needs.set(tensor.id, { tensor: tf.keep(tensor), count: 1 });
    }
    return output;
  }

  /** Whether a gradient still reads it: then the tape frees it, and nobody else may. */
  holds(tensor: tf.Tensor): boolean {
    return this.#needs.has(tensor.id) || this.#foreign.has(tensor.id);
  }

  /** Runs backwards from a scalar. A target that the scalar does not depend on gets zeros. Empties the tape. */
  gradients(scalar: tf.Tensor, targets: readonly tf.Tensor[]): tf.Tensor[] {
    const operations = this.unwind(scalar, targets);
    for (;;) {
      const next = operations.next();
      if (next.done) return next.value;
    }
  }

  /** As `gradients`, halting after each operation. It has to be driven to its end. */
  *unwind(scalar: tf.Tensor, targets: readonly tf.Tensor[]): Generator<Operation, tf.Tensor[], void> {
    const gradients = new Map<number, tf.Tensor>([[scalar.id, tf.onesLike(scalar)]]);
    for (let operation = this.#operations.pop(); operation; operation = this.#operations.pop()) {
      const dy = gradients.get(operation.output.id);
      if (dy) {
        gradients.delete(operation.output.id);
        this.#propagate(operation, dy, gradients);
        dy.dispose();
      }
      for (const { id } of new Set(operation.saved)) this.#release(id);
      yield operation;
    }
    const result = targets.map((target) => gradients.get(target.id) ?? tf.zerosLike(target));
    const returned = new Set(result);
    for (const gradient of gradients.values()) if (!returned.has(gradient)) gradient.dispose();
    this.dispose();
    return result;
  }

  /** Frees what is still held: after an error, or at the end. */
  dispose(): void {
    this.#operations.length = 0;
    for (const { tensor } of this.#needs.values()) tensor.dispose();
    this.#needs.clear();
    this.#wanted.clear();
  }

  #propagate(operation: Operation, dy: tf.Tensor, gradients: Map<number, tf.Tensor>): void {
    const wanted = operation.inputs.map((input) => this.#wanted.has(input.id));
    const parts = tf.tidy(() => operation.backward(dy, wanted) as tf.Tensor[]);
    noteHeld();
    for (const [index, input] of operation.inputs.entries()) {
      const part = parts[index];
      if (!part) continue;
      const sum = gradients.get(input.id);
      gradients.set(input.id, sum ? tf.add(sum, part) : part);
      if (sum) tf.dispose([sum, part]);
    }
  }

  #release(id: number): void {
    const need = this.#needs.get(id);
    if (!need || --need.count > 0) return;
    this.#needs.delete(id);
    need.tensor.dispose();
  }
}
