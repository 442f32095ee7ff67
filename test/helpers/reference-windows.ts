import type { ConvOptions, ConvTransposeOptions, PoolOptions } from "../../shared/layers/kit";
import { at, fill, mapSize, type ReferenceTensor, zeros } from "./reference-tensor";

/** Tells `count` of every multiply-add, those with the zeros of the padding included. */
export function conv2d(
  x: ReferenceTensor,
  kernel: ReferenceTensor,
  { stride, pads, dilation, groups }: ConvOptions,
  count: (macs: number) => void,
): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const [filters, share, tall, wide] = mapSize(kernel);
  const [top, right, bottom, left] = pads;
  const rows = Math.floor((height + top + bottom - dilation[0] * (tall - 1) - 1) / stride[0]) + 1;
  const columns = Math.floor((width + left + right - dilation[1] * (wide - 1) - 1) / stride[1]) + 1;
  if (share * groups !== channels) {
    throw new Error(`${groups} groups of ${share} do not make ${channels} channels`);
  }
  return fill([batch, rows, columns, filters], (index) => {
    const filter = index % filters;
    const pixel = Math.floor(index / filters);
    const j = (pixel % columns) * stride[1] - left;
    const i = (Math.floor(pixel / columns) % rows) * stride[0] - top;
    const n = Math.floor(pixel / columns / rows);
    const first = Math.floor(filter / (filters / groups)) * share;
    let sum = 0;
    for (let u = 0; u < tall; u++) {
      for (let v = 0; v < wide; v++) {
        const [row, column] = [i + u * dilation[0], j + v * dilation[1]];
        count(share);
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        const from = ((n * height + row) * width + column) * channels + first;
        for (let c = 0; c < share; c++) {
          sum += at(kernel, ((filter * share + c) * tall + u) * wide + v) * at(x, from + c);
        }
      }
    }
    return sum;
  });
}

/** Every pixel of `x` adds its weighted kernel to the result; tells `count` of what is cut off as well. */
export function convTranspose2d(
  x: ReferenceTensor,
  kernel: ReferenceTensor,
  { stride, pads, groups, output }: ConvTransposeOptions,
  count: (macs: number) => void,
): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const [ins, share, tall, wide] = mapSize(kernel);
  if (ins !== channels) throw new Error(`Kernels of ${ins} channels do not fit ${channels}`);
  const [rows, columns] = output;
  const filters = share * groups;
  const y = zeros([batch, rows, columns, filters]);
  x.data.forEach((value, index) => {
    const channel = index % channels;
    const pixel = Math.floor(index / channels);
    const n = Math.floor(pixel / width / height);
    const first = Math.floor(channel / (channels / groups)) * share;
    for (let u = 0; u < tall; u++) {
      for (let v = 0; v < wide; v++) {
        const row = (Math.floor(pixel / width) % height) * stride[0] + u - pads[0];
        const column = (pixel % width) * stride[1] + v - pads[3];
        count(share);
        if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
        for (let o = 0; o < share; o++) {
          const target = ((n * rows + row) * columns + column) * filters + first + o;
          y.data[target] = at(y, target) + value * at(kernel, ((channel * share + o) * tall + u) * wide + v);
        }
      }
    }
  });
  return y;
}

export function maxPool(x: ReferenceTensor, options: PoolOptions): ReferenceTensor {
  return pool(x, options, (values) => Math.max(...values));
}

export function avgPool(
  x: ReferenceTensor,
  options: PoolOptions & { readonly countIncludePad: boolean },
): ReferenceTensor {
  return pool(x, options, (values, padded) => {
    const sum = values.reduce((total, value) => total + value, 0);
    return sum / (options.countIncludePad ? padded : values.length);
  });
}

export function globalAvgPool(x: ReferenceTensor, keepDims: boolean): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const y = zeros(keepDims ? [batch, 1, 1, channels] : [batch, channels]);
  x.data.forEach((value, index) => {
    const target = Math.floor(index / (height * width * channels)) * channels + (index % channels);
    y.data[target] = at(y, target) + value / (height * width);
  });
  return y;
}

/** `reduce` gets the pixels of a window that lie in the map, and how many lie in the padded map. */
function pool(
  x: ReferenceTensor,
  { kernel, stride, pads, output }: PoolOptions,
  reduce: (values: readonly number[], padded: number) => number,
): ReferenceTensor {
  const [batch, height, width, channels] = mapSize(x);
  const [top, right, bottom, left] = pads;
  const [rows, columns] = output;
  return fill([batch, rows, columns, channels], (index) => {
    const channel = index % channels;
    const pixel = Math.floor(index / channels);
    const j = (pixel % columns) * stride[1] - left;
    const i = (Math.floor(pixel / columns) % rows) * stride[0] - top;
    const n = Math.floor(pixel / columns / rows);
    const values: number[] = [];
    let padded = 0;
    for (let row = i; row < i + kernel[0]; row++) {
      for (let column = j; column < j + kernel[1]; column++) {
        if (row < height + bottom && column < width + right) padded++;
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        values.push(at(x, ((n * height + row) * width + column) * channels + channel));
      }
    }
    return reduce(values, padded);
  });
}
