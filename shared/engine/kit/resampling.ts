import * as tf from "@tensorflow/tfjs-core";
import type { ResizeOptions } from "../../layers/kit";
import { type BorderMode, bordered, type Sample, samplesAlong } from "../../layers/resample";
import type { Pads } from "../../layers/window";
import { runOr } from "../wasm/heap";
import { resampleGrad } from "../wasm/resampling";
import { type KitContext, product, record } from "./context";

type Shape4 = [number, number, number, number];

/** Which pixels the rows and the columns of a result are made of. */
interface Samples {
  readonly rows: readonly Sample[];
  readonly columns: readonly Sample[];
}

export function resize(context: KitContext, x: tf.Tensor, options: ResizeOptions): tf.Tensor {
  const [, height, width] = x.shape as Shape4;
  const { size, mode, align } = options;
  const samples = {
    rows: samplesAlong(height, size[0], options),
    columns: samplesAlong(width, size[1], options),
  };
  // The library's own nearest multiplies in single precision, and can miss by a pixel.
  const output =
    mode === "nearest"
      ? taken(x, samples)
      : tf.image.resizeBilinear(x as tf.Tensor4D, [...size], align === "corners", align === "centres");
  return resampled(context, x, output, samples);
}

export function borderPad(
  context: KitContext,
  x: tf.Tensor,
  [top, right, bottom, left]: Pads,
  mode: BorderMode,
): tf.Tensor {
  const [, height, width] = x.shape as Shape4;
  const samples = {
    rows: bordered(height, top, bottom, mode),
    columns: bordered(width, left, right, mode),
  };
  return resampled(context, x, taken(x, samples), samples);
}

function resampled(context: KitContext, x: tf.Tensor, output: tf.Tensor, samples: Samples): tf.Tensor {
  const shape = x.shape as Shape4;
  return record(context, {
    inputs: [x],
    output,
    saved: [],
    backward: (dy) =>
      runOr(resampleGrad, { dy }, { ...samples, shape }, () => [givenBack(dy, shape, samples)]),
  });
}

/** One pixel for each place. */
function taken(x: tf.Tensor, { rows, columns }: Samples): tf.Tensor {
  const indices = (samples: readonly Sample[]): tf.Tensor1D =>
    tf.tensor1d(
      samples.map(({ first }) => first),
      "int32",
    );
  return tf.tidy(() => tf.gather(tf.gather(x, indices(rows), 1), indices(columns), 2));
}

/** Resampling is linear along each axis, so that gradients go back by the transposed tables. */
function givenBack(dy: tf.Tensor, [batch, height, width, channels]: Shape4, samples: Samples): tf.Tensor {
  const [rows, columns] = [samples.rows.length, samples.columns.length];
  const upright = tf.reshape(tf.transpose(dy, [1, 0, 2, 3]), [rows, -1]);
  const shrunk = product(table(height, samples.rows), upright);
  const aside = tf.transpose(tf.reshape(shrunk, [height, batch, columns, channels]), [2, 1, 0, 3]);
  const narrowed = product(table(width, samples.columns), tf.reshape(aside, [columns, -1]));
  return tf.transpose(tf.reshape(narrowed, [width, batch, height, channels]), [1, 2, 0, 3]);
}

/** How much of each place of the result comes from each given pixel: [given, wanted]. */
function table(given: number, samples: readonly Sample[]): tf.Tensor2D {
  const wanted = samples.length;
  const shares = new Float32Array(given * wanted);
  const add = (pixel: number, place: number, share: number): void => {
    shares[pixel * wanted + place] = (shares[pixel * wanted + place] as number) + share;
  };
  for (const [place, { first, second, share }] of samples.entries()) {
    add(first, place, 1 - share);
    add(second, place, share);
  }
  return tf.tensor2d(shares, [given, wanted]);
}
