import type { LrnOptions } from "../../layers/kit";
import { type HeapKernel, lastOf, matrix } from "./heap";

/** How many channels a window reaches before and after its own. Of an even size, the longer half comes first (PyTorch). */
export function lrnReach(size: number): readonly [before: number, after: number] {
  return [Math.floor(size / 2), Math.floor((size - 1) / 2)];
}

/** y = x · scale^-beta, scale = bias + alpha · Σ x² over the window of channels. */
export const localResponse: HeapKernel<"x", LrnOptions> = {
  name: "BlockwiseLocalResponse",
  inputs: ["x"],
  outputs: ({ x }) => [x],
  simd: {
    // The power of every published net, which is made of square roots.
    covers: (_, { beta }) => beta === 0.75,
    scratch: ({ x }, { size }) => 4 * (lastOf(x) + size + 4),
    run(kernels, { inputs: { x }, outputs: [y], shapes, scratch, attributes: { size, alpha, bias } }) {
      const reach = lrnReach(size);
      kernels.localResponse(x, y as number, scratch, ...matrix(shapes.x), ...reach, alpha, bias);
    },
  },
  run({ inputs: { x }, shapes, outputs, attributes: options }) {
    const y = outputs[0] as Float32Array;
    const channels = lastOf(shapes.x);
    const scale = new Float64Array(channels);
    const power = powerOf(options.beta);
    for (let start = 0; start < x.length; start += channels) {
      scales(x, start, scale, options);
      for (let c = 0; c < channels; c++) y[start + c] = (x[start + c] as number) * power(scale[c] as number);
    }
  },
};

export const localResponseGrad: HeapKernel<"x" | "dy", LrnOptions> = {
  name: "BlockwiseLocalResponseGrad",
  inputs: ["x", "dy"],
  outputs: ({ x }) => [x],
  run({ inputs: { x, dy }, shapes, outputs, attributes: options }) {
    const dx = outputs[0] as Float32Array;
    const channels = lastOf(shapes.x);
    const [before, after] = lrnReach(options.size);
    const scale = new Float64Array(channels);
    const shared = new Float64Array(channels);
    const power = powerOf(options.beta);
    for (let start = 0; start < x.length; start += channels) {
      scales(x, start, scale, options);
      for (let c = 0; c < channels; c++) {
        const factor = power(scale[c] as number);
        dx[start + c] = (dy[start + c] as number) * factor;
        shared[c] = ((dy[start + c] as number) * (x[start + c] as number) * factor) / (scale[c] as number);
      }
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        // The windows that hold c are those of c - after … c + before.
        const end = Math.min(channels - 1, c + before);
        for (let other = Math.max(0, c - after); other <= end; other++) sum += shared[other] as number;
        const through = 2 * options.alpha * options.beta * (x[start + c] as number) * sum;
        dx[start + c] = (dx[start + c] as number) - through;
      }
    }
  },
};

function scales(x: Float32Array, start: number, scale: Float64Array, options: LrnOptions): void {
  const [before, after] = lrnReach(options.size);
  for (let c = 0; c < scale.length; c++) {
    let sum = 0;
    const end = Math.min(scale.length - 1, c + after);
    for (let other = Math.max(0, c - before); other <= end; other++) sum += (x[start + other] as number) ** 2;
    scale[c] = options.bias + options.alpha * sum;
  }
}

/** s^-beta; square roots are many times faster than a general power, and every published net uses 0.75. */
function powerOf(beta: number): (scale: number) => number {
  if (beta === 0.75) {
    return (scale) => {
      const root = Math.sqrt(scale);
      return 1 / (root * Math.sqrt(root));
    };
  }
  if (beta === 0.5) return (scale) => 1 / Math.sqrt(scale);
  return (scale) => scale ** -beta;
}
