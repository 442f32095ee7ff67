import type { OptimiserKind } from "../contracts/run-defaults";
import { BYTES_PER_ELEMENT, type Totals } from "./totals";

/** Bytes that a training step holds at least, by what holds them. An estimate: kernels need room of their own besides. */
export interface TrainingMemory {
  readonly parameters: number;
  readonly gradients: number;
  readonly optimiser: number;
  /** Every output of the batch, kept for the backward pass. */
  readonly activations: number;
  readonly total: number;
  /** False if part of the network has no numbers: then these are "at least". */
  readonly complete: boolean;
}

/** How many numbers an optimiser remembers for each parameter. */
const STATE_PER_PARAMETER: Readonly<Record<OptimiserKind, number>> = {
  sgd: 1,
  nesterov: 1,
  rmsprop: 2,
  "rmsprop-tf": 2,
  adam: 2,
  adamw: 2,
};

export function trainingMemory(totals: Totals, batch: number, optimiser: OptimiserKind): TrainingMemory {
  const parameters = (totals.params + totals.buffers) * BYTES_PER_ELEMENT;
  const gradients = totals.params * BYTES_PER_ELEMENT;
  const state = STATE_PER_PARAMETER[optimiser] * totals.params * BYTES_PER_ELEMENT;
  const activations = totals.activations * batch * BYTES_PER_ELEMENT;
  return {
    parameters,
    gradients,
    optimiser: state,
    activations,
    total: parameters + gradients + state + activations,
    complete: totals.complete,
  };
}
