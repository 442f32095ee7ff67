import type { RunSpec, TrainEvent, TrainPhase, TrainReport, TrainResult } from "../../shared/contracts/run";
import { appendPoint, type Curve, EMPTY_CURVE } from "./curves";

export type RunStatus = "running" | "pausing" | "paused" | "cancelling" | "done" | "failed";

/** One training run from its start to whatever end it came to. */
export interface TrainingRun {
  /** What was handed over. Its document is the run's own: the canvas may go on changing. */
  readonly spec: RunSpec;
  readonly status: RunStatus;
  readonly phase: { readonly phase: TrainPhase; readonly done: number; readonly total: number };
  readonly latest: TrainReport | null;
  readonly train: Curve;
  /** One point for each epoch. */
  readonly test: Curve;
  readonly result: TrainResult | null;
  /** Why it failed, for the person at the screen. */
  readonly failure: string | null;
}

export function beginRun(spec: RunSpec): TrainingRun {
  return {
    spec,
    status: "running",
    phase: { phase: "compiling", done: 0, total: 1 },
    latest: null,
    train: EMPTY_CURVE,
    test: EMPTY_CURVE,
    result: null,
    failure: null,
  };
}

export function isActive(run: TrainingRun | null): run is TrainingRun {
  return run !== null && run.status !== "done" && run.status !== "failed";
}

export function afterEvent(run: TrainingRun, event: TrainEvent): TrainingRun {
  if (!isActive(run)) return run;
  switch (event.kind) {
    case "report": {
      const { step, loss, accuracy, totalSteps } = event;
      return {
        ...run,
        latest: event,
        phase: run.status === "paused" ? run.phase : { phase: "training", done: step, total: totalSteps },
        train: appendPoint(run.train, { step, loss, accuracy }),
      };
    }
    case "epoch": {
      const { step, testLoss, testAccuracy } = event;
      return { ...run, test: appendPoint(run.test, { step, loss: testLoss, accuracy: testAccuracy }) };
    }
    case "phase": {
      const isPaused = event.phase === "paused" && run.status !== "cancelling";
      return { ...run, phase: phaseAfter(run, event), status: isPaused ? "paused" : run.status };
    }
    case "checkpoint":
    case "no-checkpoint":
      return run;
  }
}

/** A pause comes to no new count, so the one before stands. */
function phaseAfter(run: TrainingRun, { phase, done, total }: Extract<TrainEvent, { kind: "phase" }>) {
  return total > 0 ? { phase, done, total } : { ...run.phase, phase };
}

/** How far the whole run is, 0 to 1; before its first step, how far the preparation is. */
export function shareDone({ latest, phase }: TrainingRun): number {
  if (latest) return latest.totalSteps > 0 ? latest.step / latest.totalSteps : 0;
  return phase.total > 0 ? phase.done / phase.total : 0;
}

export function afterResult(run: TrainingRun, result: TrainResult): TrainingRun {
  return { ...run, status: "done", result };
}

export function afterFailure(run: TrainingRun, failure: string): TrainingRun {
  return { ...run, status: "failed", failure };
}
