import * as tf from "@tensorflow/tfjs-core";
import { createRandom } from "../../shared/base/random";
import { Tape } from "../../shared/engine/autodiff/tape";
import { createTfjsKit } from "../../shared/engine/tfjs-kit";
import { engineLayout } from "../../shared/engine/weights/layout";
import type { OpKit } from "../../shared/layers/kit";
import { createReferenceKit } from "./reference-kit";
import { at, type ReferenceTensor, randomTensor } from "./reference-tensor";

/** Something computed through a kit, to be checked on a backend against the reference. */
export interface OpCase {
  readonly name: string;
  /** Shapes of the tensors; kernels in the axis order of files. */
  readonly tensors: readonly OpTensor[];
  /** Batch statistics. Nothing random: both kits must agree. */
  readonly training?: boolean;
  compute<T>(kit: OpKit<T>, tensors: readonly T[]): T;
}

export interface OpTensor {
  readonly shape: readonly number[];
  /** Held in another axis order by the engine. */
  readonly kernel?: boolean;
  /** No gradient is asked for. */
  readonly constant?: boolean;
  readonly value?: ReferenceTensor;
}

export interface OpDifference {
  readonly shape: readonly number[];
  /** Largest difference, over the largest expected value. */
  readonly output: number;
  /** By tensor; null where none is asked for. */
  readonly gradients: readonly (number | null)[];
  /** Tensors that stayed behind. */
  readonly leaked: number;
}

const SEED = 1;

/** Entries of each tensor whose gradient is checked by finite differences. */
const PROBES = 10;
const EPSILON = 1e-5;

export interface CheckOptions {
  /** Finite differences run the reference many times over; large cases can do without. */
  readonly gradients?: boolean;
}

/** Runs the case forward and backward on tfjs's current backend and compares both with the reference kit. */
export async function differences(each: OpCase, options: CheckOptions = {}): Promise<OpDifference> {
  const values = each.tensors.map((tensor, index) => tensor.value ?? randomTensor(tensor.shape, index + 1));
  const expected = reference(each, values);
  const direction = randomTensor(expected.shape, 99);
  const before = tf.memory().numTensors;
  const { output, gradients } = await onBackend(each, values, direction);
  return {
    shape: output.shape,
    output: relativeDifference(output.data, expected.data),
    gradients: each.tensors.map((tensor, index) => {
      if (tensor.constant || options.gradients === false) return null;
      const gradient = gradients[index];
      return gradient ? gradientDifference(each, values, direction, index, gradient) : null;
    }),
    leaked: tf.memory().numTensors - before,
  };
}

function reference(each: OpCase, values: readonly ReferenceTensor[]): ReferenceTensor {
  // The same stream of random numbers as the engine's, from its start each time.
  const random = createRandom(SEED).next;
  const kit = createReferenceKit({ training: each.training ?? false, random });
  // Batch norm moves what it is given.
  const copies = values.map(({ shape, data }) => ({ shape, data: data.slice() }));
  return each.compute(kit, copies);
}

