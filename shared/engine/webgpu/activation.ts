import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { ActivationKind } from "../../layers/kit";
import { type ActivationAttributes, SELU_ALPHA, SELU_SCALE } from "../wasm/activation";
import { output } from "./dispatch";
import { type Elementwise, elementsOf, elementwise } from "./elementwise";

/** Exponents are kept where results are finite: shaders may take for granted that there are no infinities. */
const HELPERS = `
fn power(x: V) -> V { return exp(clamp(x, V(-87.0), V(87.0))); }
fn sigmoid(x: V) -> V { return V(1.0) / (V(1.0) + power(-x)); }
fn softplus(x: V) -> V { return max(x, V(0.0)) + log(V(1.0) + power(-abs(x))); }
fn tangent(x: V) -> V { return V(2.0) * sigmoid(V(2.0) * x) - V(1.0); }
// Abramowitz and Stegun 7.1.26, off by at most 1.5e-7.
fn erf(x: V) -> V {
  let t = V(1.0) / (V(1.0) + 0.3275911 * abs(x));
  let series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return sign(x) * (V(1.0) - series * power(-x * x));
}
fn normalCdf(x: V) -> V { return 0.5 * (V(1.0) + erf(x * ${Math.SQRT1_2})); }
fn normalPdf(x: V) -> V { return power(-0.5 * x * x) * ${1 / Math.sqrt(2 * Math.PI)}; }`;

interface Curve {
  /** WGSL in \`a\`, the input, and \`u.slope\`. */
  readonly value: string;
  readonly derivative: string;
}

const curves: Readonly<Record<ActivationKind, Curve>> = {
  relu: { value: "max(a, V(0.0))", derivative: "select(V(0.0), V(1.0), a > V(0.0))" },
  relu6: {
    value: "clamp(a, V(0.0), V(6.0))",
    derivative: "select(V(0.0), V(1.0), (a > V(0.0)) & (a < V(6.0)))",
  },
  "leaky-relu": {
    value: "select(u.slope * a, a, a > V(0.0))",
    derivative: "select(V(u.slope), V(1.0), a > V(0.0))",
  },
  elu: {
    value: "select(u.slope * (power(a) - V(1.0)), a, a > V(0.0))",
    derivative: "select(u.slope * power(a), V(1.0), a > V(0.0))",
  },
  selu: {
    value: `${SELU_SCALE} * select(${SELU_ALPHA} * (power(a) - V(1.0)), a, a > V(0.0))`,
    derivative: `${SELU_SCALE} * select(${SELU_ALPHA} * power(a), V(1.0), a > V(0.0))`,
  },
  gelu: { value: "a * normalCdf(a)", derivative: "normalCdf(a) + a * normalPdf(a)" },
  silu: { value: "a * sigmoid(a)", derivative: "sigmoid(a) * (V(1.0) + a * (V(1.0) - sigmoid(a)))" },
  "hard-swish": {
    value: "a * clamp(a + V(3.0), V(0.0), V(6.0)) / 6.0",
    derivative: "select(select((2.0 * a + V(3.0)) / 6.0, V(1.0), a >= V(3.0)), V(0.0), a <= V(-3.0))",
  },
  mish: {
    value: "a * tangent(softplus(a))",
    derivative:
      "tangent(softplus(a)) + a * sigmoid(a) * (V(1.0) - tangent(softplus(a)) * tangent(softplus(a)))",
  },
  softplus: { value: "softplus(a)", derivative: "sigmoid(a)" },
  sigmoid: { value: "sigmoid(a)", derivative: "sigmoid(a) * (V(1.0) - sigmoid(a))" },
  tanh: { value: "tangent(a)", derivative: "V(1.0) - tangent(a) * tangent(a)" },
};

// The slope takes part in all, since a number that no code reads would not be bound.
const INPUT = "let a = x[i] + V(0.0 * u.slope);";

function curveOf(kind: ActivationKind): Elementwise {
  const code = `${INPUT} y[i] = ${curves[kind].value};`;
  return { key: kind, reads: ["x"], writes: ["y"], floats: ["slope"], helpers: HELPERS, code };
}

function gradientOf(kind: ActivationKind): Elementwise {
  const code = `${INPUT} dx[i] = dy[i] * (${curves[kind].derivative});`;
  return {
    ...{ key: `${kind} gradient`, reads: ["x", "dy"], writes: ["dx"], floats: ["slope"] },
    ...{ helpers: HELPERS, code },
  };
}

export function activation(
  backend: WebGPUBackend,
  x: TensorInfo,
  { kind, slope }: ActivationAttributes,
): TensorInfo {
  const y = output(backend, x.shape);
  const call = { reads: [x], writes: [y], size: elementsOf(x.shape), numbers: { slope } };
  elementwise(backend, curveOf(kind), call);
  return y;
}

export function activationGrad(
  backend: WebGPUBackend,
  x: TensorInfo,
  dy: TensorInfo,
  { kind, slope }: ActivationAttributes,
): TensorInfo {
  const dx = output(backend, x.shape);
  const call = { reads: [x, dy], writes: [dx], size: elementsOf(x.shape), numbers: { slope } };
  elementwise(backend, gradientOf(kind), call);
  return dx;
}

const rectifier: Elementwise = {
  key: "rectifier gradient",
  reads: ["y", "dy"],
  writes: ["dx"],
  floats: ["limit"],
  code: "dx[i] = select(V(0.0), dy[i], (y[i] > V(0.0)) & (y[i] < V(u.limit)));",
};

/** Larger than any value: a shader may have no infinities. */
const UNLIMITED = 3e38;

/** Gradient of ReLU (`limit` infinite) and ReLU6, read off the output. */
export function rectifierGrad(
  backend: WebGPUBackend,
  y: TensorInfo,
  dy: TensorInfo,
  limit: number,
): TensorInfo {
  const dx = output(backend, y.shape);
  const numbers = { limit: Math.min(limit, UNLIMITED) };
  elementwise(backend, rectifier, { reads: [y, dy], writes: [dx], size: elementsOf(y.shape), numbers });
  return dx;
}
