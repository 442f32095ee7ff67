import * as tf from "@tensorflow/tfjs-core";
import { assertExists, UserError } from "../../base/assert";
import { readSafetensors } from "../../formats/safetensors/read";
import { writeSafetensors } from "../../formats/safetensors/write";
import type { Plan, PlanWeight } from "../plan";
import { type Part, unfit } from "../train/part";
import { drawWeight } from "./initialise";
import { engineLayout, fileLayout, type Plain } from "./layout";

/** The weights of one plan, as tensors of the current backend in the engine's axis order. */
export class WeightStore {
  readonly #plan: Plan;
  readonly #tensors = new Map<string, tf.Tensor>();

  constructor(plan: Plan, values: ReadonlyMap<string, Plain>) {
    this.#plan = plan;
    for (const [name, value] of values) this.#tensors.set(name, upload(engineLayout(value)));
  }

  get tensors(): ReadonlyMap<string, tf.Tensor> {
    return this.#tensors;
  }

  get(name: string): tf.Tensor {
    return assertExists(this.#tensors.get(name), `weight ${name}`);
  }

  /** Takes ownership of the tensor and frees the one before. */
  replace(name: string, tensor: tf.Tensor): void {
    this.get(name).dispose();
    this.#tensors.set(name, tf.keep(tensor));
  }

  /** For checkpoints, in the engine's own axis order. */
  get part(): Part {
    return {
      capture: () => ({ tensors: this.#tensors, values: null }),
      restore: ({ tensors }) => {
        for (const [name, old] of [...this.#tensors]) {
          const given = tensors.get(name);
          if (given?.shape.join() !== old.shape.join()) throw unfit(name);
          this.replace(name, given as tf.Tensor);
        }
      },
    };
  }

  /** In the axis order of files. */
  async download(): Promise<Map<string, Plain>> {
    const values = new Map<string, Plain>();
    for (const { fullName } of this.#plan.weights) {
      const tensor = this.get(fullName);
      const data = (await tensor.data()) as Float32Array;
      values.set(fullName, fileLayout({ shape: tensor.shape, data }));
    }
    return values;
  }

  async toSafetensors(): Promise<ArrayBuffer> {
    return writeSafetensors(await this.download());
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}

function upload({ shape, data }: Plain): tf.Tensor {
  return tf.keep(tf.tensor(data, [...shape], "float32"));
}

export function drawWeights(plan: Plan, seed: number): Map<string, Plain> {
  return new Map(
    plan.weights.map((weight) => [weight.fullName, { shape: weight.shape, data: drawWeight(weight, seed) }]),
  );
}

/** Reads a file for this plan. Throws a readable error that lists what is missing, left over or of another shape. */
export function parseWeights(plan: Plan, file: ArrayBuffer): Map<string, Plain> {
  const found = readSafetensors(file);
  const faults = compare(plan.weights, found);
  if (faults.length > 0) {
    const shown = faults.slice(0, 8);
    const more = faults.length - shown.length;
    throw new UserError(
      `The weights do not fit this network: ${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}. ` +
        `Load the weights that were saved from it, or train it anew.`,
    );
  }
  return new Map(plan.weights.map(({ fullName }) => [fullName, assertExists(found.get(fullName), fullName)]));
}

function compare(weights: readonly PlanWeight[], found: ReadonlyMap<string, Plain>): readonly string[] {
  const faults: string[] = [];
  for (const { fullName, shape } of weights) {
    const given = found.get(fullName);
    if (!given) faults.push(`"${fullName}" is missing`);
    else if (given.shape.join() !== shape.join()) {
      faults.push(`"${fullName}" should be ${shapeText(shape)} and is ${shapeText(given.shape)}`);
    }
  }
  const expected = new Set(weights.map((weight) => weight.fullName));
  for (const name of found.keys()) {
    // PyTorch counts batches in a buffer that takes no part in computing.
    if (!expected.has(name) && !name.endsWith(".num_batches_tracked")) faults.push(`"${name}" is not in it`);
  }
  return faults;
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
