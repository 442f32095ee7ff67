import type { ActivationKind, AffineWeights, OpKit } from "../../shared/layers/kit";
import { resize } from "./reference-resize";
import { at, fill, lastSize, mapSize, type ReferenceTensor, zeros } from "./reference-tensor";
import { avgPool, conv2d, convTranspose2d, globalAvgPool, maxPool } from "./reference-windows";

export interface ReferenceKit extends OpKit<ReferenceTensor> {
  /** Multiply-adds that convolutions and dense layers have carried out, over the whole batch, padding included. */
  readonly macs: number;
}

export interface ReferenceOptions {
  /** Batch statistics and dropout, as while training. */
  readonly training: boolean;
  /** Uniform in [0, 1), for dropout. */
  readonly random?: () => number;
}

/**
 * Every operation as its formula says, by plain loops in double precision: what any backend is compared with.
 * While training, `batchNorm` writes the running statistics into the tensors it was given, as PyTorch does.
 */
export function createReferenceKit({ training, random = Math.random }: ReferenceOptions): ReferenceKit {
  let macs = 0;
  const count = (done: number): void => {
    macs += done;
  };
  return {
    get macs() {
      return macs;
    },
    conv2d: (x, kernel, options) => conv2d(x, kernel, options, count),
    convTranspose2d: (x, kernel, options) => convTranspose2d(x, kernel, options, count),
    addBias: (x, bias) => fill(x.shape, (index) => at(x, index) + at(bias, index % lastSize(x))),
    dense: (x, kernel) => dense(x, kernel, count),
    maxPool,
    avgPool,
    globalAvgPool: (x, { keepDims }) => globalAvgPool(x, keepDims),
    batchNorm(x, weights, { epsilon, momentum }) {
      const { mean, variance } = training ? batchStatistics(x) : weights;
      if (training) {
        const samples = x.data.length / lastSize(x);
        blend(weights.mean, mean, momentum, 1);
        blend(weights.variance, variance, momentum, samples / Math.max(1, samples - 1));
      }
      return fill(x.shape, (index) => {
        const channel = index % lastSize(x);
        const normal = (at(x, index) - at(mean, channel)) / Math.sqrt(at(variance, channel) + epsilon);
        const scaled = weights.gamma ? normal * at(weights.gamma, channel) : normal;
        return weights.beta ? scaled + at(weights.beta, channel) : scaled;
      });
    },
    channelPool(x, mode) {
      const channels = lastSize(x);
      return fill([...x.shape.slice(0, -1), 1], (index) => {
        const values = [...x.data.slice(index * channels, (index + 1) * channels)];
        return mode === "max"
          ? Math.max(...values)
          : values.reduce((sum, value) => sum + value, 0) / channels;
      });
    },
    groupNorm(x, weights, { groups, epsilon }) {
      const [image, share] = [x.data.length / (x.shape[0] as number), lastSize(x) / groups];
      const groupOf = (index: number): number =>
        Math.floor(index / image) * groups + Math.floor((index % lastSize(x)) / share);
      return standardised(x, weights, epsilon, groupOf);
    },
    layerNorm: (x, weights, { epsilon }) =>
      standardised(x, weights, epsilon, (index) => Math.floor(index / lastSize(x))),
    localResponseNorm(x, { size, alpha, beta, bias }) {
      const channels = lastSize(x);
      const reach = Math.floor(size / 2);
      return fill(x.shape, (index) => {
        const channel = index % channels;
        let sum = 0;
        for (
          let near = Math.max(0, channel - reach);
          near <= Math.min(channels - 1, channel + reach);
          near++
        ) {
          sum += at(x, index - channel + near) ** 2;
        }
        return at(x, index) / (bias + alpha * sum) ** beta;
      });
    },
    activation: (x, kind, slope) => fill(x.shape, (index) => ACTIVATIONS[kind](at(x, index), slope ?? 1)),
    softmax,
    l2Normalise,
    dropout(x, rate) {
      if (!training) return x;
      return fill(x.shape, (index) => (random() < rate ? 0 : at(x, index) / (1 - rate)));
    },
    add: (xs) => xs.reduce((sum, x) => combined(sum, x, (a, b) => a + b)),
    multiply: (x, y) => combined(x, y, (a, b) => a * b),
    pixel: ({ shape, data }) => ({ shape: [shape[0] as number, 1, 1, shape[1] as number], data }),
    scale: (x, factor, offset = 0) => fill(x.shape, (index) => factor * at(x, index) + offset),
    scaleChannels: (x, factors) => fill(x.shape, (index) => at(x, index) * at(factors, index % lastSize(x))),
    clip: (x, low, high) => fill(x.shape, (index) => Math.min(Math.max(at(x, index), low), high)),
    prelu: (x, slope) =>
      fill(x.shape, (index) => {
        const factor = at(slope, slope.data.length === 1 ? 0 : index % lastSize(x));
        return at(x, index) > 0 ? at(x, index) : factor * at(x, index);
      }),
    concat,
    flatten,
    zeroPad(x, [top, right, bottom, left]) {
      const [batch, height, width, channels] = mapSize(x);
      const shape = [batch, height + top + bottom, width + left + right, channels];
      return placed(x, shape, (n, i, j) => [n, i - top, j - left]);
    },
    borderPad(x, [top, right, bottom, left], mode) {
      const [batch, height, width, channels] = mapSize(x);
      const within = (place: number, size: number): number => {
        if (place >= 0 && place < size) return place;
        if (mode === "edge") return place < 0 ? 0 : size - 1;
        return place < 0 ? -place : 2 * (size - 1) - place;
      };
      const shape = [batch, height + top + bottom, width + left + right, channels];
      return placed(x, shape, (n, i, j) => [n, within(i - top, height), within(j - left, width)]);
    },
    crop(x, { offset: [top, left], size }) {
      const [batch, , , channels] = mapSize(x);
      return placed(x, [batch, ...size, channels], (n, i, j) => [n, i + top, j + left]);
    },
    resize,
    subsample(x, [vertical, horizontal]) {
      const [batch, height, width, channels] = mapSize(x);
      const shape = [batch, Math.ceil(height / vertical), Math.ceil(width / horizontal), channels];
      return placed(x, shape, (n, i, j) => [n, i * vertical, j * horizontal]);
    },
    pixelShuffle(x, factor) {
      const [batch, height, width, channels] = mapSize(x);
      const kept = channels / factor ** 2;
      const [rows, columns] = [height * factor, width * factor];
      return fill([batch, rows, columns, kept], (index) => {
        const [channel, pixel] = [index % kept, Math.floor(index / kept)];
        const [column, row] = [pixel % columns, Math.floor(pixel / columns) % rows];
        const image = Math.floor(pixel / columns / rows);
        const from = (image * height + Math.floor(row / factor)) * width + Math.floor(column / factor);
        return at(x, from * channels + (channel * factor + (row % factor)) * factor + (column % factor));
      });
    },
    channelShuffle(x, groups) {
      const channels = lastSize(x);
      const share = channels / groups;
      return fill(x.shape, (index) => {
        const channel = index % channels;
        return at(x, index - channel + (channel % groups) * share + Math.floor(channel / groups));
      });
    },
    sliceChannels: (x, from, count) =>
      fill([...x.shape.slice(0, -1), count], (index) =>
        at(x, Math.floor(index / count) * lastSize(x) + from + (index % count)),
      ),
    padChannels(x, count) {
      const [batch, height, width, channels] = mapSize(x);
      return placed(x, [batch, height, width, channels + count], (n, i, j) => [n, i, j]);
    },
  };
}

