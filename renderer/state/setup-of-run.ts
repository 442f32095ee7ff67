import type { OptimiserSpec, ScheduleSpec } from "../../shared/contracts/run";
import { DEFAULT_OPTIMISERS, DEFAULT_SCHEDULES, IMAGE_LOSSES } from "../../shared/contracts/run-defaults";
import { datasets } from "../../shared/data/registry";
import type { RunSettings } from "../../shared/formats/run-record/record";
import { INITIAL_SETUP, stepsOf, type TrainSetup } from "./train-setup";

/**
 * The form as it was when the run was started: `runSpecOf` gives the same settings again. People's own images have to be
 * chosen anew, so the data stay what they are in `current`.
 */
export function setupOfRun(settings: RunSettings, current: TrainSetup): TrainSetup {
  const isBuiltIn = datasets.get(settings.data.dataset) !== undefined;
  const plain: TrainSetup = {
    ...INITIAL_SETUP,
    data: isBuiltIn ? settings.data : current.data,
    augmentation: (settings.augmentation ?? []).map(({ kind }) => kind),
    testing: settings.testing?.kind ?? "whole",
    batch: settings.batch,
    epochs: settings.epochs,
    patience: settings.patience ?? 0,
    keepBest: settings.keepBest ?? false,
    loss: IMAGE_LOSSES.find((kind) => kind === settings.loss?.kind) ?? INITIAL_SETUP.loss,
    initialiser: settings.initialiser ?? INITIAL_SETUP.initialiser,
    optimiser: settings.optimiser.kind,
    momentum: momentumOf(settings.optimiser),
    learningRate: settings.learningRate,
    weightDecay: settings.weightDecay,
    labelSmoothing: settings.labelSmoothing ?? 0,
    clipNorm: settings.clipNorm ?? 0,
    // A model of several drew its images by the seed of the first, and the form knows one seed.
    seed: settings.dataSeed ?? settings.seed,
  };
  return { ...plain, ...scheduleFields(settings.schedule, plain) };
}

function momentumOf(spec: OptimiserSpec): number | null {
  if (!("momentum" in spec)) return null;
  const own = DEFAULT_OPTIMISERS[spec.kind];
  return "momentum" in own && own.momentum === spec.momentum ? null : spec.momentum;
}

function scheduleFields(
  schedule: ScheduleSpec | undefined,
  setup: TrainSetup,
): Pick<TrainSetup, "schedule" | "warmupShare" | "dropFactor" | "dropEpochs" | "dropShares"> {
  const { kind, warmup } = schedule ?? { kind: "constant", warmup: 0 };
  const steps = Math.max(1, stepsOf(setup));
  const own = DEFAULT_SCHEDULES[kind].drop;
  const perEpoch = steps / setup.epochs;
  const spaced = schedule && "every" in schedule ? schedule.every / perEpoch : null;
  const epochs = schedule && "patience" in schedule ? schedule.patience : spaced;
  const factor = schedule && "factor" in schedule ? schedule.factor : null;
  const shares = schedule && "at" in schedule ? schedule.at.map((step) => step / steps) : null;
  return {
    dropShares: shares?.join() === DEFAULT_SCHEDULES[kind].drop?.shares?.join() ? null : shares,
    schedule: kind,
    warmupShare: warmup / steps,
    dropFactor: factor === own?.factor ? null : factor,
    dropEpochs: epochs === own?.epochs ? null : epochs,
  };
}
