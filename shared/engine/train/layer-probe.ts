import * as tf from "@tensorflow/tfjs-core";
import { type LayerReport, type LayerStatistics, spreadOf } from "../../contracts/layer-statistics";
import type { Plan, PlanWeight } from "../plan";
import type { WeightLook } from "./step";

/** Numbers of a kernel that its histograms are made of: shares are right within two hundredths. */
const SAMPLE = 2048;

interface Seen {
  readonly path: string;
  /** Mean squares of gradient, weight and update, then samples of gradient and weight. */
  readonly figures: tf.Tensor1D;
}

/**
 * Looks at kernels and their gradients as they move. Sums and samples are taken on the device, so that only a few
 * thousand numbers of each layer are read back, and only at the steps that are asked for.
 */
export class LayerProbe {
  readonly #paths: ReadonlyMap<string, string>;
  readonly #every: number | undefined;
  #seen: Seen[] = [];

  constructor(plan: Plan, every: number | undefined) {
    this.#paths = new Map(
      plan.steps.flatMap(({ path, weights }) => weights.map(({ fullName }) => [fullName, path])),
    );
    this.#every = every;
  }

  /** What to show the weights of that step to; null where nobody asks. */
  at(step: number): WeightLook | null {
    const every = this.#every;
    if (every === undefined || (step !== 1 && step % every !== 0)) return null;
    this.dispose();
    return (weight, ...tensors) => this.#look(weight, ...tensors);
  }

  #look({ fullName, shape }: PlanWeight, before: tf.Tensor, gradient: tf.Tensor, after: tf.Tensor): void {
    const path = this.#paths.get(fullName);
    // Biases and batch norm's scales are few and say little.
    if (path === undefined || shape.length < 2) return;
    const figures = tf.tidy(() =>
      tf.concat1d([
        meanSquare(gradient),
        meanSquare(before),
        meanSquare(tf.sub(after, before)),
        sample(gradient),
        sample(before),
      ]),
    );
    this.#seen.push({ path, figures: tf.keep(figures) });
  }

  /** Reports what was seen since the last time, if anything was. */
  async tell(step: number, onEvent: (report: LayerReport) => void): Promise<void> {
    const seen = this.#seen;
    if (seen.length === 0) return;
    const values = await Promise.all(seen.map(({ figures }) => figures.data<"float32">()));
    const layers = seen.map(({ path }, index) => statisticsOf(path, values[index] as Float32Array));
    this.dispose();
    onEvent({ kind: "layers", step, layers });
  }

  dispose(): void {
    for (const { figures } of this.#seen) figures.dispose();
    this.#seen = [];
  }
}

function statisticsOf(path: string, figures: Float32Array): LayerStatistics {
  const [gradient = 0, weight = 0, update = 0] = figures.subarray(0, 3).map(Math.sqrt);
  const samples = figures.subarray(3);
  const half = samples.length / 2;
  return {
    path,
    gradient: spreadOf(samples.subarray(0, half), gradient),
    weight: spreadOf(samples.subarray(half), weight),
    update,
  };
}

function meanSquare(tensor: tf.Tensor): tf.Tensor1D {
  return tf.reshape(tf.mean(tf.square(tensor)), [1]);
}

function sample(tensor: tf.Tensor): tf.Tensor1D {
  const { shape, size } = tensor;
  const flat = tf.reshape(tensor, [size]) as tf.Tensor1D;
  const stride = strideFor(shape);
  return stride === 1 ? flat : tf.reshape(tf.stridedSlice(flat, [0], [size], [stride]), [-1]);
}

/** Shares no factor with any axis: a sample of every eighth of 64 channels would always meet the same eight. */
export function strideFor(shape: readonly number[], limit = SAMPLE): number {
  const size = shape.reduce((product, axis) => product * axis, 1);
  let stride = Math.ceil(size / limit);
  while (stride > 1 && shape.some((axis) => axis > 1 && greatestDivisor(axis, stride) > 1)) stride++;
  return stride;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
