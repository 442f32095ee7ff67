import * as tf from "@tensorflow/tfjs-core";
import type { ActivationKind } from "../../layers/kit";
import {
  activationGrad,
  activation as activationKernel,
  rectifierGrad,
  SELU_ALPHA,
  SELU_SCALE,
} from "../wasm/activation";
import { runOr } from "../wasm/heap";
import { type KitContext, record } from "./context";

interface Curve {
  value(x: tf.Tensor, slope: number): tf.Tensor;
  derivative(x: tf.Tensor, slope: number): tf.Tensor;
}

/** The rest said in tfjs's operations, for backends without the kernel. */
const curves: Readonly<Record<Exclude<ActivationKind, "relu" | "relu6">, Curve>> = {
  "leaky-relu": {
    value: (x, slope) => tf.leakyRelu(x, slope),
    derivative: (x, slope) => choose(x, tf.onesLike(x), tf.fill(x.shape, slope)),
  },
  elu: {
    value: (x, slope) => choose(x, x, tf.mul(negativeExp(x, -1), slope)),
    derivative: (x, slope) => choose(x, tf.onesLike(x), tf.mul(negativeExp(x), slope)),
  },
  selu: {
    value: (x) => tf.selu(x),
    derivative: (x) =>
      choose(x, tf.fill(x.shape, SELU_SCALE), tf.mul(negativeExp(x), SELU_SCALE * SELU_ALPHA)),
  },
  gelu: {
    value: (x) => tf.mul(x, normalCdf(x)),
    derivative: (x) => tf.add(normalCdf(x), tf.mul(x, normalPdf(x))),
  },
  silu: {
    value: (x) => tf.mul(x, tf.sigmoid(x)),
    derivative(x) {
      const gate = tf.sigmoid(x);
      return tf.mul(gate, tf.add(tf.mul(x, tf.sub(1, gate)), 1));
    },
  },
  "hard-swish": {
    value: (x) => tf.mul(x, tf.div(tf.clipByValue(tf.add(x, 3), 0, 6), 6)),
    derivative(x) {
      const inside = tf.div(tf.add(tf.mul(x, 2), 3), 6);
      return tf.where(tf.less(x, -3), tf.zerosLike(x), tf.where(tf.greater(x, 3), tf.onesLike(x), inside));
    },
  },
  mish: {
    value: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    derivative(x) {
      const gate = tf.tanh(tf.softplus(x));
      return tf.add(gate, tf.mul(tf.mul(x, tf.sigmoid(x)), tf.sub(1, tf.square(gate))));
    },
  },
  softplus: { value: (x) => tf.softplus(x), derivative: (x) => tf.sigmoid(x) },
  sigmoid: {
    value: (x) => tf.sigmoid(x),
    derivative(x) {
      const y = tf.sigmoid(x);
      return tf.mul(y, tf.sub(1, y));
    },
  },
  tanh: { value: (x) => tf.tanh(x), derivative: (x) => tf.sub(1, tf.square(tf.tanh(x))) },
};

function choose(x: tf.Tensor, positive: tf.Tensor, negative: tf.Tensor): tf.Tensor {
  return tf.where(tf.greater(x, 0), positive, negative);
}

/** exp of the negative half plus `offset`; the positive half cannot overflow. */
function negativeExp(x: tf.Tensor, offset = 0): tf.Tensor {
  return tf.add(tf.exp(tf.minimum(x, 0)), offset);
}

function normalCdf(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1), 0.5);
}

function normalPdf(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}

export function activation(
  context: KitContext,
  x: tf.Tensor,
  kind: ActivationKind,
  slope: number,
): tf.Tensor {
  if (kind === "relu") return rectifier(context, x, tf.relu(x), Number.POSITIVE_INFINITY);
  if (kind === "relu6") return rectifier(context, x, tf.relu6(x), 6);
  const curve = curves[kind];
  const attributes = { kind, slope };
  return record(context, {
    inputs: [x],
    output: runOr(activationKernel, { x }, attributes, () => [curve.value(x, slope)])[0] as tf.Tensor,
    saved: [x],
    backward: (dy) =>
      runOr(activationGrad, { x, dy }, attributes, () => [tf.mul(dy, curve.derivative(x, slope))]),
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
        const above = tf.greater(y, 0);
        const passes = Number.isFinite(limit) ? tf.logicalAnd(above, tf.less(y, limit)) : above;
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
