import * as tf from "@tensorflow/tfjs-core";
import { assertExists } from "../../base/assert";
import type { InitialiserKind } from "../../contracts/run";
import type { MatchStrategy } from "../../contracts/weight-match";
import { requireMatch } from "../../formats/safetensors/match";
import { openSafetensors } from "../../formats/safetensors/read";
import { writeSafetensors } from "../../formats/safetensors/write";
import type { Plan } from "../plan";
import { type Part, unfit } from "../train/part";
import { biasesOfOne, drawWeight } from "./initialise";
import { engineLayout, fileLayout, type Plain } from "./layout";

/** The weights of one plan, as tensors of the current backend in the engine's axis order. */
export class WeightStore {
  readonly #plan: Plan;
  readonly #tensors = new Map<string, tf.Tensor>();
  readonly #derived = new Map<string, tf.Tensor>();

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

  /** What is made of weights alone, kept until one of them changes. */
  derived(name: string, make: () => tf.Tensor): tf.Tensor {
    const known = this.#derived.get(name);
    if (known) return known;
    const made = tf.keep(tf.tidy(make));
    this.#derived.set(name, made);
    return made;
  }

  /** Takes ownership of the tensor and frees the one before. */
  replace(name: string, tensor: tf.Tensor): void {
    this.#forgetDerived();
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

  #forgetDerived(): void {
    for (const tensor of this.#derived.values()) tensor.dispose();
    this.#derived.clear();
  }

  dispose(): void {
    this.#forgetDerived();
    for (const tensor of this.#tensors.values()) tensor.dispose();
    this.#tensors.clear();
  }
}

function upload({ shape, data }: Plain): tf.Tensor {
  return tf.keep(tf.tensor(data, [...shape], "float32"));
}

export function drawWeights(plan: Plan, seed: number, initialiser?: InitialiserKind): Map<string, Plain> {
  const ones = initialiser === "alexnet" ? biasesOfOne(plan) : null;
  return new Map(
    plan.weights.map((weight) => {
      const data = drawWeight(weight, seed, initialiser);
      return [
        weight.fullName,
        { shape: weight.shape, data: ones?.has(weight.fullName) ? data.fill(1) : data },
      ];
    }),
  );
}

/** A file of weights, if there is one, and how those come about that it has nothing for. */
interface Beginning {
  readonly weights?: ArrayBuffer;
  /** Absent is strict. */
  readonly match?: MatchStrategy;
  readonly seed: number;
  readonly initialiser?: InitialiserKind;
}

/** The weights that a network begins with. Throws a readable error where the file does not fit. */
export function startingWeights(
  plan: Plan,
  { weights: file, match, seed, initialiser }: Beginning,
): Map<string, Plain> {
  if (!file) return drawWeights(plan, seed, initialiser);
  const given = parseWeights(plan, file, match);
  const missing = plan.weights.filter(({ fullName }) => !given.has(fullName));
  if (missing.length === 0) return given;
  return new Map([...drawWeights({ ...plan, weights: missing }, seed, initialiser), ...given]);
}

/** What a file has for this plan. Throws a readable error that lists what is missing, left over or of another shape. */
export function parseWeights(plan: Plan, file: ArrayBuffer, match?: MatchStrategy): Map<string, Plain> {
  const found = openSafetensors(file);
  const { matched } = requireMatch(plan.weights, found, match);
  return new Map(
    matched.map(({ name, from }) => {
      const { shape, read } = assertExists(found.get(from), from);
      return [name, { shape, data: read().slice() }];
    }),
  );
}
