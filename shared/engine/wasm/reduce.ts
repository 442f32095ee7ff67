import { type Dimensions, type HeapKernel, lastOf, matrix } from "./heap";

/** Sum over all axes but the last: the gradient of a bias. */
export const sumRows: HeapKernel<"x", Record<never, never>> = {
  name: "BlockwiseSumRows",
  inputs: ["x"],
  outputs: ({ x }) => [[lastOf(x)]],
  simd: {
    scratch: ({ x }) => 8 * lastOf(x),
    run(kernels, { inputs: { x }, outputs: [sums], shapes, scratch }) {
      kernels.sumRows(x, sums as number, scratch, ...matrix(shapes.x));
    },
  },
  run({ inputs: { x }, shapes, outputs: [sums] }) {
    const channels = lastOf(shapes.x);
    const totals = new Float64Array(channels);
    for (let start = 0; start < x.length; start += channels) {
      for (let c = 0; c < channels; c++) totals[c] = (totals[c] as number) + (x[start + c] as number);
    }
    sums?.set(totals);
  },
};

/** Mean over height and width: N×H×W×C to N×C. */
export const spatialMean: HeapKernel<"x", Record<never, never>> = {
  name: "BlockwiseSpatialMean",
  inputs: ["x"],
  outputs: ({ x }) => [[x[0] as number, lastOf(x)]],
  simd: {
    scratch: ({ x }) => 8 * lastOf(x),
    run(kernels, { inputs: { x }, outputs: [means], shapes, scratch }) {
      const [batch, height, width, channels] = shapes.x as [number, number, number, number];
      kernels.spatialMean(x, means as number, scratch, batch, height * width, channels);
    },
  },
  run({ inputs: { x }, shapes, outputs }) {
    const means = outputs[0] as Float32Array;
    const [batch, height, width, channels] = shapes.x as [number, number, number, number];
    const pixels = height * width;
    const totals = new Float64Array(channels);
    for (let n = 0; n < batch; n++) {
      totals.fill(0);
      const end = (n + 1) * pixels * channels;
      for (let start = n * pixels * channels; start < end; start += channels) {
        for (let c = 0; c < channels; c++) totals[c] = (totals[c] as number) + (x[start + c] as number);
      }
      for (let c = 0; c < channels; c++) means[n * channels + c] = (totals[c] as number) / pixels;
    }
  },
};

/** Its gradient: dy of N×C, spread evenly over `shape`. Stock tfjs multiplies tiled ones for this. */
export const spatialMeanGrad: HeapKernel<"dy", { readonly shape: Dimensions }> = {
  name: "BlockwiseSpatialMeanGrad",
  inputs: ["dy"],
  outputs: (_, { shape }) => [shape],
  run({ inputs: { dy }, outputs, attributes: { shape } }) {
    const dx = outputs[0] as Float32Array;
    const [batch, height, width, channels] = shape as [number, number, number, number];
    const pixels = height * width;
    for (let n = 0; n < batch; n++) {
      const first = n * pixels * channels;
      for (let c = 0; c < channels; c++) dx[first + c] = (dy[n * channels + c] as number) / pixels;
      for (let pixel = 1; pixel < pixels; pixel++) {
        dx.copyWithin(first + pixel * channels, first, first + channels);
      }
    }
  },
};
