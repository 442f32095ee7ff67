import * as tf from "@tensorflow/tfjs-core";
import type { Pads, Pair } from "../../layers/window";
import { runOr } from "../wasm/heap";
import { subsample as subsampleKernel } from "../wasm/shaping";
import { type KitContext, record } from "./context";
import { explicitPads, spreadOut } from "./conv-gradients";

type Shape4 = [number, number, number, number];

/** Along the last axis. */
export function concat(context: KitContext, xs: readonly tf.Tensor[]): tf.Tensor {
  const shapes = xs.map((x) => x.shape);
  const axis = (shapes[0] as number[]).length - 1;
  return record(context, {
    inputs: xs,
    output: tf.concat([...xs], axis),
    saved: [],
    backward(dy, wanted) {
      let start = 0;
      return shapes.map((shape, index) => {
        const begin = shape.map((_, at) => (at === axis ? start : 0));
        start += shape[axis] as number;
        return wanted[index] ? tf.slice(dy, begin, shape) : null;
      });
    },
  });
}

/** To N×(C·H·W), channels first, so that PyTorch's dense weights fit. */
export function flatten(context: KitContext, x: tf.Tensor): tf.Tensor {
  const [batch, height, width, channels] = x.shape as Shape4;
  const output = tf.tidy(() => tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch, -1]));
  return record(context, {
    inputs: [x],
    output,
    saved: [],
    backward: (dy) => [tf.transpose(tf.reshape(dy, [batch, channels, height, width]), [0, 2, 3, 1])],
  });
}

/** A vector as a map of one pixel. */
export function pixel(context: KitContext, x: tf.Tensor): tf.Tensor {
  const [batch, features] = x.shape as [number, number];
  return record(context, {
    inputs: [x],
    output: tf.reshape(x, [batch, 1, 1, features]),
    saved: [],
    backward: (dy) => [tf.reshape(dy, [batch, features])],
  });
}

export function zeroPad(context: KitContext, x: tf.Tensor, pads: Pads): tf.Tensor {
  const shape = x.shape as Shape4;
  return record(context, {
    inputs: [x],
    output: tf.pad(x, explicitPads(pads)),
    saved: [],
    backward: (dy) => [tf.slice(dy, [0, pads[0], pads[3], 0], shape)],
  });
}

export function subsample(context: KitContext, x: tf.Tensor, stride: Pair): tf.Tensor {
  const shape = x.shape;
  const output = runOr(subsampleKernel, { x }, { stride }, () => [
    tf.stridedSlice(x, [0, 0, 0, 0], [...shape], [1, stride[0], stride[1], 1]),
  ])[0] as tf.Tensor;
  return record(context, {
    inputs: [x],
    output,
    saved: [],
    backward: (dy) => [spreadOut(dy, stride, shape)],
  });
}

export function sliceChannels(context: KitContext, x: tf.Tensor, from: number, count: number): tf.Tensor {
  const shape = x.shape;
  const channels = shape.at(-1) as number;
  const start = shape.map((_, axis) => (axis === shape.length - 1 ? from : 0));
  return record(context, {
    inputs: [x],
    output: tf.slice(x, start, [...shape.slice(0, -1), count]),
    saved: [],
    backward: (dy) => [
      tf.pad(
        dy,
        shape.map((_, axis) => (axis === shape.length - 1 ? [from, channels - from - count] : [0, 0])),
      ),
    ],
  });
}

export function padChannels(context: KitContext, x: tf.Tensor, count: number): tf.Tensor {
  const shape = x.shape;
  const pads = shape.map((_, axis): [number, number] => [0, axis === shape.length - 1 ? count : 0]);
  return record(context, {
    inputs: [x],
    output: tf.pad(x, pads),
    saved: [],
    backward: (dy) => [
      tf.slice(
        dy,
        shape.map(() => 0),
        shape,
      ),
    ],
  });
}
