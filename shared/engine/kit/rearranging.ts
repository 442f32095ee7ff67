import * as tf from "@tensorflow/tfjs-core";
import type { Pair } from "../../layers/window";
import { type KitContext, record } from "./context";

type Shape4 = [number, number, number, number];

export function crop(context: KitContext, x: tf.Tensor, offset: Pair, size: Pair): tf.Tensor {
  const [batch, height, width, channels] = x.shape as Shape4;
  const [top, left] = offset;
  return record(context, {
    inputs: [x],
    output: tf.slice(x as tf.Tensor4D, [0, top, left, 0], [batch, ...size, channels]),
    saved: [],
    backward: (dy) => [
      tf.pad(dy, [
        [0, 0],
        [top, height - top - size[0]],
        [left, width - left - size[1]],
        [0, 0],
      ]),
    ],
  });
}

/** Of N×H×W×C the channels as a table [groups, C / groups], transposed. */
export function channelShuffle(context: KitContext, x: tf.Tensor, groups: number): tf.Tensor {
  const { shape } = x;
  const share = (shape[3] as number) / groups;
  return record(context, {
    inputs: [x],
    output: transposed(x, groups, share, shape),
    saved: [],
    backward: (dy) => [transposed(dy, share, groups, shape)],
  });
}

/** Squares of pixels out of each channel's neighbours: PyTorch's order. */
export function pixelShuffle(context: KitContext, x: tf.Tensor, factor: number): tf.Tensor {
  const [batch, height, width, channels] = x.shape as Shape4;
  const kept = channels / factor ** 2;
  const large: Shape4 = [batch, height * factor, width * factor, kept];
  return record(context, {
    inputs: [x],
    output: tf.tidy(() => {
      const table = tf.reshape(x, [batch, height, width, kept, factor, factor]);
      return tf.reshape(tf.transpose(table, [0, 1, 4, 2, 5, 3]), large);
    }),
    saved: [],
    backward(dy) {
      const squares = tf.reshape(dy, [batch, height, factor, width, factor, kept]);
      return [tf.reshape(tf.transpose(squares, [0, 1, 3, 5, 2, 4]), [batch, height, width, channels])];
    },
  });
}

/** The last axis as a table of rows × columns, read column by column. */
function transposed(x: tf.Tensor, rows: number, columns: number, shape: readonly number[]): tf.Tensor {
  return tf.tidy(() => tf.reshape(tf.transpose(tf.reshape(x, [-1, rows, columns]), [0, 2, 1]), [...shape]));
}
