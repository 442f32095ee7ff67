import type { RunSpec, TrainEvent, TrainPhase, TrainReport, TrainResult } from "../../shared/contracts/run";
import { type ModelSeries, withModel } from "./model-series";
import { RunCurves } from "./run-curves";

export type RunStatus = "running" | "pausing" | "paused" | "cancelling" | "done" | "failed";

/** One training run from its start to whatever end it came to. */
export interface TrainingRun {
  /** What was handed over. Its document is the run's own: the canvas may go on changing. */
  readonly spec: RunSpec;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly status: RunStatus;
  /** Grows with every report, without the run becoming another object. */
  readonly curves: RunCurves;
  readonly result: TrainResult | null;
  /** Why it failed, for the person at the screen. */
  readonly failure: string | null;
  /** The last time that the engine was lost under it, if it was. */
  readonly loss: EngineLoss | null;
  /** The step that it can be taken up from, or null. */
  readonly safeStep: number | null;
  /** Why it can no longer be kept safe, if so. */
  readonly unsafe: string | null;
  /** The models to be averaged of which it trains one, if so. */
  readonly series: ModelSeries | null;
}

export interface EngineLoss {
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The step that it went on from, or will; null is the start. */
  readonly from: number | null;
  /** The run waits for a person to go on: it was paused. */
  readonly isParked: boolean;
  /** It came too soon after another: the run was given up. */
  readonly isLast: boolean;
}

/** How far a run is: changes with every report, unlike the run. */
export interface Progress {
  readonly phase: { readonly phase: TrainPhase; readonly done: number; readonly total: number };
  readonly latest: TrainReport | null;
}

export const NO_PROGRESS: Progress = { phase: { phase: "compiling", done: 0, total: 1 }, latest: null };

export function beginRun(spec: RunSpec, series: ModelSeries | null = null): TrainingRun {
  return {
    spec,
    startedAt: Date.now(),
    status: "running",
    curves: new RunCurves(),
    result: null,
    failure: null,
    loss: null,
    safeStep: null,
    unsafe: null,
    series,
  };
}

export function isActive(run: TrainingRun | null): run is TrainingRun {
  return run !== null && run.status !== "done" && run.status !== "failed";
}

/** The same object where nothing but its progress changes. */
export function afterEvent(run: TrainingRun, event: TrainEvent): TrainingRun {
  if (event.kind === "checkpoint") return { ...run, safeStep: event.step, unsafe: null };
  if (event.kind === "no-checkpoint") return { ...run, unsafe: event.reason };
  const comesToRest = event.kind === "phase" && event.phase === "paused" && run.status !== "cancelling";
  return comesToRest && run.status !== "paused" ? { ...run, status: "paused" } : run;
}

export function progressAfter({ phase, latest }: Progress, event: TrainEvent, status: RunStatus): Progress {
  if (event.kind === "report") {
    const { step, totalSteps } = event;
    const reached = { phase: "training", done: step, total: totalSteps } as const;
    return { latest: event, phase: status === "paused" ? phase : reached };
  }
  if (event.kind !== "phase") return { phase, latest };
  // A pause comes to no new count, so the one before stands.
  const { phase: name, done, total } = event;
  return { latest, phase: total > 0 ? { phase: name, done, total } : { ...phase, phase: name } };
}

/** How far the whole run is, 0 to 1; before its first step, how far the preparation is. */
export function shareDone({ latest, phase }: Progress): number {
  if (latest) return latest.totalSteps > 0 ? latest.step / latest.totalSteps : 0;
  return phase.total > 0 ? phase.done / phase.total : 0;
}

/** Its answers to the test images are kept by the series, if anywhere: they are larger than all the rest. */
export function afterResult(run: TrainingRun, whole: TrainResult, weights: ArrayBuffer): TrainingRun {
  const { posteriors: _, ...result } = whole;
  return {
    ...run,
    status: "done",
    result,
    series: run.series && withModel(run.series, run.spec.seed, whole, weights),
  };
}

export function afterFailure(run: TrainingRun, failure: string): TrainingRun {
  return { ...run, status: "failed", failure };
}
