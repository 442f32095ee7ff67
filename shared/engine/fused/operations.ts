import * as tf from "@tensorflow/tfjs-core";
import type { OpKit } from "../../layers/kit";
import { runKernel } from "../kit/context";
import { explicitPads, isPointwise } from "../kit/conv-gradients";
import { convForward, convolvesInSimd, packFilter } from "../wasm/convolution";
import { hasSimd, runOr, unreachable } from "../wasm/heap";
import { affineClamp, sumClamp } from "../wasm/pointwise";
import type { WeightStore } from "../weights/weight-store";
import { type Fused, type Norm, type Range, UNBOUNDED } from "./fuse";

const PICTURE_CHANNELS = 4;

type Convolution = Extract<Fused, { kind: "convolution" }>;

/** Filter, bias, batch norm and rectifier in one kernel where the backend has one. */
export function convolution(
  kit: OpKit<tf.Tensor>,
  weights: WeightStore,
  x: tf.Tensor,
  fused: Convolution,
): tf.Tensor {
  const { conv, range } = fused;
  const filter = foldedFilter(weights, fused);
  const channels = x.shape[3] as number;
  if (tf.getBackend() === "wasm" && conv.groups === 1) {
    // On windows of one pixel, and on the few channels of a picture, tfjs's own are the faster ones.
    if (convolvesInSimd() && channels > PICTURE_CHANNELS && !isPointwise(conv, filter.shape)) {
      const shape = filter.shape;
      const packed = weights.derived(`${fused.filter.name} packed`, () => packFilter(filter));
      const bias = foldedBias(weights, fused) ?? weights.derived("no bias", () => tf.zeros([1]));
      const attributes = { ...conv, shape, ...range, biased: bias.size === shape[3] };
      return runOr(convForward, { x, packed, bias }, attributes, unreachable)[0] as tf.Tensor;
    }
    return stock("FusedConv2D", x, filter, foldedBias(weights, fused), fused);
  }
  if (tf.getBackend() === "wasm" && conv.groups === channels) {
    const [height, width, , filters] = filter.shape as [number, number, number, number];
    const each = tf.reshape(filter, [height, width, channels, filters / channels]);
    return stock("FusedDepthwiseConv2D", x, each, foldedBias(weights, fused), fused);
  }
  const y = kit.conv2d(x, filter, conv);
  const bias = foldedBias(weights, fused);
  return rectify(kit, bias ? kit.addBias(y, bias) : y, range);
}

function stock(
  kernel: string,
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor | null,
  { conv: { stride, pads, dilation }, range }: Convolution,
): tf.Tensor {
  const activation = range.low < 0 ? "linear" : Number.isFinite(range.high) ? "relu6" : "relu";
  const attributes = {
    strides: [...stride],
    pad: explicitPads(pads),
    dilations: [...dilation],
    dataFormat: "NHWC",
    activation,
  };
  return runKernel(kernel, bias ? { x, filter, bias } : { x, filter }, attributes);
}

function foldedFilter(weights: WeightStore, { filter, norm }: Convolution): tf.Tensor {
  const own = weights.get(filter.name);
  if (!norm) return own;
  return weights.derived(`${filter.name} folded`, () => tf.mul(own, scaleOf(weights, norm)));
}

function foldedBias(weights: WeightStore, { filter, bias, norm }: Convolution): tf.Tensor | null {
  const own = bias && weights.get(bias.name);
  if (!norm) return own;
  return weights.derived(`${filter.name} offset`, () => {
    const shift = shiftOf(weights, norm);
    return own ? tf.add(tf.mul(own, scaleOf(weights, norm)), shift) : shift;
  });
}

/** With the running statistics a batch norm is a factor and an offset per channel. */
function scaleOf(weights: WeightStore, { weights: { gamma, variance }, epsilon }: Norm): tf.Tensor {
  const inverse = tf.rsqrt(tf.add(weights.get(variance.name), epsilon));
  return gamma ? tf.mul(inverse, weights.get(gamma.name)) : inverse;
}

function shiftOf(weights: WeightStore, norm: Norm): tf.Tensor {
  const { beta, mean } = norm.weights;
  const moved = tf.neg(tf.mul(weights.get(mean.name), scaleOf(weights, norm)));
  return beta ? tf.add(moved, weights.get(beta.name)) : moved;
}

/** A batch norm that could not be folded. */
export function affine(
  weights: WeightStore,
  x: tf.Tensor,
  { norm, range }: { readonly norm: Norm; readonly range: Range },
): tf.Tensor {
  const { name } = norm.weights.mean;
  const scale = weights.derived(`${name} scale`, () => scaleOf(weights, norm));
  const shift = weights.derived(`${name} shift`, () => shiftOf(weights, norm));
  if (hasSimd()) return runOr(affineClamp, { x, scale, shift }, range, unreachable)[0] as tf.Tensor;
  return clamp(tf.add(tf.mul(x, scale), shift), range);
}

export function sum(kit: OpKit<tf.Tensor>, a: tf.Tensor, b: tf.Tensor, range: Range): tf.Tensor {
  if (hasSimd() && tf.util.arraysEqual(a.shape, b.shape))
    return runOr(sumClamp, { a, b }, range, unreachable)[0] as tf.Tensor;
  return rectify(kit, kit.add([a, b]), range);
}

function rectify(kit: OpKit<tf.Tensor>, x: tf.Tensor, { low, high }: Range): tf.Tensor {
  if (low === UNBOUNDED.low) return x;
  return kit.activation(x, high === UNBOUNDED.high ? "relu" : "relu6");
}

function clamp(x: tf.Tensor, { low, high }: Range): tf.Tensor {
  if (low === UNBOUNDED.low) return x;
  return high === UNBOUNDED.high ? tf.relu(x) : tf.relu6(x);
}
