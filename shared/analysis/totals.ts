/** Sums over leaves. Counts are exact integers, per image, whatever the batch. */
export interface Totals {
  /** Trainable: kernels, biases, batch norm gamma and beta (PyTorch's `parameters()`). */
  readonly params: number;
  /** Statistics that training moves without a gradient (batch norm mean and variance). */
  readonly buffers: number;
  /** Multiply-adds of convolutions and dense layers. FLOPs = 2 × MACs. */
  readonly macs: number;
  /** Elements of all outputs together. */
  readonly activations: number;
  /** Elements alive at once at most, when each output is freed after its last use. */
  readonly peakActivations: number;
  /** Layers, each copy of a repeated block counted. */
  readonly leaves: number;
  /** False if some part has no numbers: then these are "at least". */
  readonly complete: boolean;
}

export const NO_TOTALS: Totals = {
  params: 0,
  buffers: 0,
  macs: 0,
  activations: 0,
  peakActivations: 0,
  leaves: 0,
  complete: true,
};

/** Sums what adds up; the peak of a whole is not a sum and is given by whoever knows the order. */
export function sumTotals(parts: Iterable<Totals>, peakActivations = 0): Totals {
  let sum: Totals = { ...NO_TOTALS, peakActivations };
  for (const part of parts) {
    sum = {
      params: sum.params + part.params,
      buffers: sum.buffers + part.buffers,
      macs: sum.macs + part.macs,
      activations: sum.activations + part.activations,
      peakActivations: Math.max(sum.peakActivations, part.peakActivations),
      leaves: sum.leaves + part.leaves,
      complete: sum.complete && part.complete,
    };
  }
  return sum;
}

export const BYTES_PER_ELEMENT = 4;

/** What one image needs to go through in 32-bit floats: all weights, and what is alive at once at most. */
export function inferenceBytes({ params, buffers, peakActivations }: Totals): number {
  return (params + buffers + peakActivations) * BYTES_PER_ELEMENT;
}
