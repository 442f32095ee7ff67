import * as tf from "@tensorflow/tfjs-core";
import type { ActivationKind } from "../../layers/kit";
import { activationGrad, activation as activationKernel, rectifierGrad } from "../wasm/activation";
import { hasKernel, runOr, unreachable } from "../wasm/heap";
import { composite, type KitContext, record } from "./context";

type Curve = (x: tf.Tensor, slope: number) => tf.Tensor;

/** In tfjs's own operations, for backends without the kernel. */
const curves: Readonly<Record<ActivationKind, Curve>> = {
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  "leaky-relu": (x, slope) => tf.leakyRelu(x, slope),
  elu: (x, slope) => tf.add(tf.relu(x), tf.mul(slope, tf.expm1(tf.minimum(x, 0)))),
  selu: (x) => tf.selu(x),
  gelu: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  "hard-swish": (x) => tf.mul(x, tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6)),
  softplus: (x) => tf.softplus(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
};

const limits: Partial<Record<ActivationKind, number>> = { relu: Number.POSITIVE_INFINITY, relu6: 6 };

export function activation(
  context: KitContext,
  x: tf.Tensor,
  kind: ActivationKind,
  slope: number,
): tf.Tensor {
  const limit = limits[kind];
  if (limit !== undefined) return rectifier(context, x, curves[kind](x, slope), limit);
  if (!hasKernel(activationKernel)) {
    return composite(context, x, (input) => curves[kind](input, slope));
  }
  const attributes = { kind, slope };
  return record(context, {
    inputs: [x],
    output: runOr(activationKernel, { x }, attributes, unreachable)[0] as tf.Tensor,
    saved: [x],
    backward: (dy) => runOr(activationGrad, { x, dy }, attributes, unreachable),
  });
}

/** Its gradient is read off the output, which the next layer keeps anyway. */
function rectifier(context: KitContext, x: tf.Tensor, y: tf.Tensor, limit: number): tf.Tensor {
  return record(context, {
    inputs: [x],
    output: y,
    saved: [y],
    backward: (dy) =>
      runOr(rectifierGrad, { y, dy }, { limit }, () => {
        const passes = tf.logicalAnd(
          tf.greater(y, 0),
          tf.less(y, limit === Number.POSITIVE_INFINITY ? 3.4e38 : limit),
        );
        return [tf.mul(dy, tf.cast(passes, "float32"))];
      }),
  });
}

export function softmax(context: KitContext, x: tf.Tensor): tf.Tensor {
  const output = tf.softmax(x);
  return record(context, {
    inputs: [x],
    output,
    saved: [output],
    backward: (dy) => {
      const weighted = tf.mul(dy, output);
      return [tf.sub(weighted, tf.mul(tf.sum(weighted, -1, true), output))];
    },
  });
}

/** The mask comes from the kit's own random stream: the same on every backend. */
export function dropout(context: KitContext, x: tf.Tensor, rate: number): tf.Tensor {
  if (!context.training || rate <= 0) {
    return record(context, { inputs: [x], output: tf.clone(x), saved: [], backward: (dy) => [tf.clone(dy)] });
  }
  const kept = 1 / (1 - rate);
  const values = new Float32Array(x.size);
  for (let i = 0; i < values.length; i++) values[i] = context.random.next() < rate ? 0 : kept;
  const mask = tf.tensor(values, x.shape);
  return record(context, {
    inputs: [x],
    output: tf.mul(x, mask),
    saved: [mask],
    backward: (dy) => [tf.mul(dy, mask)],
  });
}
