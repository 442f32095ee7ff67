import { createRandom } from "../../shared/base/random";

/** Row-major numbers, batch first: maps as [batch, height, width, channels], vectors as [batch, features]. */
export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export function zeros(shape: readonly number[]): ReferenceTensor {
  return { shape, data: new Float64Array(shape.reduce((product, size) => product * size, 1)) };
}

export function tensor(shape: readonly number[], values: ArrayLike<number>): ReferenceTensor {
  const made = zeros(shape);
  if (values.length !== made.data.length) {
    throw new Error(`${values.length} values do not fill ${shape.join("×")}`);
  }
  made.data.set(values);
  return made;
}

/** Uniform in [-1, 1), the same for the same seed. */
export function randomTensor(shape: readonly number[], seed: number): ReferenceTensor {
  const random = createRandom(seed);
  const made = zeros(shape);
  for (let index = 0; index < made.data.length; index++) made.data[index] = random.range(-1, 1);
  return made;
}

export function at({ data }: ReferenceTensor, index: number): number {
  return data[index] as number;
}

/** The sizes of a tensor of maps. */
export function mapSize({ shape }: ReferenceTensor): readonly [number, number, number, number] {
  if (shape.length !== 4) throw new Error(`Expected a batch of maps, received ${shape.join("×")}`);
  return shape as unknown as readonly [number, number, number, number];
}

export function lastSize({ shape }: ReferenceTensor): number {
  return shape[shape.length - 1] as number;
}

/** The result of `value(index)` at every element, in the shape of `like`. */
export function fill(shape: readonly number[], value: (index: number) => number): ReferenceTensor {
  const made = zeros(shape);
  for (let index = 0; index < made.data.length; index++) made.data[index] = value(index);
  return made;
}
