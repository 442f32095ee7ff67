import type { LayerReport } from "../../shared/contracts/layer-statistics";
import {
  type EpochPoint,
  networkMark,
  type RunPoint,
  type RunRecord,
  settingsOf,
} from "../../shared/formats/run-record/record";
import { engineStore } from "./engine";
import { modelStore } from "./model";
import type { RunCurves } from "./run-curves";
import { isActive, type TrainingRun } from "./run-progress";
import { keepWeights } from "./run-weights";
import { keepRun, runsStore } from "./runs";
import { type TrainingState, trainingStore } from "./training";

/** Keeps each run when it has come to its end, whatever end that is, and what it has learned. Returns how to stop. */
export function startKeepingRuns(): () => void {
  return trainingStore.subscribe((state, before) => void keepIfOver(state, before));
}

async function keepIfOver({ run }: TrainingState, { run: before }: TrainingState): Promise<void> {
  if (!run || !isActive(before) || run.spec !== before.spec) return;
  const isOver = run.status === "done" || run.status === "failed";
  // A run that failed before its first step has nothing to show.
  if (!isOver || run.curves.loss.length === 0) return;
  const record = withOwnName(recordOf(run));
  const { model } = modelStore.getState();
  await keepRun(record);
  if (run.result && model?.document === run.spec.document) await keepWeights(record, model);
}

/** "ResNet-20", "ResNet-20 · 2": runs of one network are told apart until somebody names them. */
function withOwnName(record: RunRecord): RunRecord {
  const taken = new Set(runsStore.getState().runs.map(({ name }) => name));
  let { name } = record;
  for (let number = 2; taken.has(name); number++) name = `${record.name} · ${number}`;
  return { ...record, name };
}

export function recordOf(run: TrainingRun): RunRecord {
  const { spec, startedAt, curves, result, failure } = run;
  const { status } = engineStore.getState();
  return {
    id: `${startedAt.toString(36)}-${Math.floor(Math.random() * 36 ** 4).toString(36)}`,
    name: spec.document.name,
    startedAt,
    seconds: (Date.now() - startedAt) / 1000,
    outcome: result ? (result.cancelled ? "cancelled" : "done") : "failed",
    failure,
    network: networkMark(spec.document),
    settings: settingsOf(spec),
    isContinued: spec.weights !== undefined,
    backend: status.kind === "ready" ? status.info.backend : null,
    result,
    points: pointsOf(curves),
    epochs: curves.epochs.map(({ kind: _, ...point }): EpochPoint => point),
    layers: someOf(curves.layers),
  };
}

function pointsOf({ loss, accuracy, learningRate, imagesPerSecond }: RunCurves): readonly RunPoint[] {
  return Array.from({ length: loss.length }, (_, index) => ({
    step: loss.stepAt(index),
    loss: loss.valueAt(index),
    accuracy: accuracy.valueAt(index),
    learningRate: learningRate.valueAt(index),
    imagesPerSecond: imagesPerSecond.valueAt(index),
  }));
}

/** A look at a deep network is as large as hundreds of points. */
const MAX_KEPT_LAYERS = 10;

function someOf(reports: readonly LayerReport[]): readonly LayerReport[] {
  if (reports.length <= MAX_KEPT_LAYERS) return [...reports];
  const places = Array.from({ length: MAX_KEPT_LAYERS }, (_, index) =>
    Math.round((index * (reports.length - 1)) / (MAX_KEPT_LAYERS - 1)),
  );
  return places.flatMap((place) => reports[place] ?? []);
}
