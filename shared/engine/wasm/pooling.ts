import type { PoolOptions } from "../../layers/kit";
import type { Dimensions, HeapKernel } from "./heap";

export interface AverageOptions extends PoolOptions {
  readonly countIncludePad: boolean;
}

/** One window of a pool, clipped to the input: rows [top, bottom), columns [left, right). */
interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The largest of each window; a window without a pixel gives 0. */
export const maxPool: HeapKernel<"x", PoolOptions> = {
  name: "BlockwiseMaxPool",
  inputs: ["x"],
  outputs: ({ x }, { output }) => [[x[0] as number, ...output, x[3] as number]],
  run({ inputs: { x }, shapes, outputs, attributes }) {
    const y = outputs[0] as Float32Array;
    const channels = shapes.x[3] as number;
    forEachWindow(shapes.x, attributes, (window, out, image, rowLength) => {
      if (isEmpty(window)) {
        y.fill(0, out, out + channels);
        return;
      }
      for (let c = 0; c < channels; c++)
        y[out + c] = x[argmax(x, window, image + c, rowLength, channels)] as number;
    });
  },
};

/** The gradient goes to the first of equals, rows first, as in PyTorch. */
export const maxPoolGrad: HeapKernel<"x" | "dy", PoolOptions> = {
  name: "BlockwiseMaxPoolGrad",
  inputs: ["x", "dy"],
  outputs: ({ x }) => [x],
  simd: {
    run(kernels, { inputs: { x, dy }, outputs: [dx], shapes, attributes }) {
      kernels.maxPoolGrad(x, dy, dx as number, ...windowsOf(shapes.x, attributes));
    },
  },
  run({ inputs: { x, dy }, shapes, outputs, attributes }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    const channels = shapes.x[3] as number;
    forEachWindow(shapes.x, attributes, (window, out, image, rowLength) => {
      if (isEmpty(window)) return;
      for (let c = 0; c < channels; c++) {
        const best = argmax(x, window, image + c, rowLength, channels);
        dx[best] = (dx[best] as number) + (dy[out + c] as number);
      }
    });
  },
};

/** Index of the largest value of one channel in one window. */
function argmax(x: Float32Array, window: Window, start: number, rowLength: number, channels: number): number {
  let best = start + window.top * rowLength + window.left * channels;
  let largest = x[best] as number;
  for (let row = window.top; row < window.bottom; row++) {
    const end = start + row * rowLength + window.right * channels;
    for (let at = start + row * rowLength + window.left * channels; at < end; at += channels) {
      const value = x[at] as number;
      if (value > largest) {
        largest = value;
        best = at;
      }
    }
  }
  return best;
}

export const avgPool: HeapKernel<"x", AverageOptions> = {
  name: "BlockwiseAvgPool",
  inputs: ["x"],
  outputs: ({ x }, { output }) => [[x[0] as number, ...output, x[3] as number]],
  simd: {
    run: (kernels, { inputs: { x }, outputs: [y], shapes, attributes }) =>
      kernels.avgPool(x, y as number, 0, ...averagesOf(shapes.x, attributes)),
  },
  run({ inputs: { x }, shapes, outputs, attributes }) {
    const y = outputs[0] as Float32Array;
    y.fill(0);
    const channels = shapes.x[3] as number;
    forEachWindow(shapes.x, attributes, (window, out, image, rowLength, divisor) => {
      if (isEmpty(window)) return;
      for (let row = window.top; row < window.bottom; row++) {
        for (let column = window.left; column < window.right; column++) {
          const at = image + row * rowLength + column * channels;
          for (let c = 0; c < channels; c++) y[out + c] = (y[out + c] as number) + (x[at + c] as number);
        }
      }
      for (let c = 0; c < channels; c++) y[out + c] = (y[out + c] as number) / divisor;
    });
  },
};

export const avgPoolGrad: HeapKernel<"dy", AverageOptions & { readonly shape: Dimensions }> = {
  name: "BlockwiseAvgPoolGrad",
  inputs: ["dy"],
  outputs: (_, { shape }) => [shape],
  simd: {
    run: (kernels, { inputs: { dy }, outputs: [dx], attributes }) =>
      kernels.avgPool(dx as number, dy, 1, ...averagesOf(attributes.shape, attributes)),
  },
  run({ inputs: { dy }, outputs, attributes }) {
    const dx = outputs[0] as Float32Array;
    dx.fill(0);
    const channels = attributes.shape[3] as number;
    forEachWindow(attributes.shape, attributes, (window, out, image, rowLength, divisor) => {
      for (let row = window.top; row < window.bottom; row++) {
        for (let column = window.left; column < window.right; column++) {
          const at = image + row * rowLength + column * channels;
          for (let c = 0; c < channels; c++) {
            dx[at + c] = (dx[at + c] as number) + (dy[out + c] as number) / divisor;
          }
        }
      }
    });
  },
};

/** What the SIMD kernels want to know, in their order. */
function windowsOf(shape: Dimensions, { kernel, stride, pads, output }: PoolOptions): readonly number[] {
  return [...shape, ...output, ...kernel, ...stride, pads[0], pads[3]];
}

function averagesOf(shape: Dimensions, options: AverageOptions): readonly number[] {
  const [, right, bottom] = options.pads;
  return [Number(options.countIncludePad), ...windowsOf(shape, options), bottom, right];
}

function isEmpty(window: Window): boolean {
  return window.bottom <= window.top || window.right <= window.left;
}

/**
 * Visits every window. `out` is where its first output channel stands, `image` where its image starts, `divisor` what
 * an average divides by: the pixels it covers, those of the padding included if asked for, never those past it.
 */
function forEachWindow(
  shape: Dimensions,
  options: PoolOptions & { readonly countIncludePad?: boolean },
  visit: (window: Window, out: number, image: number, rowLength: number, divisor: number) => void,
): void {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const rows = axisWindows(options, 0, height);
  const columns = axisWindows(options, 1, width);
  let out = 0;
  for (let n = 0; n < batch; n++) {
    const image = n * height * width * channels;
    for (const row of rows) {
      for (const column of columns) {
        const window = { top: row.start, bottom: row.end, left: column.start, right: column.end };
        const divisor = options.countIncludePad
          ? row.padded * column.padded
          : (row.end - row.start) * (column.end - column.start);
        visit(window, out, image, width * channels, divisor);
        out += channels;
      }
    }
  }
}

function axisWindows(options: PoolOptions, axis: 0 | 1, size: number) {
  const before = options.pads[axis === 0 ? 0 : 3];
  const after = options.pads[axis === 0 ? 2 : 1];
  return Array.from({ length: options.output[axis] }, (_, index) => {
    const first = index * options.stride[axis] - before;
    const last = Math.min(first + options.kernel[axis], size + after);
    return { start: Math.max(first, 0), end: Math.min(last, size), padded: last - first };
  });
}
