import * as tf from "@tensorflow/tfjs-core";
import { type KitContext, record } from "./context";
import { channelSums } from "./convolution";

/** The smaller ones are repeated along their axes of one. */
export function add(context: KitContext, xs: readonly tf.Tensor[]): tf.Tensor {
  const [first, second, ...others] = xs as readonly [tf.Tensor, tf.Tensor, ...tf.Tensor[]];
  const isEven = xs.every(({ shape }) => tf.util.arraysEqual(shape, first.shape));
  const output =
    isEven && others.length > 0
      ? tf.addN([...xs])
      : tf.tidy(() => others.reduce((sum, x) => tf.add(sum, x), tf.add(first, second)));
  const shapes = xs.map(({ shape }) => shape);
  return record(context, {
    inputs: xs,
    output,
    saved: [],
    backward: (dy, wanted) => shapes.map((shape, index) => (wanted[index] ? summedTo(dy, shape) : null)),
  });
}

export function multiply(context: KitContext, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return record(context, {
    inputs: [a, b],
    output: tf.mul(a, b),
    saved: [a, b],
    backward: (dy, [ofA, ofB]) => [
      ofA ? summedTo(tf.mul(dy, b), a.shape) : null,
      ofB ? summedTo(tf.mul(dy, a), b.shape) : null,
    ],
  });
}

export function scale(context: KitContext, x: tf.Tensor, factor: number, offset: number): tf.Tensor {
  return record(context, {
    inputs: [x],
    output: offset === 0 ? tf.mul(x, factor) : tf.tidy(() => tf.add(tf.mul(x, factor), offset)),
    saved: [],
    backward: (dy) => [tf.mul(dy, factor)],
  });
}

export function scaleChannels(context: KitContext, x: tf.Tensor, factors: tf.Tensor): tf.Tensor {
  return record(context, {
    inputs: [x, factors],
    output: tf.mul(x, factors),
    saved: [x, factors],
    backward: (dy, [ofX, ofFactors]) => [
      ofX ? tf.mul(dy, factors) : null,
      ofFactors ? channelSums(tf.mul(dy, x)) : null,
    ],
  });
}

export function clip(context: KitContext, x: tf.Tensor, low: number, high: number): tf.Tensor {
  return record(context, {
    inputs: [x],
    output: tf.clipByValue(x, low, high),
    saved: [x],
    backward: (dy) => {
      const passes = tf.logicalAnd(tf.greaterEqual(x, low), tf.lessEqual(x, high));
      return [tf.mul(dy, tf.cast(passes, "float32"))];
    },
  });
}

export function prelu(context: KitContext, x: tf.Tensor, slope: tf.Tensor): tf.Tensor {
  return record(context, {
    inputs: [x, slope],
    output: tf.tidy(() => tf.add(tf.relu(x), tf.mul(tf.minimum(x, 0), slope))),
    saved: [x, slope],
    backward(dy, [ofX, ofSlope]) {
      const isPositive = tf.greater(x, 0);
      if (!ofSlope) return [tf.where(isPositive, dy, tf.mul(dy, slope)), null];
      const sums = channelSums(tf.mul(dy, tf.minimum(x, 0)));
      return [
        ofX ? tf.where(isPositive, dy, tf.mul(dy, slope)) : null,
        slope.size === 1 ? tf.reshape(tf.sum(sums), [1]) : sums,
      ];
    },
  });
}

/** The gradient of what was repeated: summed over its axes of one. */
function summedTo(dy: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = shape.flatMap((size, axis) => (size === 1 && dy.shape[axis] !== 1 ? [axis] : []));
  return axes.length > 0 ? tf.sum(dy, axes, true) : tf.clone(dy);
}
