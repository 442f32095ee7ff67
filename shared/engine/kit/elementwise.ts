import * as tf from "@tensorflow/tfjs-core";
import { type KitContext, record } from "./context";

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

/** The gradient of what was repeated: summed over its axes of one. */
function summedTo(dy: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const axes = shape.flatMap((size, axis) => (size === 1 && dy.shape[axis] !== 1 ? [axis] : []));
  return axes.length > 0 ? tf.sum(dy, axes, true) : tf.clone(dy);
}
