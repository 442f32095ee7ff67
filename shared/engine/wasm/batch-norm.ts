import { type HeapKernel, lastOf, matrix } from "./heap";

/**
 * Batch normalisation with the batch's own statistics, over all axes but the last.
 * Results: y, mean, variance (biased), 1 / √(variance + epsilon).
 */
export const batchNormTrain: HeapKernel<"x" | "gamma" | "beta", { readonly epsilon: number }> = {
  name: "BlockwiseBatchNormTrain",
  inputs: ["x", "gamma", "beta"],
  outputs: ({ x, gamma }) => [x, gamma, gamma, gamma],
  simd: {
    scratch: ({ x }) => 32 * lastOf(x),
    run(kernels, { inputs: { x, gamma, beta }, outputs, shapes, scratch, attributes }) {
      const operands = [x, gamma, beta, ...outputs, scratch, ...matrix(shapes.x), attributes.epsilon];
      kernels.batchNormTrain(...operands);
    },
  },
  run({ inputs: { x, gamma, beta }, shapes, outputs, attributes }) {
    const [y, mean, variance, inverse] = outputs as [Float32Array, Float32Array, Float32Array, Float32Array];
    const channels = lastOf(shapes.x);
    const rows = x.length / channels;
    const { sums, squares } = moments(x, channels);
    const scale = new Float32Array(channels);
    const shift = new Float32Array(channels);
    for (let c = 0; c < channels; c++) {
      const average = (sums[c] as number) / rows;
      // Doubles: the difference of two large sums keeps enough digits.
      const spread = Math.max(0, (squares[c] as number) / rows - average * average);
      const factor = 1 / Math.sqrt(spread + attributes.epsilon);
      mean[c] = average;
      variance[c] = spread;
      inverse[c] = factor;
      scale[c] = factor * (gamma[c] as number);
      shift[c] = (beta[c] as number) - average * factor * (gamma[c] as number);
    }
    for (let start = 0; start < x.length; start += channels) {
      for (let c = 0; c < channels; c++) {
        y[start + c] = (x[start + c] as number) * (scale[c] as number) + (shift[c] as number);
      }
    }
  },
};

function moments(x: Float32Array, channels: number): { sums: Float64Array; squares: Float64Array } {
  const sums = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let start = 0; start < x.length; start += channels) {
    for (let c = 0; c < channels; c++) {
      const value = x[start + c] as number;
      sums[c] = (sums[c] as number) + value;
      squares[c] = (squares[c] as number) + value * value;
    }
  }
  return { sums, squares };
}

/** Gradients of the above. Results: dx, dgamma, dbeta. */
export const batchNormGrad: HeapKernel<"x" | "dy" | "gamma" | "mean" | "inverse", Record<never, never>> = {
  name: "BlockwiseBatchNormGrad",
  inputs: ["x", "dy", "gamma", "mean", "inverse"],
  outputs: ({ x, gamma }) => [x, gamma, gamma],
  simd: {
    scratch: ({ x }) => 32 * lastOf(x),
    run(kernels, { inputs: { x, dy, gamma, mean, inverse }, outputs, shapes, scratch }) {
      kernels.batchNormGrad(x, dy, gamma, mean, inverse, ...outputs, scratch, ...matrix(shapes.x));
    },
  },
  run({ inputs: { x, dy, gamma, mean, inverse }, shapes, outputs }) {
    const [dx, dgamma, dbeta] = outputs as [Float32Array, Float32Array, Float32Array];
    const channels = lastOf(shapes.x);
    const rows = x.length / channels;
    const sums = new Float64Array(channels);
    const products = new Float64Array(channels);
    for (let start = 0; start < x.length; start += channels) {
      for (let c = 0; c < channels; c++) {
        const gradient = dy[start + c] as number;
        sums[c] = (sums[c] as number) + gradient;
        products[c] = (products[c] as number) + gradient * ((x[start + c] as number) - (mean[c] as number));
      }
    }
    // dx = ofDy · dy + ofX · x + constant, per channel.
    const ofDy = new Float32Array(channels);
    const ofX = new Float32Array(channels);
    const constant = new Float32Array(channels);
    for (let c = 0; c < channels; c++) {
      const factor = inverse[c] as number;
      const gammaGradient = (products[c] as number) * factor;
      dgamma[c] = gammaGradient;
      dbeta[c] = sums[c] as number;
      const scale = (gamma[c] as number) * factor;
      const slope = (-scale * factor * gammaGradient) / rows;
      ofDy[c] = scale;
      ofX[c] = slope;
      constant[c] = (-scale * (sums[c] as number)) / rows - slope * (mean[c] as number);
    }
    for (let start = 0; start < x.length; start += channels) {
      for (let c = 0; c < channels; c++) {
        dx[start + c] =
          (dy[start + c] as number) * (ofDy[c] as number) +
          (x[start + c] as number) * (ofX[c] as number) +
          (constant[c] as number);
      }
    }
  },
};
