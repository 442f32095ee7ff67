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
      const { phase, done, total } = event;
      const isPaused = phase === "paused" && run.status !== "cancelling";
      return { ...run, phase: { phase, done, total }, status: isPaused ? "paused" : run.status };
    }
  }
}

export function afterResult(run: TrainingRun, result: TrainResult): TrainingRun {
  return { ...run, status: "done", result };
}

export function afterFailure(run: TrainingRun, failure: string): TrainingRun {
  return { ...run, status: "failed", failure };
}
