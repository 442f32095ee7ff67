import type { HeapKernel } from "./heap";

export interface MomentumAttributes {
  readonly rate: number;
  readonly momentum: number;
  /** Steps to where the velocity will have led next. */
  readonly nesterov: boolean;
  /** L2: the gradient grows by decay · w. */
  readonly decay: number;
}

/**
 * v ← momentum · v + g + decay · w, in place; result w - rate · v, or with Nesterov's momentum
 * w - rate · (g + decay · w + momentum · v) (PyTorch's SGD). The weight is a new tensor because
 * the backend keeps packed copies of filters by tensor.
 */
export const momentumStep: HeapKernel<"w" | "g" | "v", MomentumAttributes> = {
  name: "BlockwiseMomentumStep",
  inputs: ["w", "g", "v"],
  outputs: ({ w }) => [w],
  run({ inputs: { w, g, v }, outputs, attributes: { rate, momentum, nesterov, decay } }) {
    const next = outputs[0] as Float32Array;
    for (let i = 0; i < w.length; i++) {
      const weight = w[i] as number;
      const gradient = (g[i] as number) + decay * weight;
      const velocity = Math.fround(momentum * (v[i] as number) + gradient);
      v[i] = velocity;
      next[i] = weight - rate * (nesterov ? gradient + momentum * velocity : velocity);
    }
  },
};

export interface RmspropAttributes {
  readonly rate: number;
  /** Of the mean square. */
  readonly keep: number;
  readonly momentum: number;
  readonly epsilon: number;
  /** TensorFlow's way: epsilon under the root, and a buffer that remembers the rates of its steps. */
  readonly underRoot: boolean;
  /** L2. */
  readonly decay: number;
}

/** Hinton 2012, lecture 6e; mean square `v` and momentum buffer `b` move in place. */
export const rmspropStep: HeapKernel<"w" | "g" | "v" | "b", RmspropAttributes> = {
  name: "BlockwiseRmspropStep",
  inputs: ["w", "g", "v", "b"],
  outputs: ({ w }) => [w],
  run({ inputs: { w, g, v, b }, outputs, attributes }) {
    const { rate, keep, momentum, epsilon, underRoot, decay } = attributes;
    const next = outputs[0] as Float32Array;
    const inner = underRoot ? rate : 1;
    const outer = underRoot ? 1 : rate;
    for (let i = 0; i < w.length; i++) {
      const gradient = (g[i] as number) + decay * (w[i] as number);
      const square = Math.fround(keep * (v[i] as number) + (1 - keep) * gradient * gradient);
      const root = underRoot ? Math.sqrt(square + epsilon) : Math.sqrt(square) + epsilon;
      const buffer = Math.fround(momentum * (b[i] as number) + (inner * gradient) / root);
      v[i] = square;
      b[i] = buffer;
      next[i] = (w[i] as number) - outer * buffer;
    }
  },
};

export interface AdamAttributes {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly decay: number;
  /** Takes the decay off the weight itself: w - rate · decay · w. Else it is L2. */
  readonly decoupled: boolean;
  /** Steps taken, this one included. */
  readonly step: number;
}

/** Kingma and Ba 2015, algorithm 1, or Loshchilov and Hutter 2019; both moments move in place. */
export const adamStep: HeapKernel<"w" | "g" | "m" | "v", AdamAttributes> = {
  name: "BlockwiseAdamStep",
  inputs: ["w", "g", "m", "v"],
  outputs: ({ w }) => [w],
  run({ inputs: { w, g, m, v }, outputs, attributes }) {
    const { rate, beta1, beta2, epsilon, decay, decoupled, step } = attributes;
    const next = outputs[0] as Float32Array;
    const unbias1 = 1 / (1 - beta1 ** step);
    const unbias2 = 1 / (1 - beta2 ** step);
    const l2 = decoupled ? 0 : decay;
    const stays = decoupled ? 1 - rate * decay : 1;
    for (let i = 0; i < w.length; i++) {
      const gradient = (g[i] as number) + l2 * (w[i] as number);
      const first = Math.fround(beta1 * (m[i] as number) + (1 - beta1) * gradient);
      const second = Math.fround(beta2 * (v[i] as number) + (1 - beta2) * gradient * gradient);
      m[i] = first;
      v[i] = second;
      next[i] = stays * (w[i] as number) - (rate * first * unbias1) / (Math.sqrt(second * unbias2) + epsilon);
    }
  },
};
