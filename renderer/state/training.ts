import { useEffect, useState } from "react";
import { createStore, useStore } from "zustand";
import { errorMessage } from "../../shared/base/assert";
import type { RunSpec, TrainEvent, TrainResult } from "../../shared/contracts/run";
import { datasets } from "../../shared/data/registry";
import { ensureEngine, restartEngine } from "./engine";
import { adoptTrained, engineHoldsNothingKnown, forgetModel, type Model } from "./model";
import { projectStore } from "./project";
import {
  afterEvent,
  afterFailure,
  afterResult,
  beginRun,
  isActive,
  NO_PROGRESS,
  type Progress,
  progressAfter,
  type RunStatus,
  type TrainingRun,
} from "./run-progress";

export interface TrainingState {
  /** The run under way, or the last one until the next begins. */
  readonly run: TrainingRun | null;
  readonly progress: Progress;
}

export const trainingStore = createStore<TrainingState>(() => ({ run: null, progress: NO_PROGRESS }));

// A result and its weights belong to the network that was open; a run under way goes on to its end.
projectStore.subscribe(({ generation }, before) => {
  if (generation === before.generation) return;
  clearRun();
  forgetModel();
});

export function useTraining<T>(select: (state: TrainingState) => T): T {
  return useStore(trainingStore, select);
}

/** Numbers that change faster than this cannot be read, and would keep React busy. */
const READABLE_MS = 200;

/** How far the run is, as often as a person can read it. */
export function useProgress(): Progress {
  const [progress, setProgress] = useState(() => trainingStore.getState().progress);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      timer = undefined;
      setProgress(trainingStore.getState().progress);
    };
    show();
    const unsubscribe = trainingStore.subscribe(() => {
      timer ??= setTimeout(show, READABLE_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, []);
  return progress;
}

/**
 * Trains to the end, a cancel or a failure; whichever it is ends up in the store. One run at a time. A run that was
 * cancelled before its first step leaves nothing behind.
 */
export async function startTraining(spec: RunSpec): Promise<void> {
  if (isActive(trainingStore.getState().run)) return;
  trainingStore.setState({ run: beginRun(spec), progress: NO_PROGRESS });
  const update = (change: (run: TrainingRun) => TrainingRun): void => {
    // A late word of an earlier run is not for this one.
    trainingStore.setState(({ run }) => (run?.spec === spec ? { run: change(run) } : {}));
  };
  try {
    const { engine } = ensureEngine();
    const result = await engine.train(spec, (event) => hear(spec, event));
    if (result.steps === 0) {
      engineHoldsNothingKnown();
      trainingStore.setState(({ run }) => (run?.spec === spec ? { run: null } : {}));
      return;
    }
    const weights = await engine.exportWeights();
    adoptTrained(trainedModel(spec, result, weights));
    update((run) => afterResult(run, result));
  } catch (thrown) {
    update((run) => (isActive(run) ? afterFailure(run, errorMessage(thrown)) : run));
  }
}

function hear(spec: RunSpec, event: TrainEvent): void {
  const { run, progress } = trainingStore.getState();
  if (run?.spec !== spec || !isActive(run)) return;
  run.curves.add(event);
  const next = afterEvent(run, event);
  trainingStore.setState({ run: next, progress: progressAfter(progress, event, next.status) });
}

export async function pauseTraining(): Promise<void> {
  if (!moveFrom(["running"], "pausing")) return;
  await attempt(() => ensureEngine().engine.pause());
  moveFrom(["pausing"], "paused");
}

export async function resumeTraining(): Promise<void> {
  if (!moveFrom(["pausing", "paused"], "running")) return;
  await attempt(() => ensureEngine().engine.resume());
}

/** Asks the engine to stop after its step; what it learned so far is kept. */
export async function cancelTraining(): Promise<void> {
  if (!moveFrom(["running", "pausing", "paused"], "cancelling")) return;
  await attempt(() => ensureEngine().engine.cancel());
}

/** Ends the engine's process at once, for a step that takes too long; what it learned is lost. */
export function stopTrainingNow(message: string): void {
  const { run } = trainingStore.getState();
  if (!isActive(run)) return;
  trainingStore.setState({ run: afterFailure(run, message) });
  restartEngine();
}

/** Back to the form. */
export function clearRun(): void {
  if (!isActive(trainingStore.getState().run)) trainingStore.setState({ run: null });
}

function moveFrom(from: readonly RunStatus[], to: RunStatus): boolean {
  const { run } = trainingStore.getState();
  if (!run || !from.includes(run.status)) return false;
  trainingStore.setState({ run: { ...run, status: to } });
  return true;
}

/** A request that fails is told by the run itself, which fails too. */
async function attempt(request: () => Promise<void>): Promise<void> {
  await request().catch(() => undefined);
}

function trainedModel(spec: RunSpec, result: TrainResult, weights: ArrayBuffer): Model {
  const { mean, std } = spec.images ?? datasets.require(spec.data.dataset);
  return {
    origin: "trained",
    document: spec.document,
    weights,
    seed: spec.seed,
    fileName: null,
    classNames: result.classNames,
    normalisation: { mean, std },
  };
}
