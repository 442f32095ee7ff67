import { createStore, useStore } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";
import { nodeAt } from "../../shared/blocks/edit-inside";
import type {
  AugmentationKind,
  DataSpec,
  InitialiserKind,
  RunSpec,
  ScheduleSpec,
  TestingKind,
} from "../../shared/contracts/run";
import {
  beginningOf,
  DEFAULT_DATA,
  DEFAULT_LEARNING_RATES,
  type ImageLoss,
  type OptimiserKind,
  optimiserOf,
  RUN_DEFAULTS,
  type ScheduleKind,
  scheduleOf,
} from "../../shared/contracts/run-defaults";
import { augmentationOf } from "../../shared/data/augmentations";
import { datasets } from "../../shared/data/registry";
import { type Looks, storedSize } from "../../shared/data/stored-size";
import { testings } from "../../shared/data/testings";
import type { Document, NodePath } from "../../shared/graph/document";

/** What the train panel's form holds, kept between starts on this machine. */
export interface TrainSetup {
  readonly data: DataSpec;
  /** In the order in which they are done. */
  readonly augmentation: readonly AugmentationKind[];
  /** How the test images are looked at in the end. */
  readonly testing: TestingKind;
  readonly batch: number;
  readonly epochs: number;
  /** 0 is without end. */
  readonly patience: number;
  readonly keepBest: boolean;
  /** Of data without masks. */
  readonly loss: ImageLoss;
  readonly initialiser: InitialiserKind;
  readonly optimiser: OptimiserKind;
  /** Of the optimisers that have it; null is the optimiser's own. */
  readonly momentum: number | null;
  readonly learningRate: number;
  readonly schedule: ScheduleKind;
  /** Share of the run, 0 to 1. Null, here and below, is the schedule's own. */
  readonly warmupShare: number | null;
  readonly dropFactor: number | null;
  readonly dropEpochs: number | null;
  /** Of the run, 0 to 1, rising. */
  readonly dropShares: readonly number[] | null;
  readonly weightDecay: number;
  /** 0 is none. */
  readonly labelSmoothing: number;
  /** 0 is none. */
  readonly clipNorm: number;
  readonly seed: number;
  /** So many are trained, from the seed on, and averaged. */
  readonly models: number;
}

export const INITIAL_SETUP: TrainSetup = {
  data: DEFAULT_DATA,
  augmentation: [],
  testing: "whole",
  batch: RUN_DEFAULTS.batch,
  epochs: RUN_DEFAULTS.epochs,
  patience: 0,
  keepBest: false,
  loss: "cross-entropy",
  initialiser: "he-normal",
  optimiser: RUN_DEFAULTS.optimiser,
  momentum: null,
  learningRate: DEFAULT_LEARNING_RATES[RUN_DEFAULTS.optimiser],
  schedule: RUN_DEFAULTS.schedule,
  warmupShare: null,
  dropFactor: null,
  dropEpochs: null,
  dropShares: null,
  weightDecay: RUN_DEFAULTS.weightDecay,
  labelSmoothing: 0,
  clipNorm: 0,
  seed: RUN_DEFAULTS.seed,
  models: 1,
};

/** In place of a built-in dataset's id: the pictures of a folder that was chosen since the start. */
export const OWN_DATA = "own";

export const trainSetupStore = createStore<TrainSetup>()(
  persist(() => INITIAL_SETUP, {
    name: "blockwise-train-setup",
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // A folder has to be chosen anew after each start.
    partialize: (setup) => (setup.data.dataset === OWN_DATA ? { ...setup, data: DEFAULT_DATA } : setup),
  }),
);

export function useTrainSetup<T>(select: (state: TrainSetup) => T): T {
  return useStore(trainSetupStore, select);
}

export function changeSetup(change: Partial<TrainSetup>): void {
  trainSetupStore.setState(change);
}

export function changeData(change: Partial<DataSpec>): void {
  trainSetupStore.setState(({ data }) => ({ data: { ...data, ...change } }));
}

