import { createStore, useStore } from "zustand";

export type Mode = "maps" | "filters" | "where";
export type Method = "gradCam" | "occlusion" | "saliency";

/** What a person chose in the panel; kept while other panels show. */
export interface Choices {
  readonly mode: Mode;
  readonly method: Method;
  /** Whether each channel has the whole scale to itself. */
  readonly ownScale: boolean;
  /** The channel or filter that shows large. */
  readonly channel: number;
  /** Input channel of the filters that show. */
  readonly slice: number;
  /** Of what lies over the picture, 0 to 1. */
  readonly opacity: number;
  /** Null is the most probable one. */
  readonly classIndex: number | null;
  /** Grad-CAM by the selected layer instead of the last maps. */
  readonly bySelection: boolean;
  /** Side and step of the patch, as shares of the picture's shorter side. */
  readonly patch: number;
  readonly step: number;
}

const choicesStore = createStore<Choices>(() => ({
  mode: "maps",
  method: "gradCam",
  ownScale: false,
  channel: 0,
  slice: 0,
  opacity: 0.6,
  classIndex: null,
  bySelection: false,
  patch: 0.25,
  step: 0.125,
}));

export function useChoices<T>(select: (choices: Choices) => T): T {
  return useStore(choicesStore, select);
}

export function choose(change: Partial<Choices>): void {
  choicesStore.setState(change);
}
