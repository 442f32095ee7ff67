import type { BorderMode, Sampling } from "./resample";
import type { Pads, Pair } from "./window";

/**
 * The port through which a layer computes. Values are opaque, batch first, maps as N×H×W×C and vectors as N×F.
 * Drivers: the engine (tfjs, differentiable) and the naive reference of the tests.
 */
export interface OpKit<T> {
  /** Cross-correlation. `kernel` was declared [out, in / groups, height, width]. Depthwise is groups = in. */
  conv2d(x: T, kernel: T, options: ConvOptions): T;
  /** What the gradient of a convolution from `output` to the size of `x` does. `kernel` was declared [in, out / groups, height, width]. */
  convTranspose2d(x: T, kernel: T, options: ConvTransposeOptions): T;
  /** Adds one number per channel (or feature). */
  addBias(x: T, bias: T): T;
  /** x·Wᵀ; `kernel` was declared [out, in]. */
  dense(x: T, kernel: T): T;
  maxPool(x: T, options: PoolOptions): T;
  avgPool(x: T, options: PoolOptions & { readonly countIncludePad: boolean }): T;
  /** Mean over height and width: N×H×W×C to N×C, or to N×1×1×C. */
  globalAvgPool(x: T, options: { readonly keepDims: boolean }): T;
  /** Mean or largest of each pixel's channels: one channel. */
  channelPool(x: T, mode: "mean" | "max"): T;
  /** While training: statistics of the batch, and the running ones move; else the running ones. */
  batchNorm(x: T, weights: BatchNormWeights<T>, options: BatchNormOptions): T;
  /** Mean 0 and variance 1 over each group of channels of the whole map (or of the features), image by image. */
  groupNorm(
    x: T,
    weights: AffineWeights<T>,
    options: { readonly groups: number; readonly epsilon: number },
  ): T;
  /** The same over the channels of each pixel, or all features. */
  layerNorm(x: T, weights: AffineWeights<T>, options: { readonly epsilon: number }): T;
  /** x / (bias + alpha × Σ x²)^beta over `size` neighbouring channels; alpha is not divided by size. */
  localResponseNorm(x: T, options: LrnOptions): T;
  activation(x: T, kind: ActivationKind, slope?: number): T;
  softmax(x: T): T;
  /** Each vector of channels (or features) at length one; PyTorch's `F.normalize`. */
  l2Normalise(x: T): T;
  /** Zeroes a fraction `rate` and scales the rest by 1 / (1 - rate) while training; identity otherwise. */
  dropout(x: T, rate: number): T;
  /** Number by number. Axes of one, in maps, are repeated. */
  add(xs: readonly T[]): T;
  /** As `add`. */
  multiply(a: T, b: T): T;
  /** Every number times the factor, plus the offset. */
  scale(x: T, factor: number, offset?: number): T;
  /** Each channel (or feature) times a factor of its own. */
  scaleChannels(x: T, factors: T): T;
  /** Every number within [low, high]. */
  clip(x: T, low: number, high: number): T;
  /** Negative numbers times the slope of their channel (or feature), or the one slope of all. */
  prelu(x: T, slope: T): T;
  /** Along the channels (or features). */
  concat(xs: readonly T[]): T;
  /** To a vector in the order channel, height, width: PyTorch's, so that its weights fit. */
  flatten(x: T): T;
  /** A vector as a map of one pixel: N×F to N×1×1×F. */
  pixel(x: T): T;
  zeroPad(x: T, pads: Pads): T;
  /** `size` pixels from `offset` on, both [height, width]. */
  crop(x: T, options: { readonly offset: Pair; readonly size: Pair }): T;
  resize(x: T, options: ResizeOptions): T;
  /** A frame of pixels that the map has: those at its edge, or mirrored ones. */
  borderPad(x: T, pads: Pads, mode: BorderMode): T;
  /** Every stride-th pixel, from the first. */
  subsample(x: T, stride: Pair): T;
  /** `count` channels (or features) from the given one on. */
  sliceChannels(x: T, from: number, count: number): T;
  /** Appends zeros after the last channel. */
  padChannels(x: T, count: number): T;
  /** N×H×W×(C·r²) to N×(H·r)×(W·r)×C: each channel's r² neighbours become a square of pixels, row by row. */
  pixelShuffle(x: T, factor: number): T;
  /** Channels as a table [groups, channels / groups], transposed: of 6 in 3 groups 0, 2, 4, 1, 3, 5. */
  channelShuffle(x: T, groups: number): T;
}

export interface ConvOptions {
  readonly stride: Pair;
  readonly pads: Pads;
  readonly dilation: Pair;
  readonly groups: number;
}

export interface ConvTransposeOptions {
  readonly stride: Pair;
  /** Pixels cut off the result. */
  readonly pads: Pads;
  readonly groups: number;
  /** [height, width] of the result. */
  readonly output: Pair;
}

export interface PoolOptions {
  readonly kernel: Pair;
  readonly stride: Pair;
  readonly pads: Pads;
  /** [height, width] of the result; with ceil rounding the last window reaches past the padded input. */
  readonly output: Pair;
}

export interface ResizeOptions extends Sampling {
  /** [height, width] of the result. */
  readonly size: Pair;
}

/** A factor and an offset for each channel, or neither. */
export interface AffineWeights<T> {
  readonly gamma: T | null;
  readonly beta: T | null;
}

export interface BatchNormWeights<T> extends AffineWeights<T> {
  readonly mean: T;
  readonly variance: T;
}

export interface BatchNormOptions {
  readonly epsilon: number;
  /** Share of the batch's statistics that enters the running ones at each step (PyTorch's meaning). */
  readonly momentum: number;
}

export interface LrnOptions {
  readonly size: number;
  readonly alpha: number;
  readonly beta: number;
  readonly bias: number;
}

export type ActivationKind =
  | "relu"
  | "relu6"
  | "leaky-relu"
  | "elu"
  | "selu"
  | "gelu"
  | "silu"
  | "hard-swish"
  | "mish"
  | "softplus"
  | "sigmoid"
  | "tanh";
