import type { HeapKernel } from "./heap";

export interface MomentumAttributes {
  readonly rate: number;
  readonly momentum: number;
  /** L2: the gradient grows by decay · w. */
  readonly decay: number;
}

/**
 * v ← momentum · v + g + decay · w, in place; result w - rate · v (PyTorch's SGD). The weight is a new tensor because
 * the backend keeps packed copies of filters by tensor.
 */
export const momentumStep: HeapKernel<"w" | "g" | "v", MomentumAttributes> = {
  name: "BlockwiseMomentumStep",
  inputs: ["w", "g", "v"],
  outputs: ({ w }) => [w],
  run({ inputs: { w, g, v }, outputs, attributes: { rate, momentum, decay } }) {
    const next = outputs[0] as Float32Array;
    for (let i = 0; i < w.length; i++) {
      const weight = w[i] as number;
      const velocity = Math.fround(momentum * (v[i] as number) + (g[i] as number) + decay * weight);
      v[i] = velocity;
      next[i] = weight - rate * velocity;
    }
  },
};

export interface AdamAttributes {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: number;
  /** Steps taken, this one included. */
  readonly step: number;
}

/** Kingma and Ba 2015, algorithm 1; both moments move in place. */
export const adamStep: HeapKernel<"w" | "g" | "m" | "v", AdamAttributes> = {
  name: "BlockwiseAdamStep",
  inputs: ["w", "g", "m", "v"],
  outputs: ({ w }) => [w],
  run({ inputs: { w, g, m, v }, outputs, attributes: { rate, beta1, beta2, epsilon, decay, step } }) {
    const next = outputs[0] as Float32Array;
    const unbias1 = 1 / (1 - beta1 ** step);
    const unbias2 = 1 / (1 - beta2 ** step);
    for (let i = 0; i < w.length; i++) {
      const gradient = (g[i] as number) + decay * (w[i] as number);
      const first = Math.fround(beta1 * (m[i] as number) + (1 - beta1) * gradient);
      const second = Math.fround(beta2 * (v[i] as number) + (1 - beta2) * gradient * gradient);
      m[i] = first;
      v[i] = second;
      next[i] = (w[i] as number) - (rate * first * unbias1) / (Math.sqrt(second * unbias2) + epsilon);
    }
  },
};