const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

export const ACTIVATIONS: Readonly<Record<ActivationKind, (x: number, slope: number) => number>> = {
  relu: (x) => Math.max(0, x),
  relu6: (x) => Math.min(Math.max(0, x), 6),
  "leaky-relu": (x, slope) => (x > 0 ? x : slope * x),
  elu: (x, slope) => (x > 0 ? x : slope * Math.expm1(x)),
  selu: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  silu: (x) => x / (1 + Math.exp(-x)),
  "hard-swish": (x) => (x * Math.min(Math.max(0, x + 3), 6)) / 6,
  mish: (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
  softplus: (x) => Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
};

/** By its Taylor series near zero, by its limit elsewhere; exact to double precision where tests look. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function dense(x: ReferenceTensor, kernel: ReferenceTensor, count: (macs: number) => void): ReferenceTensor {
  const [batch, features] = x.shape as readonly [number, number];
  const [units] = kernel.shape as readonly [number];
  return fill([batch, units], (index) => {
    const row = Math.floor(index / units);
    const unit = index % units;
    let sum = 0;
    for (let feature = 0; feature < features; feature++) {
      sum += at(x, row * features + feature) * at(kernel, unit * features + feature);
    }
    count(features);
    return sum;
  });
}

/** Mean 0 and variance 1 among the numbers of each group, then each channel's factor and offset. */
function standardised(
  x: ReferenceTensor,
  { gamma, beta }: AffineWeights<ReferenceTensor>,
  epsilon: number,
  groupOf: (index: number) => number,
): ReferenceTensor {
  const groups = new Map<number, number[]>();
  x.data.forEach((value, index) => {
    const group = groups.get(groupOf(index));
    if (group) group.push(value);
    else groups.set(groupOf(index), [value]);
  });
  const statistics = new Map(
    [...groups].map(([group, values]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      return [group, { mean, deviation: Math.sqrt(variance + epsilon) }];
    }),
  );
  return fill(x.shape, (index) => {
    const { mean, deviation } = statistics.get(groupOf(index)) ?? { mean: 0, deviation: 1 };
    const normal = (at(x, index) - mean) / deviation;
    const channel = index % lastSize(x);
    return (gamma ? at(gamma, channel) : 1) * normal + (beta ? at(beta, channel) : 0);
  });
}

function batchStatistics(x: ReferenceTensor): { mean: ReferenceTensor; variance: ReferenceTensor } {
  const channels = lastSize(x);
  const samples = x.data.length / channels;
  const mean = zeros([channels]);
  const variance = zeros([channels]);
  x.data.forEach((value, index) => {
    mean.data[index % channels] = at(mean, index % channels) + value / samples;
  });
  x.data.forEach((value, index) => {
    const channel = index % channels;
    variance.data[channel] = at(variance, channel) + (value - at(mean, channel)) ** 2 / samples;
  });
  return { mean, variance };
}

function blend(running: ReferenceTensor, fresh: ReferenceTensor, share: number, factor: number): void {
  for (let channel = 0; channel < running.data.length; channel++) {
    running.data[channel] = (1 - share) * at(running, channel) + share * factor * at(fresh, channel);
  }
}

function softmax(x: ReferenceTensor): ReferenceTensor {
  const size = lastSize(x);
  const y = zeros(x.shape);
  for (let start = 0; start < x.data.length; start += size) {
    const row = x.data.slice(start, start + size);
    const largest = Math.max(...row);
    const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
    for (const [index, value] of row.entries()) y.data[start + index] = Math.exp(value - largest) / sum;
  }
  return y;
}

function l2Normalise(x: ReferenceTensor): ReferenceTensor {
  const size = lastSize(x);
  const y = zeros(x.shape);
  for (let start = 0; start < x.data.length; start += size) {
    const row = x.data.slice(start, start + size);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value ** 2, 0));
    for (const [index, value] of row.entries()) y.data[start + index] = value / Math.max(1e-12, length);
  }
  return y;
}

