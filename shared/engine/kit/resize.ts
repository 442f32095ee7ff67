import * as tf from "@tensorflow/tfjs-core";
import type { ResizeOptions } from "../../layers/kit";
import { type Sampling, samplesAlong } from "../../layers/resample";
import { runOr } from "../wasm/heap";
import { resizeGrad } from "../wasm/resize";
import { type KitContext, product, record } from "./context";

type Shape4 = [number, number, number, number];

export function resize(context: KitContext, x: tf.Tensor, options: ResizeOptions): tf.Tensor {
  const shape = x.shape as Shape4;
  return record(context, {
    inputs: [x],
    output: options.mode === "nearest" ? taken(x, options) : mixed(x, options),
    saved: [],
    backward: (dy) => runOr(resizeGrad, { dy }, { ...options, shape }, () => [givenBack(dy, shape, options)]),
  });
}

/** By lists of indices: the library's own kernel multiplies in single precision and can miss by a pixel. */
function taken(x: tf.Tensor, options: ResizeOptions): tf.Tensor {
  const indices = (axis: 0 | 1): tf.Tensor1D => {
    const samples = samplesAlong(x.shape[axis + 1] as number, options.size[axis], options);
    return tf.tensor1d(
      samples.map(({ first }) => first),
      "int32",
    );
  };
  return tf.tidy(() => tf.gather(tf.gather(x, indices(0), 1), indices(1), 2));
}

function mixed(x: tf.Tensor, { size, align }: ResizeOptions): tf.Tensor {
  return tf.image.resizeBilinear(x as tf.Tensor4D, [...size], align === "corners", align === "centres");
}

/** Resizing is linear along each axis, so that gradients go back by the transposed tables. */
function givenBack(
  dy: tf.Tensor,
  [batch, height, width, channels]: Shape4,
  options: ResizeOptions,
): tf.Tensor {
  const [rows, columns] = options.size;
  const upright = tf.reshape(tf.transpose(dy, [1, 0, 2, 3]), [rows, -1]);
  const shrunk = product(table(height, rows, options), upright);
  const aside = tf.transpose(tf.reshape(shrunk, [height, batch, columns, channels]), [2, 1, 0, 3]);
  const narrowed = product(table(width, columns, options), tf.reshape(aside, [columns, -1]));
  return tf.transpose(tf.reshape(narrowed, [width, batch, height, channels]), [1, 2, 0, 3]);
}

/** How much of each place of the result comes from each given pixel: [given, wanted]. */
function table(given: number, wanted: number, sampling: Sampling): tf.Tensor2D {
  const shares = new Float32Array(given * wanted);
  const add = (pixel: number, place: number, share: number): void => {
    shares[pixel * wanted + place] = (shares[pixel * wanted + place] as number) + share;
  };
  for (const [place, { first, second, share }] of samplesAlong(given, wanted, sampling).entries()) {
    add(first, place, 1 - share);
    add(second, place, share);
  }
  return tf.tensor2d(shares, [given, wanted]);
}
