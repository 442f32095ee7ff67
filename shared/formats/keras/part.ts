import type { Params } from "../../graph/document";
import type { Shape } from "../../layers/shape";
import type { Settings } from "./config";
import type { KerasLayer } from "./model-file";
import type { KerasWeight } from "./weights";

/** One of our layers, as a part of what a Keras layer becomes. */
export interface Part {
  readonly type: string;
  readonly params?: Params;
  /** Under PyTorch's names and in its axis order, but for the order of flattened features. */
  readonly weights?: Readonly<Record<string, KerasWeight>>;
  /** Of the name, where a layer becomes several. */
  readonly suffix?: string;
}

export interface Reading {
  readonly layer: KerasLayer;
  readonly settings: Settings;
  readonly inputShapes: readonly Shape[];
  /** By Keras's own name: "kernel". Throws a readable error where it is missing. */
  weight(name: string): KerasWeight;
}

export type Reader = (reading: Reading) => readonly Part[];
