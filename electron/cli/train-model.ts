import { formatDuration, formatPercent } from "../../shared/base/format";
import type { Engine } from "../../shared/contracts/engine";
import type { EpochReport, RunSpec, TrainEvent, TrainResult } from "../../shared/contracts/run";
import type { LoadedImages } from "../../shared/data/load-images";
import {
  type CheckpointOptions,
  createCheckpointWriter,
  type Interrupted,
  trainOptionsOf,
} from "./checkpoint-options";
import { writeBytes } from "./files";
import { summaryOf } from "./own-data";
import { createRunLog, type RunLogOptions } from "./run-log";
import type { Session } from "./session";

/** Where a run's weights, checkpoints and curves go. */
export interface RunFiles extends CheckpointOptions, RunLogOptions {
  readonly output?: string;
}

export interface ModelRun {
  readonly engine: Engine;
  readonly session: Session;
  readonly json: boolean;
  readonly spec: RunSpec;
  readonly own: LoadedImages | null;
  readonly files: RunFiles;
  readonly interrupted?: Interrupted | null;
  /** Whether what it makes of the test images is asked for. */
  readonly posteriors?: boolean;
}

/** Trains one model to the end or to Ctrl+C, tells how it goes, and writes what it is to leave behind. */
export async function trainModel(run: ModelRun): Promise<TrainResult> {
  const { engine, session, json, spec, files, interrupted = null } = run;
  const checkpoints = createCheckpointWriter(files, session);
  const log = createRunLog(files, interrupted?.history);
  const interrupt = (): void => void checkpoints.interrupt(engine);
  process.once("SIGINT", interrupt);
  try {
    const epochs: EpochReport[] = [...(interrupted?.epochs ?? [])];
    const onEvent = (event: TrainEvent): void => {
      checkpoints.onEvent(event);
      log.onEvent(event);
      if (event.kind === "epoch") epochs.push(event);
      if (event.kind === "phase" && event.phase === "paused") void engine.cancel();
      if (json) reportJson(event, session);
      else reportText(event, spec, session);
    };
    if (interrupted && !json) session.err(`Taken up after step ${interrupted.step}.\n`);
    const options = {
      ...trainOptionsOf(files, interrupted),
      ...(run.posteriors ? { posteriors: true } : {}),
    };
    const result = await engine.train(spec, onEvent, options);
    await checkpoints.settle();
    if (files.output) await writeBytes(files.output, await engine.exportWeights());
    if (json) concludeJson(run, result, epochs);
    else concludeText(result, session);
    return result;
  } finally {
    process.off("SIGINT", interrupt);
    await log.write();
  }
}

function concludeJson(
  { session, own, spec, posteriors }: ModelRun,
  result: TrainResult,
  epochs: readonly EpochReport[],
): void {
  const { steps, stoppedEarly, keptEpoch, testLoss, testAccuracy, testTop5, testMeanIou } = result;
  const seed = posteriors ? { seed: spec.seed } : {};
  const tests = { testLoss, testAccuracy, testTop5, testMeanIou };
  const figures = { done: true, ...seed, steps, stoppedEarly, keptEpoch, ...tests };
  const data = own ? { data: summaryOf(own) } : {};
  session.out(`${JSON.stringify({ ...figures, epochs: epochs.map(plain), ...data })}\n`);
}

function concludeText(result: TrainResult, session: Session): void {
  const { stoppedEarly, keptEpoch, testLoss, testAccuracy, testMeanIou } = result;
  if (stoppedEarly) session.out("Stopped: the loss no longer fell.\n");
  if (keptEpoch !== undefined) session.out(`Kept the weights of epoch ${keptEpoch}.\n`);
  const overlap = testMeanIou === undefined ? "" : `, mean IU ${formatPercent(testMeanIou)}`;
  session.out(`Test accuracy ${formatPercent(testAccuracy)}${overlap}, loss ${testLoss.toFixed(4)}.\n`);
}

function plain({ epoch, step, testLoss, testAccuracy, testMeanIou }: EpochReport) {
  return { epoch, step, testLoss, testAccuracy, testMeanIou };
}

/** One line for each report; the epochs come with the last line, so that all before it are alike. */
function reportJson(event: TrainEvent, session: Session): void {
  if (event.kind !== "report") return;
  const { kind: _, totalSteps: _total, ...figures } = event;
  session.out(`${JSON.stringify(figures)}\n`);
}

function reportText(event: TrainEvent, { data }: RunSpec, session: Session): void {
  if (event.kind === "phase") {
    if (event.phase === "making data" && event.done === 0) session.err(`Making ${event.total} images...\n`);
    return;
  }
  if (event.kind === "epoch") {
    const { epoch, testLoss, testAccuracy } = event;
    const split = data.validationCount ? "validation" : "test";
    session.out(
      `epoch ${epoch}: ${split} loss ${testLoss.toFixed(4)}, accuracy ${formatPercent(testAccuracy)}\n`,
    );
    return;
  }
  if (event.kind !== "report") return;
  const { step, totalSteps, loss, accuracy, imagesPerSecond, secondsLeft } = event;
  const figures = `loss ${loss.toFixed(4)}  accuracy ${formatPercent(accuracy)}`;
  const pace = `${imagesPerSecond.toFixed(0)} images/s, ${formatDuration(secondsLeft)} left`;
  session.out(`step ${step}/${totalSteps}  ${figures}  ${pace}\n`);
}
