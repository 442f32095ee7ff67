import { createStore, useStore } from "zustand";
import type { MatchStrategy } from "../../shared/contracts/weight-match";
import { projectStore } from "./project";

/** A file of weights that the next training starts from, until another project opens. */
export interface StartWeights {
  readonly fileName: string;
  readonly weights: ArrayBuffer;
  readonly match: MatchStrategy;
}

export const startWeightsStore = createStore<{ readonly given: StartWeights | null }>(() => ({
  given: null,
}));

export function useStartWeights(): StartWeights | null {
  return useStore(startWeightsStore, ({ given }) => given);
}

export function startFrom(given: StartWeights | null): void {
  startWeightsStore.setState({ given });
}

/** For the spec of a run. */
export function weightsForRun(): { readonly weights?: ArrayBuffer; readonly match?: MatchStrategy } {
  const { given } = startWeightsStore.getState();
  return given ? { weights: given.weights, match: given.match } : {};
}

projectStore.subscribe(({ generation }, before) => {
  if (generation !== before.generation) startFrom(null);
});
