import { UserError } from "../../base/assert";
import type { Params } from "../../graph/document";
import type { Pads, Pair } from "../../layers/window";
import type { KerasConfig, KerasLayer } from "./model-file";

/** What a layer is called in words: the "conv" (Conv2D). */
export function nameOf({ name, className }: Pick<KerasLayer, "name" | "className">): string {
  return `“${name}” (${className})`;
}

/** Says which layer cannot be read, why, and what to do. */
export function unreadable(layer: Pick<KerasLayer, "name" | "className">, why: string): UserError {
  return new UserError(
    `The layer ${nameOf(layer)} cannot be read: ${why}. Replace it in the model, or export the model as ONNX.`,
  );
}

/** A layer's settings, checked while they are asked for. */
export class Settings {
  readonly #layer: KerasLayer;
  readonly #config: KerasConfig;

  constructor(layer: KerasLayer) {
    this.#layer = layer;
    this.#config = layer.config;
  }

  /** The first that is there, since names changed from one Keras to the next. */
  number(names: readonly [string, ...string[]], fallback: number): number {
    const value = this.#first(names);
    if (value === undefined || value === null) return fallback;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.#strange(names[0], value);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#config[name];
    return typeof value === "boolean" ? value : fallback;
  }

  text(name: string, fallback: string): string {
    const value = this.#config[name] ?? fallback;
    if (typeof value === "string") return value;
    // Keras 3, and an activation that is a layer of its own.
    const { class_name: own } = value as { readonly class_name?: unknown };
    if (typeof own === "string") return own;
    throw this.#strange(name, value);
  }

  pair(name: string, fallback: Pair): Pair {
    const value = this.#config[name];
    if (value === undefined || value === null) return fallback;
    const both = typeof value === "number" ? [value, value] : value;
    if (isNumbers(both, 2)) return [both[0] as number, both[1] as number];
    throw this.#strange(name, value);
  }

  /** Of zero padding: one number, two, or two pairs. */
  pads(name: string): Pads {
    const value = this.#config[name] ?? 1;
    if (typeof value === "number") return [value, value, value, value];
    if (isNumbers(value, 2)) {
      const [rows = 0, columns = 0] = value;
      return [rows, columns, rows, columns];
    }
    const [rows, columns] = Array.isArray(value) ? value : [];
    if (!isNumbers(rows, 2) || !isNumbers(columns, 2)) throw this.#strange(name, value);
    return [rows[0], columns[1], rows[1], columns[0]] as Pads;
  }

  list(name: string): readonly unknown[] | null {
    const value = this.#config[name];
    return Array.isArray(value) ? value : null;
  }

  /** The window of a convolution; channels have to come last. */
  window(): Params {
    this.channelsLast();
    return {
      kernel: this.pair("kernel_size", [3, 3]),
      stride: this.pair("strides", [1, 1]),
      padding: this.padding(),
      dilation: this.pair("dilation_rate", [1, 1]),
    };
  }

  padding(): "same" | "valid" {
    const padding = this.text("padding", "valid");
    if (padding === "same" || padding === "valid") return padding;
    throw this.#strange("padding", padding);
  }

  channelsLast(): void {
    const format = this.text("data_format", "channels_last");
    if (format !== "channels_last") throw unreadable(this.#layer, "its channels do not come last");
  }

  #first(names: readonly string[]): unknown {
    return names.map((name) => this.#config[name]).find((value) => value !== undefined);
  }

  #strange(name: string, value: unknown): UserError {
    return unreadable(this.#layer, `its ${name} is ${JSON.stringify(value)?.slice(0, 80)}`);
  }
}

function isNumbers(value: unknown, length: number): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length === length &&
    value.every((each) => Number.isInteger(each) && Math.abs(each) < 1e6)
  );
}
