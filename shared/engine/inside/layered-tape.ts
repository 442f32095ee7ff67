import type * as tf from "@tensorflow/tfjs-core";
import { type Operation, Tape } from "../autodiff/tape";

/** Knows which layer each operation came from. */
export class LayeredTape extends Tape {
  readonly #layers = new Map<Operation, string>();
  #fresh: Operation[] = [];

  override record(operation: Operation): tf.Tensor {
    this.#fresh.push(operation);
    return super.record(operation);
  }

  /** What was recorded since the last call is this layer's. */
  ascribe(layer: string): void {
    for (const operation of this.#fresh) this.#layers.set(operation, layer);
    this.#fresh = [];
  }

  layerOf(operation: Operation): string | null {
    return this.#layers.get(operation) ?? null;
  }
}