interface Plain {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

async function onBackend(each: OpCase, values: readonly ReferenceTensor[], direction: ReferenceTensor) {
  const tensors = each.tensors.map(({ kernel }, index) =>
    tf.keep(upload(values[index] as ReferenceTensor, kernel)),
  );
  const targets = tensors.filter((_, index) => !each.tensors[index]?.constant);
  const tape = new Tape(targets, tensors);
  const context = {
    tape,
    training: each.training ?? false,
    random: createRandom(SEED),
    onStatistics: ({ mean, variance }: { mean: tf.Tensor; variance: tf.Tensor }) =>
      tf.dispose([mean, variance]),
  };
  const output = tf.tidy(() => each.compute(createTfjsKit(context), tensors));
  const weights = tf.tensor(Float32Array.from(direction.data), [...direction.shape]);
  const loss = tf.tidy(() =>
    tape.record({
      inputs: [output],
      output: tf.sum(tf.mul(output, weights)),
      saved: [],
      backward: () => [tf.clone(weights)],
    }),
  );
  const result = { shape: output.shape, data: await output.data() };
  const found = tape.gradients(loss, targets);
  const gradients: (Plain | null)[] = [];
  for (const { constant } of each.tensors) {
    const gradient = constant ? undefined : found.shift();
    gradients.push(gradient ? { shape: gradient.shape, data: await gradient.data() } : null);
    gradient?.dispose();
  }
  for (const tensor of [...tensors, output, weights, loss]) if (!tensor.isDisposed) tensor.dispose();
  return { output: result, gradients };
}

function upload({ shape, data }: ReferenceTensor, kernel = false): tf.Tensor {
  const plain = { shape, data: Float32Array.from(data) };
  const laid = kernel ? engineLayout(plain) : plain;
  return tf.tensor(laid.data, [...laid.shape]);
}

/** Central differences in double precision on the reference: exact but for the kinks of rectifiers and pools. */
function gradientDifference(
  each: OpCase,
  values: readonly ReferenceTensor[],
  direction: ReferenceTensor,
  index: number,
  gradient: Plain,
): number {
  const value = values[index] as ReferenceTensor;
  const positions = { shape: value.shape, data: Float32Array.from(value.data, (_, position) => position) };
  const laid = each.tensors[index]?.kernel ? engineLayout(positions) : positions;
  const random = createRandom(index);
  const picks = Array.from({ length: Math.min(PROBES, laid.data.length) }, () =>
    random.int(laid.data.length),
  );
  const score = (moved: ReferenceTensor): number => {
    const y = reference(
      each,
      values.map((held, other) => (other === index ? moved : held)),
    );
    return y.data.reduce((sum, element, position) => sum + element * at(direction, position), 0);
  };
  const expected = picks.map((pick) => {
    const position = laid.data[pick] as number;
    const shifted = (by: number): number => {
      const data = value.data.slice();
      data[position] = (data[position] as number) + by;
      return score({ shape: value.shape, data });
    };
    return (shifted(EPSILON) - shifted(-EPSILON)) / (2 * EPSILON);
  });
  const found = picks.map((pick) => gradient.data[pick] as number);
  return relativeDifference(found, expected);
}

export interface SlopeDifference {
  readonly output: number;
  /** Along a direction in which all tensors move at once: difference, over the length of the gradient. */
  readonly slope: number;
  readonly leaked: number;
}

/**
 * As `differences`, for many tensors: the gradients of all together are checked along one random direction, at the price
 * of two runs of the reference.
 */
export async function slopeDifferences(each: OpCase): Promise<SlopeDifference> {
  const values = each.tensors.map((tensor, index) => tensor.value ?? randomTensor(tensor.shape, index + 1));
  const expected = reference(each, values);
  const direction = randomTensor(expected.shape, 99);
  const before = tf.memory().numTensors;
  const { output, gradients } = await onBackend(each, values, direction);
  const leaked = tf.memory().numTensors - before;
  const ways = values.map(({ shape }, tensor) => randomTensor(shape, 1000 + tensor));
  const score = (by: number): number => {
    const moved = values.map(({ shape, data }, tensor) => {
      if (each.tensors[tensor]?.constant) return { shape, data };
      const way = ways[tensor] as ReferenceTensor;
      return { shape, data: data.map((value, position) => value + by * at(way, position)) };
    });
    return reference(each, moved).data.reduce(
      (sum, element, position) => sum + element * at(direction, position),
      0,
    );
  };
  const slope = (score(STRIDE) - score(-STRIDE)) / (2 * STRIDE);
  return {
    output: relativeDifference(output.data, expected.data),
    slope: slopeDifference(each, gradients, ways, slope),
    leaked,
  };
}

/** Short, or the step would cross kinks of rectifiers and pools; in doubles there are digits enough. */
const STRIDE = 1e-7;

function slopeDifference(
  each: OpCase,
  gradients: readonly (Plain | null)[],
  ways: readonly ReferenceTensor[],
  expected: number,
): number {
  let found = 0;
  let squares = 0;
  for (const [tensor, gradient] of gradients.entries()) {
    if (!gradient) continue;
    const way = ways[tensor] as ReferenceTensor;
    const plain = { shape: way.shape, data: Float32Array.from(way.data) };
    const laid = each.tensors[tensor]?.kernel ? engineLayout(plain) : plain;
    for (let i = 0; i < laid.data.length; i++) {
      found += (gradient.data[i] as number) * (laid.data[i] as number);
      squares += (gradient.data[i] as number) ** 2;
    }
  }
  return Math.abs(found - expected) / Math.max(1e-6, Math.sqrt(squares));
}

function relativeDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((found[i] as number) - (expected[i] as number)));
    largest = Math.max(largest, Math.abs(expected[i] as number));
  }
  return difference / Math.max(largest, 1e-2);
}
