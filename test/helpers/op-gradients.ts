import * as tf from "@tensorflow/tfjs-core";
import { createRandom } from "../../shared/base/random";
import { Tape } from "../../shared/engine/autodiff/tape";
import { createTfjsKit } from "../../shared/engine/tfjs-kit";
import type { ConvOptions } from "../../shared/layers/kit";
import { randomTensor } from "./reference-tensor";

export interface ConvResult {
  readonly shape: readonly number[];
  readonly y: Float32Array;
  readonly dx: Float32Array;
  readonly dw: Float32Array;
}

/** A convolution of random numbers (seeds 1, 2 and, for dy, 3) through the kit on tfjs's current backend. */
export async function gradientsOf(
  xShape: readonly number[],
  wShape: readonly number[],
  options: ConvOptions,
): Promise<ConvResult> {
  const upload = (shape: readonly number[], seed: number) =>
    tf.tensor(Float32Array.from(randomTensor(shape, seed).data), [...shape]);
  const [x, w] = [tf.keep(upload(xShape, 1)), tf.keep(upload(wShape, 2))];
  const tape = new Tape([x, w]);
  const context = { tape, training: true, random: createRandom(1), onStatistics: () => undefined };
  const y = tf.tidy(() => createTfjsKit(context).conv2d(x, w, options));
  const dy = upload(y.shape, 3);
  const loss = tape.record({
    inputs: [y],
    output: tf.sum(tf.mul(y, dy)),
    saved: [],
    backward: () => [tf.clone(dy)],
  });
  const values = await y.data<"float32">();
  const [dx, dw] = tape.gradients(loss, [x, w]) as [tf.Tensor, tf.Tensor];
  const found = {
    shape: y.shape,
    y: values,
    dx: await dx.data<"float32">(),
    dw: await dw.data<"float32">(),
  };
  tf.dispose([x, w, y, dy, loss, dx, dw]);
  return found;
}
