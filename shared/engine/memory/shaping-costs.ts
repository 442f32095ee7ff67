import type { OpKit } from "../../layers/kit";
import { bytesOf, type Value } from "./ledger";

/** What an operation holds on to and needs for a moment; shapes are those of its inputs and outputs. */
export interface Costs {
  readonly saved?: readonly Value[];
  /** Bytes beside the result, forward. */
  readonly forward?: number;
  /** Bytes beside the gradients, backward. */
  readonly backward?: number;
  /** The gradient of the first input is the output's own, or a part of it as it lies. */
  readonly passes?: boolean;
}

type Operation = (inputs: readonly Value[], shape: readonly number[], costs?: Costs) => Value;

/** Of operations that combine and rearrange what others computed. */
export function shapingCosts(operation: Operation) {
  return {
    add: (xs) => operation(xs, combined(xs), { passes: true }),
    multiply: (a, b) => {
      const shape = combined([a, b]);
      return operation([a, b], shape, { saved: [a, b], backward: repeats(a, b) ? bytesOf(shape) : 0 });
    },
    scale: (x) => operation([x], x.shape),
    scaleChannels: (x, factors) =>
      operation([x, factors], x.shape, { saved: [x], backward: bytesOf(x.shape) }),
    concat(xs) {
      const [first] = xs as readonly [Value, ...Value[]];
      const channels = xs.reduce((sum, { shape }) => sum + (shape.at(-1) as number), 0);
      return operation(xs, [...first.shape.slice(0, -1), channels]);
    },
    flatten(x) {
      const [batch, ...rest] = x.shape as [number, ...number[]];
      return operation([x], [batch, rest.reduce((product, size) => product * size, 1)]);
    },
    pixel(x) {
      const [batch, features] = x.shape as [number, number];
      return operation([x], [batch, 1, 1, features], { passes: true });
    },
    zeroPad(x, [top, right, bottom, left]) {
      const [batch, height, width, channels] = x.shape as [number, number, number, number];
      return operation([x], [batch, height + top + bottom, width + left + right, channels]);
    },
    borderPad(x, [top, right, bottom, left]) {
      const [, height, width] = x.shape as [number, number, number, number];
      return operation([x], pooled(x, [height + top + bottom, width + left + right]));
    },
    channelPool(x, mode) {
      const output = [...x.shape.slice(0, -1), 1];
      return operation([x], output, mode === "mean" ? {} : { saved: [x], backward: bytesOf(x.shape) });
    },
    crop: (x, { size }) => operation([x], pooled(x, size)),
    resize: (x, { size }) => operation([x], pooled(x, size)),
    subsample(x, stride) {
      const [, height, width] = x.shape as [number, number, number, number];
      return operation([x], pooled(x, [Math.ceil(height / stride[0]), Math.ceil(width / stride[1])]));
    },
    sliceChannels: (x, _from, count) => operation([x], [...x.shape.slice(0, -1), count]),
    padChannels: (x, count) => operation([x], [...x.shape.slice(0, -1), (x.shape.at(-1) as number) + count]),
    pixelShuffle(x, factor) {
      const [batch, height, width, channels] = x.shape as [number, number, number, number];
      return operation([x], [batch, height * factor, width * factor, channels / factor ** 2]);
    },
    channelShuffle: (x) => operation([x], x.shape),
  } satisfies Partial<OpKit<Value>>;
}

function combined(xs: readonly Value[]): readonly number[] {
  const [first] = xs as readonly [Value, ...Value[]];
  return first.shape.map((_, axis) => Math.max(...xs.map(({ shape }) => shape[axis] as number)));
}

/** Whether one is smaller than the product: its gradient is a product that is summed up. */
function repeats(a: Value, b: Value): boolean {
  return bytesOf(a.shape) !== bytesOf(b.shape);
}

export function pooled(x: Value, [height, width]: readonly [number, number]): readonly number[] {
  return [x.shape[0] as number, height, width, x.shape[3] as number];
}
