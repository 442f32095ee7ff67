import { useEffect, useState } from "react";
import { createStore, useStore } from "zustand";
import { errorMessage } from "../../shared/base/assert";
import { isEngineLost } from "../../shared/contracts/engine";
import type { RunSpec, TrainEvent, TrainResult } from "../../shared/contracts/run";
import { datasets } from "../../shared/data/registry";
import { readCheckpointHead } from "../../shared/formats/checkpoint/head";
import { engineSettled, engineStore, ensureEngine, restartEngine } from "./engine";
import { checkpoints, forgetInterrupted, interruptedStore, lookForInterrupted } from "./interrupted";
import { adoptTrained, engineHoldsNothingKnown, forgetModel, type Model } from "./model";
import { emptySeries, type ModelSeries, specOfModel } from "./model-series";
import { projectStore } from "./project";
import { RunCurves } from "./run-curves";
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
 * cancelled before its first step leaves nothing behind. Several models are as many runs, one after another.
 */
export async function startTraining(spec: RunSpec, models = 1): Promise<void> {
  if (isActive(trainingStore.getState().run)) return;
  if (models === 1) return begin(spec, null);
  let series: ModelSeries | null = emptySeries(models);
  for (let index = 0; series && index < models; index++) {
    const own = specOfModel(spec, index);
    await begin(own, series);
    series = seriesToGoOn(trainingStore.getState().run, own);
  }
}

async function begin(spec: RunSpec, series: ModelSeries | null): Promise<void> {
  trainingStore.setState({ run: beginRun(spec, series), progress: NO_PROGRESS });
  interruptedStore.setState({ stored: null, error: null });
  void checkpoints()?.begin(spec);
  await pursue(spec);
}

/** Null if the model of that spec did not come to its end, or nobody waits for more. */
function seriesToGoOn(run: TrainingRun | null, spec: RunSpec): ModelSeries | null {
  return run?.spec === spec && run.result && !run.result.cancelled ? run.series : null;
}

/** Takes up the training that was interrupted, with the curves that it had. */
export async function resumeInterrupted(): Promise<void> {
  if (isActive(trainingStore.getState().run)) return;
  try {
    const found = await checkpoints()?.open();
    if (!found) return;
    trainingStore.setState({ run: beginRun(found.spec), progress: NO_PROGRESS });
    const safeStep = replay(found.file);
    update(found.spec, (run) => ({ ...run, safeStep }));
    await pursue(found.spec, found.file);
  } catch (thrown) {
    interruptedStore.setState({ error: errorMessage(thrown) });
  }
}

/** So often is the run made safe; see the contract. */
const CHECKPOINT_SECONDS = 30;

async function pursue(spec: RunSpec, resumeFrom?: ArrayBuffer): Promise<void> {
  const options = {
    checkpoints: { everySeconds: CHECKPOINT_SECONDS },
    ...(resumeFrom ? { resumeFrom } : {}),
    ...(trainingStore.getState().run?.series ? { posteriors: true } : {}),
  };
  try {
    const { engine } = ensureEngine();
    const result = await engine.train(spec, (event) => hear(spec, event), options);
    void forgetInterrupted();
    if (result.steps === 0) {
      engineHoldsNothingKnown();
      trainingStore.setState(({ run }) => (run?.spec === spec ? { run: null } : {}));
      return;
    }
    const weights = await engine.exportWeights();
    adoptTrained(trainedModel(spec, result, weights));
    update(spec, (run) => afterResult(run, result, weights));
  } catch (thrown) {
    if (isEngineLost(thrown)) await recover(spec, errorMessage(thrown));
    else {
      // What went wrong there goes wrong again from a step before.
      void forgetInterrupted();
      fail(spec, errorMessage(thrown));
    }
  }
}

/** A second loss within this time is no accident. */
const ACCIDENT_MS = 60_000;

/** Goes on from the last checkpoint in a fresh engine; a run that was paused stays so until a person goes on. */
async function recover(spec: RunSpec, reason: string): Promise<void> {
  const { run } = trainingStore.getState();
  if (run?.spec !== spec || !isActive(run)) return;
  const at = Date.now();
  if (run.loss && at - run.loss.at < ACCIDENT_MS) {
    await lookForInterrupted();
    update(spec, (before) => ({
      ...before,
      loss: { reason, at, from: before.safeStep, isParked: false, isLast: true },
    }));
    fail(spec, reason);
    return;
  }
  const isParked = run.status === "paused" || run.status === "pausing";
  update(spec, (before) => ({
    ...before,
    status: isParked ? "paused" : before.status,
    loss: { reason, at, from: before.safeStep, isParked, isLast: false },
  }));
  await freshEngine();
  if (!isParked) await goOn(spec);
}

async function goOn(spec: RunSpec): Promise<void> {
  try {
    const found = await checkpoints()?.open();
    update(spec, (run) => ({ ...run, curves: new RunCurves() }));
    trainingStore.setState({ progress: NO_PROGRESS });
    const from = found ? replay(found.file) : null;
    update(spec, (run) => ({
      ...run,
      safeStep: from,
      loss: run.loss && { ...run.loss, from, isParked: false },
    }));
    const going = pursue(spec, found?.file);
    // Asked while the engine was gone.
    if (trainingStore.getState().run?.status === "cancelling")
      await attempt(() => ensureEngine().engine.cancel());
    await going;
  } catch (thrown) {
    fail(spec, errorMessage(thrown));
  }
}

/** The reports up to the checkpoint, once more: curves go back to where they were then. Returns its step. */
function replay(file: ArrayBuffer): number {
  const { history, position } = readCheckpointHead(file);
  const { run } = trainingStore.getState();
  if (run) for (const event of history) hear(run.spec, event);
  return position.step;
}

/** A process that ended is followed by another; one whose device is gone has to be ended first. */
async function freshEngine(): Promise<void> {
  const client = ensureEngine();
  if (client.state().kind === "running" && engineStore.getState().status.kind === "ready") client.restart();
  await engineSettled();
}

function fail(spec: RunSpec, failure: string): void {
  update(spec, (run) => (isActive(run) ? afterFailure(run, failure) : run));
}

/** A late word of an earlier run is not for this one. */
function update(spec: RunSpec, change: (run: TrainingRun) => TrainingRun): void {
  trainingStore.setState(({ run }) => (run?.spec === spec ? { run: change(run) } : {}));
}

function hear(spec: RunSpec, event: TrainEvent): void {
  const { run, progress } = trainingStore.getState();
  if (run?.spec !== spec || !isActive(run)) return;
  if (event.kind === "checkpoint") void checkpoints()?.save(spec.document.name, event);
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
  const { run } = trainingStore.getState();
  if (!moveFrom(["pausing", "paused"], "running")) return;
  if (run?.loss?.isParked) return goOn(run.spec);
  await attempt(() => ensureEngine().engine.resume());
}

/** Asks the engine to stop after its step; what it learned so far is kept. */
export async function cancelTraining(): Promise<void> {
  const { run } = trainingStore.getState();
  if (!moveFrom(["running", "pausing", "paused"], "cancelling")) return;
  if (run?.loss?.isParked) return goOn(run.spec);
  await attempt(() => ensureEngine().engine.cancel());
}

/** Ends the engine's process at once, for a step that takes too long; what it learned since its checkpoint is lost. */
export function stopTrainingNow(message: string): void {
  const { run } = trainingStore.getState();
  if (!isActive(run)) return;
  trainingStore.setState({ run: afterFailure(run, message) });
  restartEngine();
  void lookForInterrupted();
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
