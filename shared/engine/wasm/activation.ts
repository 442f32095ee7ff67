import type { ActivationKind } from "../../layers/kit";
import { type HeapKernel, matrix } from "./heap";

export interface ActivationAttributes {
  readonly kind: ActivationKind;
  /** Of the negative half of leaky ReLU; the scale of ELU's. */
  readonly slope: number;
}

type Curve = (x: number, slope: number) => number;

export const SELU_SCALE = 1.0507009873554805;
export const SELU_ALPHA = 1.6732632423543772;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const normalCdf = (x: number): number => 0.5 * (1 + erf(x * Math.SQRT1_2));
const normalPdf = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/** Values and derivatives, both as functions of the input. */
const curves: Readonly<Record<ActivationKind, { readonly value: Curve; readonly derivative: Curve }>> = {
  relu: { value: (x) => Math.max(x, 0), derivative: (x) => (x > 0 ? 1 : 0) },
  relu6: { value: (x) => Math.min(Math.max(x, 0), 6), derivative: (x) => (x > 0 && x < 6 ? 1 : 0) },
  "leaky-relu": {
    value: (x, slope) => (x > 0 ? x : slope * x),
    derivative: (x, slope) => (x > 0 ? 1 : slope),
  },
  elu: {
    value: (x, slope) => (x > 0 ? x : slope * Math.expm1(x)),
    derivative: (x, slope) => (x > 0 ? 1 : slope * Math.exp(x)),
  },
  selu: {
    value: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
    derivative: (x) => SELU_SCALE * (x > 0 ? 1 : SELU_ALPHA * Math.exp(x)),
  },
  gelu: { value: (x) => x * normalCdf(x), derivative: (x) => normalCdf(x) + x * normalPdf(x) },
  silu: {
    value: (x) => x * sigmoid(x),
    derivative: (x) => sigmoid(x) * (1 + x * (1 - sigmoid(x))),
  },
  "hard-swish": {
    value: (x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6,
    derivative: (x) => (x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6),
  },
  mish: {
    value: (x) => x * Math.tanh(softplus(x)),
    derivative(x) {
      const gate = Math.tanh(softplus(x));
      return gate + x * sigmoid(x) * (1 - gate * gate);
    },
  },
  softplus: { value: softplus, derivative: sigmoid },
  sigmoid: { value: sigmoid, derivative: (x) => sigmoid(x) * (1 - sigmoid(x)) },
  tanh: { value: Math.tanh, derivative: (x) => 1 - Math.tanh(x) ** 2 },
};

/** Abramowitz and Stegun 7.1.26, off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}

export const activation: HeapKernel<"x", ActivationAttributes> = {
  name: "BlockwiseActivation",
  inputs: ["x"],
  outputs: ({ x }) => [x],
  run({ inputs: { x }, outputs, attributes: { kind, slope } }) {
    const y = outputs[0] as Float32Array;
    const { value } = curves[kind];
    for (let i = 0; i < x.length; i++) y[i] = value(x[i] as number, slope);
  },
};

export const activationGrad: HeapKernel<"x" | "dy", ActivationAttributes> = {
  name: "BlockwiseActivationGrad",
  inputs: ["x", "dy"],
  outputs: ({ x }) => [x],
  run({ inputs: { x, dy }, outputs, attributes: { kind, slope } }) {
    const dx = outputs[0] as Float32Array;
    const { derivative } = curves[kind];
    for (let i = 0; i < x.length; i++) dx[i] = (dy[i] as number) * derivative(x[i] as number, slope);
  },
};

/**
 * Gradient of ReLU (`limit` infinite) and ReLU6, read off the output: the input need not be kept. Apart from the
 * others because nearly every layer is followed by one, and a loop without a call is several times faster.
 */
export const rectifierGrad: HeapKernel<"y" | "dy", { readonly limit: number }> = {
  name: "BlockwiseRectifierGrad",
  inputs: ["y", "dy"],
  outputs: ({ y }) => [y],
  simd: {
    run(kernels, { inputs: { y, dy }, outputs: [dx], shapes, attributes: { limit } }) {
      const [rows, channels] = matrix(shapes.y);
      kernels.rectifierGrad(y, dy, dx as number, rows * channels, limit);
    },
  },
  run({ inputs: { y, dy }, outputs, attributes: { limit } }) {
    const dx = outputs[0] as Float32Array;
    for (let i = 0; i < y.length; i++) {
      const value = y[i] as number;
      dx[i] = value > 0 && value < limit ? (dy[i] as number) : 0;
    }
  },
};
