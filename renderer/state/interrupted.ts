import { createStore, useStore } from "zustand";
import { errorMessage } from "../../shared/base/assert";
import type { CheckpointStore, StoredCheckpoint } from "../host/checkpoint-store";

export interface InterruptedState {
  /** A training that ended before its time and can be taken up, or null. */
  readonly stored: StoredCheckpoint | null;
  /** Why it could not be read. */
  readonly error: string | null;
}

export const interruptedStore = createStore<InterruptedState>(() => ({ stored: null, error: null }));

export function useInterrupted<T>(select: (state: InterruptedState) => T): T {
  return useStore(interruptedStore, select);
}

let store: CheckpointStore | null = null;

/** Where the checkpoints of trainings are kept; without one, as in tests, nowhere. */
export function provideCheckpoints(provided: CheckpointStore | null): void {
  store = provided;
  interruptedStore.setState({ stored: null, error: null });
}

export function checkpoints(): CheckpointStore | null {
  return store;
}

/** Looks for what an earlier start, or a failure, left behind. */
export async function lookForInterrupted(): Promise<void> {
  try {
    interruptedStore.setState({ stored: (await store?.newest()) ?? null, error: null });
  } catch (thrown) {
    interruptedStore.setState({ stored: null, error: errorMessage(thrown) });
  }
}

export async function forgetInterrupted(): Promise<void> {
  interruptedStore.setState({ stored: null, error: null });
  await store?.clear();
}