/** Number by number, axes of one repeated. */
function combined(
  x: ReferenceTensor,
  y: ReferenceTensor,
  combine: (a: number, b: number) => number,
): ReferenceTensor {
  const shape = x.shape.map((size, axis) => Math.max(size, y.shape[axis] as number));
  const place = (of: ReferenceTensor, index: number): number => {
    let [left, step, position] = [index, 1, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size, own] = [shape[axis] as number, of.shape[axis] as number];
      if (own > 1) position += (left % size) * step;
      left = Math.floor(left / size);
      step *= own;
    }
    return position;
  };
  return fill(shape, (index) => combine(at(x, place(x, index)), at(y, place(y, index))));
}

function concat(xs: readonly ReferenceTensor[]): ReferenceTensor {
  const [first] = xs;
  if (!first) throw new Error("Nothing to concatenate");
  const total = xs.reduce((sum, x) => sum + lastSize(x), 0);
  return fill([...first.shape.slice(0, -1), total], (index) => {
    const row = Math.floor(index / total);
    let channel = index % total;
    for (const x of xs) {
      if (channel < lastSize(x)) return at(x, row * lastSize(x) + channel);
      channel -= lastSize(x);
    }
    return Number.NaN;
  });
}

function flatten(x: ReferenceTensor): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const pixels = height * width;
  return fill([batch, pixels * channels], (index) => {
    const [n, rest] = [Math.floor(index / (pixels * channels)), index % (pixels * channels)];
    return at(x, (n * pixels + (rest % pixels)) * channels + Math.floor(rest / pixels));
  });
}

/** A map whose pixels come from those of `x`; zero where `x` has no such pixel or channel. */
function placed(
  x: ReferenceTensor,
  shape: readonly number[],
  from: (n: number, i: number, j: number) => readonly [number, number, number],
): ReferenceTensor {
  const [, height, width, channels] = mapSize(x);
  const [, rows, columns, given] = shape as readonly [number, number, number, number];
  return fill(shape, (index) => {
    const channel = index % given;
    const pixel = Math.floor(index / given);
    const column = pixel % columns;
    const row = Math.floor(pixel / columns) % rows;
    const [n, i, j] = from(Math.floor(pixel / columns / rows), row, column);
    if (i < 0 || j < 0 || i >= height || j >= width || channel >= channels) return 0;
    return at(x, ((n * height + i) * width + j) * channels + channel);
  });
}
