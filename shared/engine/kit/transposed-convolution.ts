import * as tf from "@tensorflow/tfjs-core";
import type { ConvTransposeOptions } from "../../layers/kit";
import { type KitContext, record } from "./context";
import { convolve, filterGradient, inputGradient, type PlainConv } from "./conv-gradients";

type Shape4 = [number, number, number, number];

/**
 * x: N×H×W×C; w: [kh, kw, filters / groups, C], the filter of the convolution from the output back to x. Forward is that
 * convolution's input gradient, and the gradient is the convolution.
 */
export function convTranspose2d(
  context: KitContext,
  x: tf.Tensor,
  w: tf.Tensor,
  options: ConvTransposeOptions,
): tf.Tensor {
  const { stride, pads, groups, output } = options;
  const back: PlainConv = { stride, pads, dilation: [1, 1] };
  const [batch] = x.shape as Shape4;
  const [height, width, share, channels] = w.shape as Shape4;
  const shape = [batch, ...output, share];
  const filter = [height, width, share, channels / groups];
  const perGroup = (f: (group: number) => tf.Tensor) =>
    groups === 1 ? f(0) : tf.concat([...Array(groups).keys()].map(f), 3);
  const part = (t: tf.Tensor, group: number) => shareOf(t, group, groups);
  return record(context, {
    inputs: [x, w],
    output: tf.tidy(() => perGroup((g) => inputGradient(part(x, g), part(w, g), shape, back))),
    saved: [x, w],
    backward: (dy, [ofX, ofW]) => [
      ofX ? perGroup((g) => convolve(part(dy, g), part(w, g), back)) : null,
      ofW ? perGroup((g) => filterGradient(part(dy, g), part(x, g), filter, back)) : null,
    ],
  });
}

/** The channels of one group, out of the last axis. */
function shareOf(x: tf.Tensor, group: number, groups: number): tf.Tensor {
  if (groups === 1) return x;
  const share = (x.shape[3] as number) / groups;
  return tf.slice(x as tf.Tensor4D, [0, 0, 0, group * share], [...x.shape.slice(0, 3), share] as Shape4);
}
