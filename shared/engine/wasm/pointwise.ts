import { matrix, type SimdKernel } from "./heap";

interface Range {
  readonly low: number;
  readonly high: number;
}

/** x · scale + shift per channel, within [low, high]. */
export const affineClamp: SimdKernel<"x" | "scale" | "shift", Range> = {
  name: "BlockwiseAffineClamp",
  inputs: ["x", "scale", "shift"],
  outputs: ({ x }) => [x],
  simd: {
    run(kernels, { inputs: { x, scale, shift }, outputs: [y], shapes, attributes: { low, high } }) {
      kernels.affine(x, y as number, scale, shift, ...matrix(shapes.x), low, high);
    },
  },
};

/** a + b of the same shape, within [low, high]. */
export const sumClamp: SimdKernel<"a" | "b", Range> = {
  name: "BlockwiseSumClamp",
  inputs: ["a", "b"],
  outputs: ({ a }) => [a],
  simd: {
    run(kernels, { inputs: { a, b }, outputs: [y], shapes, attributes: { low, high } }) {
      const [rows, channels] = matrix(shapes.a);
      kernels.sumClamp(a, b, y as number, rows * channels, low, high);
    },
  },
};
