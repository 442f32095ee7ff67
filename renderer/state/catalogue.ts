import { useEffect } from "react";
import { createStore, useStore } from "zustand";
import { createAnalyser } from "../../shared/analysis/analyse";
import type { GraphAnalysis } from "../../shared/analysis/types";
import { openNetwork } from "../../shared/networks/registry";

/** The numbers of catalogue networks as they open, as far as they have been worked out. */
type Analyses = ReadonlyMap<string, GraphAnalysis>;

const catalogueStore = createStore<{ readonly analyses: Analyses }>(() => ({ analyses: new Map() }));

const waiting = new Set<string>();
let isScheduled = false;

/** Grows as the networks are worked out, in slices between which the window stays responsive. */
export function useAnalyses(ids: readonly string[]): Analyses {
  const key = ids.join(" ");
  useEffect(() => request(key.split(" ").filter(Boolean)), [key]);
  return useStore(catalogueStore, ({ analyses }) => analyses);
}

/** Undefined until it is worked out. */
export function useNetworkAnalysis(id: string): GraphAnalysis | undefined {
  useEffect(() => request([id]), [id]);
  return useStore(catalogueStore, ({ analyses }) => analyses.get(id));
}

function request(ids: readonly string[]): void {
  const { analyses } = catalogueStore.getState();
  for (const id of ids) if (!analyses.has(id)) waiting.add(id);
  schedule();
}

function schedule(): void {
  if (isScheduled || waiting.size === 0) return;
  isScheduled = true;
  whenIdle((timeLeft) => {
    isScheduled = false;
    workOff(timeLeft);
    schedule();
  });
}

/** At least one, and as many more as fit. */
function workOff(timeLeft: () => number): void {
  const made = new Map(catalogueStore.getState().analyses);
  for (const id of waiting) {
    waiting.delete(id);
    if (!made.has(id)) made.set(id, createAnalyser().analyse(openNetwork(id)));
    if (timeLeft() < 4) break;
  }
  catalogueStore.setState({ analyses: made });
}

/** Safari has no idle callbacks. */
function whenIdle(work: (timeLeft: () => number) => void): void {
  if (typeof requestIdleCallback === "function") {
    requestIdleCallback((deadline) => work(() => deadline.timeRemaining()), { timeout: 200 });
  } else {
    setTimeout(() => work(() => 0), 0);
  }
}