/** Another optimiser wants another learning rate; one that a person chose is theirs to keep. */
export function chooseOptimiser(optimiser: OptimiserKind): void {
  trainSetupStore.setState((before) => ({
    optimiser,
    momentum: null,
    learningRate:
      before.learningRate === DEFAULT_LEARNING_RATES[before.optimiser]
        ? DEFAULT_LEARNING_RATES[optimiser]
        : before.learningRate,
  }));
}

/** What another schedule is asked for by default, it brings itself. */
export function chooseSchedule(schedule: ScheduleKind): void {
  changeSetup({ schedule, warmupShare: null, dropFactor: null, dropEpochs: null, dropShares: null });
}

export function resetSetup(): void {
  trainSetupStore.setState(INITIAL_SETUP);
}

/** The images that do not fill a last batch wait for the next epoch's order. */
export function stepsOf({ data, batch, epochs }: TrainSetup): number {
  return Math.floor(data.trainCount / Math.min(batch, data.trainCount)) * epochs;
}

export function scheduleOfSetup(setup: TrainSetup): ScheduleSpec {
  const { schedule: kind, warmupShare, dropFactor: factor, dropEpochs: epochs, dropShares: shares } = setup;
  const steps = stepsOf(setup);
  const warmup = warmupShare === null ? null : Math.round(warmupShare * steps);
  return scheduleOf({ kind, warmup, factor, epochs, shares }, steps, steps / setup.epochs);
}

/** What is done to training images, and how test images are looked at in the end. */
export function looksOf({ augmentation, testing }: Pick<TrainSetup, "augmentation" | "testing">): Looks {
  return {
    augmentation: augmentationOf(augmentation),
    ...(testing === "whole" ? {} : { testing: testings.require(testing).defaults }),
  };
}

/** Height and width at which the images are kept: room for crops is more than the network takes. */
export function storedSizeOf(setup: Pick<TrainSetup, "data" | "augmentation" | "testing">): number {
  const { size, trainCount, validationCount = 0, testCount } = setup.data;
  return storedSize(size, trainCount + validationCount + testCount, looksOf(setup));
}

/** As many as curves are tried with. */
const MAX_REPORTS = 100_000;
/** Looking into the layers reads from the device, which a GPU waits for. */
const MIN_STEPS_BETWEEN_LOOKS = 10;
const MAX_LOOKS = 100;

/** Whether the data tells the class of each pixel. */
export function hasMasks({ dataset }: DataSpec): boolean {
  return datasets.get(dataset)?.task === "segmentation";
}

/** Answers are averaged for whole images. */
export function modelsOf({ models, data }: TrainSetup): number {
  return hasMasks(data) ? 1 : models;
}

/** What is frozen and still there. */
export function frozenIn(document: Document): readonly NodePath[] {
  return Object.keys(document.frozen).filter((path) => nodeAt(document, path));
}

export function runSpecOf(setup: TrainSetup, document: Document): RunSpec {
  const {
    data,
    batch,
    epochs,
    learningRate,
    weightDecay,
    labelSmoothing,
    clipNorm,
    patience,
    keepBest,
    seed,
  } = setup;
  const steps = stepsOf(setup);
  const frozen = frozenIn(document);
  return {
    document,
    seed,
    data,
    ...looksOf(setup),
    batch,
    epochs,
    ...(frozen.length > 0 ? { frozen } : {}),
    ...beginningOf(hasMasks(data) ? "cross-entropy" : setup.loss, setup.initialiser),
    optimiser: optimiserOf(setup.optimiser, setup.momentum),
    learningRate,
    schedule: scheduleOfSetup(setup),
    weightDecay,
    ...(patience > 0 ? { patience } : {}),
    ...(keepBest ? { keepBest } : {}),
    ...(labelSmoothing > 0 ? { labelSmoothing } : {}),
    ...(clipNorm > 0 ? { clipNorm } : {}),
    reportEvery: Math.max(RUN_DEFAULTS.reportEvery, Math.ceil(steps / MAX_REPORTS)),
    layersEvery: Math.max(MIN_STEPS_BETWEEN_LOOKS, Math.ceil(steps / MAX_LOOKS)),
  };
}
