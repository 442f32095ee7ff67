/**
 * Files and PyTorch hold kernels as [out, in / groups, height, width] and [out, in]; tfjs computes with
 * [height, width, in / groups, out] and [in, out]. Everything else is the same in both.
 */
const toEngine: Readonly<Record<number, readonly number[]>> = { 2: [1, 0], 4: [2, 3, 1, 0] };
const toFile: Readonly<Record<number, readonly number[]>> = { 2: [1, 0], 4: [3, 2, 0, 1] };

export interface Plain {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** From the order of files to the engine's. */
export function engineLayout(weight: Plain): Plain {
  return permute(weight, toEngine[weight.shape.length]);
}

/** From the engine's order to that of files. */
export function fileLayout(weight: Plain): Plain {
  return permute(weight, toFile[weight.shape.length]);
}

function permute({ shape, data }: Plain, order: readonly number[] | undefined): Plain {
  if (!order) return { shape, data };
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const sizes = order.map((axis) => shape[axis] as number);
  const steps = order.map((axis) => strides[axis] as number);
  const result = new Float32Array(data.length);
  const position = sizes.map(() => 0);
  const last = sizes.length - 1;
  const [inner, step] = [sizes[last] as number, steps[last] as number];
  let from = 0;
  for (let at = 0; at < result.length; at += inner) {
    for (let i = 0; i < inner; i++) result[at + i] = data[from + i * step] as number;
    for (let axis = last - 1; axis >= 0; axis--) {
      from += steps[axis] as number;
      position[axis] = (position[axis] as number) + 1;
      if ((position[axis] as number) < (sizes[axis] as number)) break;
      from -= (steps[axis] as number) * (sizes[axis] as number);
      position[axis] = 0;
    }
  }
  return { shape: sizes, data: result };
}
